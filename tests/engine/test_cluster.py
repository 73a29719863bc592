"""Marking on a real Dask scheduler with real workers, one of which is killed while it marks."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import small_class

from course_admin.marking import grade
from course_admin.marking.engine import cluster

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SLOW = "import time\n\ntime.sleep(1.5)\n" + small_class.ANSWERS["ex3_count_parameters"]
WRONG = "def mse(y_pred, y):\n    return abs(y_pred - y).mean()\n"
CRASH = "def mse(y_pred, y):\n    import os\n    os._exit(0)\n"


class Cluster:
    """A real scheduler and workers of one thread, as processes on the loopback interface."""

    def __init__(self, folder, end):
        self.folder, self.end = folder, end
        card = folder / "scheduler.json"
        card.parent.mkdir(parents=True, exist_ok=True)
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", card)
        self.address = wait(lambda: card.exists() and json.loads(card.read_text() or "{}").get("address"))

    def worker(self, path=ROOT):
        """Start a worker with the course that is in the folder `path`."""
        place = ["--host", "127.0.0.1", "--local-directory", self.folder]
        return self.start("worker", self.address, "--nthreads", "1", "--no-nanny", *place, path=path)

    def start(self, *command, path=ROOT):
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *map(str, command), "--no-dashboard"],
            env=os.environ | {"PYTHONPATH": str(path)},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.end.callback(stop, process)
        return process


def stop(process):
    process.kill()
    process.wait()


def wait(condition, seconds=60):
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


@pytest.fixture
def dask(tmp_path):
    with contextlib.ExitStack() as end:
        yield Cluster(tmp_path / "dask", end)


@pytest.fixture(scope="module")
def marked_here(tmp_path_factory):
    """A class of eight, one of them unreadable, marked on this machine: (course, its rows)."""
    course = small_class.make(tmp_path_factory.mktemp("course"))
    works = {f"slow-{number}": {"ex3_count_parameters": SLOW} for number in range(5)}
    works |= {"wrong": {"ex4_mse": WRONG}, "crash": {"ex4_mse": CRASH}}
    for name, others in works.items():
        small_class.commit(course, course.root / name, small_class.solved(course, **others), "2026-10-17T10:00")
    small_class.commit(course, course.root / "cut", b'{"cells": [', "2026-10-17T10:00")
    small_class.collected(course, [*works, "cut"])
    return course, grade.mark(course.assignment("tp1"))


def children(pid):
    """The processes that a process has started, itself included."""
    found = {pid}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(entry.read_text().rpartition(")")[2].split()[1]) in found:
                found |= children(int(entry.parent.name))
    return found


def is_running(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_a_worker_killed_while_it_marks_costs_nothing_but_time(dask, marked_here):
    course, rows_here = marked_here
    workers = [dask.worker(), dask.worker()]
    steps, killed = [], []

    def progress(done, total):
        steps.append((done, total))
        if done == 3:  # both are at work: each of the first takes more than a second
            killed.extend(children(workers[0].pid))
            workers[0].send_signal(signal.SIGKILL)

    wait_for(dask, 2)
    rows = grade.mark(course.assignment("tp1"), force=True, progress=progress, scheduler=dask.address)
    assert workers[0].wait(10) == -signal.SIGKILL and workers[1].poll() is None
    assert steps == [(done, 7) for done in range(1, 8)]
    assert rows == rows_here
    assert {row.status for row in rows} == {"graded", "partial", "unreadable"}
    assert len(killed) > 2, "it had a warm parent and was marking"
    wait(lambda: not any(map(is_running, killed)), 20)


def wait_for(dask, workers):
    from distributed import Client

    with Client(dask.address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)


def test_a_lost_scheduler_loses_no_mark(dask, marked_here):
    course, rows_here = marked_here
    dask.worker()
    tp1 = course.assignment("tp1")

    def progress(done, total):
        if done == 1:
            dask.scheduler.kill()
            dask.scheduler.wait()

    for kept in (course.records / "tp1" / "results").iterdir():
        kept.unlink()
    with pytest.raises(cluster.ClusterError, match="is lost; what was marked is kept"):
        grade.mark(tp1, progress=progress, scheduler=dask.address)
    assert 1 <= len(list((course.records / "tp1" / "results").iterdir())) < 7
    assert grade.mark(tp1) == rows_here


def test_a_worker_with_other_code_is_refused(dask, marked_here, tmp_path):
    course, _ = marked_here
    for package in ("course_admin", "course_utils"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    with open(tmp_path / "course_admin" / "hidden" / "tp1.py", "a") as file:
        file.write("# another version\n")
    dask.worker(tmp_path)
    with pytest.raises(cluster.ClusterError, match="another version of the course's code"):
        grade.mark(course.assignment("tp1"), force=True, scheduler=dask.address)


def test_a_worker_that_joins_later_is_asked_too(monkeypatch):
    monkeypatch.setattr(cluster, "version", lambda: "ours")
    monkeypatch.setattr("distributed.get_worker", lambda: type("Worker", (), {"address": "tcp://late:1"}))
    with pytest.raises(cluster.ClusterError, match="tcp://late:1 has another version"):
        cluster.mark("theirs", b"", (), {}, (), {}, False, None)


def test_a_scheduler_without_workers(dask, marked_here, monkeypatch):
    course, _ = marked_here
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 0.5)
    with pytest.raises(cluster.ClusterError, match="has no worker; start some by `dask worker tcp://"):
        grade.mark(course.assignment("tp1"), force=True, scheduler=dask.address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{port}", "nowhere", "ftp://127.0.0.1:1"])
def test_a_scheduler_that_cannot_be_reached_is_one_line(marked_here, address):
    course, _ = marked_here
    with socket.socket() as sock:  # a port that nobody listens on
        sock.bind(("127.0.0.1", 0))
        address = address.format(port=sock.getsockname()[1])
        command = [sys.executable, "-m", "course_admin", "grade", "tp1", "--force", "--scheduler", address]
        before = (course.build / "grades" / "tp1.csv").read_bytes()
        done = subprocess.run(command, cwd=course.root, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True)
    (line,) = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert line.startswith(f"course: no Dask scheduler can be reached at {address}")
    assert (course.build / "grades" / "tp1.csv").read_bytes() == before
