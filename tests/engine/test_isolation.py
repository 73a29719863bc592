"""Submissions beside each other, tests after each other: none learns from another, none costs another."""

import functools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import engine_lab as lab
import pytest
from attacks import FORGERIES, HOSTILE_CELLS, HUNTS
from attacks_edges import SABOTAGE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_admin.marking.engine import judge, limiter, sandbox
from course_utils.checks import record

pytestmark = pytest.mark.slow

REMEMBERS = """
import numpy as np
seen = []
def double(x):
    seen.append(x)
    return 2 * x"""


@pytest.mark.parametrize("tells", ["raise ValueError(str(seen))", "return seen", "print(seen); raise ValueError"])
def test_what_a_hidden_test_gave_is_told_by_no_later_test(monkeypatch, tells):
    hidden = "# from course_admin.hidden import tp1\n" + lab.TESTS["double"].replace("2.5, 5.0", "7319.25, 14638.5")
    shows = 'from course_utils.checks.record import call\nmade = call(center, [[1.0]])\nassert False, f"{made}"\n'
    monkeypatch.setattr(lab, "TESTS", lab.TESTS | {"double": hidden, "center": shows})
    results = lab.mark(lab.notebook({"double": REMEMBERS, "center": f"def center(X):\n    {tells}"}))
    assert lab.points(results) == "1011", results.log
    assert "7319" not in str(results.verdicts) + str(results.outputs)
    assert "center" in results.verdicts[1].message or "Record" in results.verdicts[1].message


WORKS = [lab.notebook(first=code) for code in (*HOSTILE_CELLS.values(), *SABOTAGE.values())]
WORKS += [lab.notebook({"double": code}) for code in (*FORGERIES.values(), *HUNTS.values())]
HONEST = [lab.notebook({"center": "def center(X): return X"}), lab.notebook({"draw": "x"}, last="print(double(3))")]


def told(results):
    """What a student's row and page are made of."""
    verdicts = [(one.grade_id, one.points, one.status, one.message, one.mistake) for one in results.verdicts]
    return results.status, verdicts, results.outputs


@functools.cache
def alone(kind):
    return [told(lab.mark(work, (kind,))) for work in HONEST]


@pytest.mark.parametrize("kind", sandbox.KINDS)
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORKS), min_size=1, max_size=3), st.integers(1, 4), st.randoms(use_true_random=False))
def test_honest_work_is_marked_beside_hostile_work_as_alone(kind, hostile, jobs, order):
    works = [*hostile, *HONEST]
    order.shuffle(works)
    with ThreadPoolExecutor(jobs) as pool:
        found = dict(zip(works, pool.map(lambda work: lab.mark(work, (kind,)), works), strict=True))
    assert [told(found[work]) for work in HONEST] == alone(kind)
    assert all(found[work].status in ("graded", "partial") for work in hostile)


def test_a_step_is_not_done_by_the_judge_on_what_is_no_function(tmp_path):
    def put(thing, name):
        (tmp_path / name).write_text("forest")

    for answer in (3, "x", [1], None, record.Built("x"), record.Opaque("x")):
        made = judge.step_where_it_is(record.Step(put, answer), ("a",), {}, 0)
        assert made.error == "TypeError"
    assert not list(tmp_path.iterdir())


def test_groups_of_a_command_that_was_killed_are_removed(tmp_path, monkeypatch):
    (tmp_path / "course-999999999-1").mkdir()
    (tmp_path / "course-1-1").mkdir()
    monkeypatch.setattr(limiter, "_swept", set())
    made = limiter._make(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["course-1-1", made.name])


def test_the_watcher_sees_what_the_kernel_needs_to_find_pages():
    """A byte read here and there takes no memory of the process's, and a page of tables each."""
    reads = "big = mmap.mmap(-1, 1 << 38, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=mmap.PROT_READ)"
    code = f"import mmap\n{reads}\nfor place in range(0, 1 << 38, 2 << 20): big[place]\nprint(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        assert limiter.Watcher(process.pid, 400).exceeded()
        process.stdin.close()
