"""Marking on a real Dask scheduler with two real workers, one of which is killed in the middle."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import engine_lab as lab
import pytest

from course_admin.engine import cluster, submission

distributed = pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture
def workers(tmp_path):
    """The scheduler's address and two worker processes."""
    place = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    dask = [sys.executable, "-m", "dask"]
    options = ["--scheduler-file", str(place), "--no-dashboard"]
    started = [subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", *options], **quiet)]
    for _ in range(2):
        command = [*dask, "worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", *options]
        started.append(subprocess.Popen(command, **quiet))
    with distributed.Client(scheduler_file=str(place), timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
        address = client.scheduler.address
    yield address, started[1:]
    for process in started:
        process.kill()
        process.wait()


def test_a_lost_worker_costs_nothing_but_time(workers):
    address, processes = workers
    work, deserved = {}, {}
    for number in range(8):
        answers = {} if number % 2 else {"center": "def center(X): return X - X.mean()"}
        merged = submission.read(lab.notebook(answers, first="import time; time.sleep(0.5)"), lab.source())
        work[number] = (merged.notebook, merged.tests, {})
        deserved[number] = "1111" if number % 2 else "1011"
    with cluster.connected(address, None, {"cell_seconds": 20}) as found, ThreadPoolExecutor(4) as pool:
        assert found.threads == 2
        futures = {number: pool.submit(found.run, *job) for number, job in work.items()}
        futures[0].result()
        processes[0].kill()
        marked = {number: lab.points(future.result()) for number, future in futures.items()}
    assert marked == deserved


def test_without_a_scheduler_it_says_so(monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    began = time.monotonic()
    with (
        pytest.raises(cluster.ClusterError, match="no Dask scheduler answers"),
        cluster.connected("tcp://127.0.0.1:9", None, {}),
    ):
        pass
    assert time.monotonic() - began < 30


def test_a_world_goes_and_comes_back(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.txt").write_text("é")
    folder = cluster.unpack(cluster.pack(tmp_path))
    assert Path(folder, "a", "b", "c.txt").read_text() == "é"
    assert cluster.unpack(cluster.pack(tmp_path)) == folder
