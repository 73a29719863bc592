"""The engine in the hands of an ordinary user, who has no right to make namespaces but those of a user of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import engine_lab as lab
import pytest

from course_admin.marking.engine import sandbox

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")]

NOBODY = "65534"
ANSWERS = {"center": "def center(X): return X - X.mean()", "draw": "def draw(rng, n):\n    while True: pass"}
SCRIPT = """
import json, os, sys
sys.path[:0] = [sys.argv[1], os.path.dirname(sys.argv[1])]
import engine_lab as lab
results = lab.mark(sys.stdin.buffer.read(), kinds=(sys.argv[2],), cell_seconds=2)
print(json.dumps([os.getuid(), lab.points(results), [v.message for v in results.verdicts], lab.traces()]))
"""


def as_nobody():
    """The command that runs another as nobody, from a place where that user can reach our Python."""
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    python = Path(os.path.realpath(sys.base_prefix))
    closed = next((path for path in reversed(python.parents) if not path.stat().st_mode & 0o005), None)
    if closed is None:
        return become
    # In a mount namespace of its own, Python alone is shown in the folder that is closed.
    place = f"/mnt/{python.relative_to(closed)}"
    steps = f"""
        mount -t tmpfs -o mode=755 none /mnt && mkdir -p {place} && mount --bind {python} {place} &&
        mount --move /mnt {closed} && cd / && exec "$@" """
    return ["unshare", "--mount", "sh", "-c", steps, "sh", *become]


BESIDE = ("busy processes", "eats memory by children", "page tables")
CLASS = """
import json, os, sys
sys.path[:0] = [sys.argv[1], os.path.dirname(sys.argv[1])]
from concurrent.futures import ThreadPoolExecutor
import attacks, engine_lab as lab
works = [sys.stdin.buffer.read(), *(lab.notebook(first=attacks.HOSTILE_CELLS[name]) for name in sys.argv[3:])]
with ThreadPoolExecutor(3) as pool:
    found = list(pool.map(lambda work: lab.mark(work, kinds=(sys.argv[2],), total_seconds=60), works))
print(json.dumps([[lab.points(results) for results in found], lab.traces()]))
"""


def run_as_nobody(script, work, *args):
    """What a script of ours prints last, as JSON, in the hands of an ordinary user; a notebook is its input."""
    done = subprocess.run(
        [*as_nobody(), sys.executable, "-c", script, str(Path(__file__).parents[1] / "support"), *args],
        input=work,
        capture_output=True,
        env={"PATH": os.environ["PATH"], "HOME": "/nowhere"},
        timeout=900,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("kind", sandbox.KINDS)
def test_an_ordinary_user_s_honest_class_is_marked_beside_hostile_work_as_alone(kind):
    points, traces = run_as_nobody(CLASS, lab.notebook({"center": "def center(X): return X"}), kind, *BESIDE)
    assert points == ["1011"] + ["1111"] * len(BESIDE) and traces == []


@pytest.mark.parametrize("kind", sandbox.KINDS)
def test_an_ordinary_user_gets_the_same_marks(kind):
    work = lab.notebook(ANSWERS)
    here = lab.mark(work, kinds=(kind,), cell_seconds=2)
    uid, points, messages, traces = run_as_nobody(SCRIPT, work, kind)
    assert (str(uid), points, traces) == (NOBODY, lab.points(here), [])
    assert points == "1010"
    assert messages == [verdict.message for verdict in here.verdicts]
