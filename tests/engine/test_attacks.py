"""Hostile submissions through the real engine: each is contained, and gets what its honest code deserves."""

import json
import socket
import time
from pathlib import Path

import engine_lab as lab
import pytest
from attacks import FORGERIES, HOSTILE_CELLS, HUNTS
from attacks_edges import SABOTAGE

from course_admin.marking.engine import sandbox

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def nothing_left():
    """After all of it: no control group, no process of a submission, no mount."""
    mounts = Path("/proc/self/mountinfo").read_text()
    yield
    time.sleep(0.3)
    assert lab.traces() == []
    assert Path("/proc/self/mountinfo").read_text() == mounts


def assert_tells_nothing(results):
    """No output of any cell holds what the tests hold."""
    assert lab.SECRET not in json.dumps(results.outputs)
    assert all(lab.SECRET not in verdict.message for verdict in results.verdicts)


@pytest.mark.parametrize("name", HOSTILE_CELLS)
def test_hostile_cell_costs_nothing_else(name):
    results = lab.mark(lab.notebook(first=HOSTILE_CELLS[name]))
    assert lab.points(results) == "1111", results.log
    assert len(results.notebook) < 1 << 20
    assert_tells_nothing(results)


@pytest.mark.parametrize("name", HUNTS)
def test_hunt_finds_nothing(name):
    double = (
        HUNTS[name]
        + """
def double(x):
    try: return 2 * x if hunt() else None
    except Exception: return None"""
    )
    results = lab.mark(lab.notebook({"double": double}), cell_seconds=20)
    assert lab.points(results) == "0111", results.log
    assert results.verdicts[0].status == "failed", results.verdicts[0]
    assert_tells_nothing(results)


@pytest.mark.parametrize("kind", sandbox.KINDS)
@pytest.mark.parametrize("name", FORGERIES)
def test_forgery_costs_its_own_exercise(name, kind):
    results = lab.mark(lab.notebook({"double": FORGERIES[name]}), (kind,))
    # Whoever patches the cold kernel, which is theirs from cell to cell, breaks their own other exercises.
    assert lab.points(results) == ("0000" if (name, kind) == ("patched engine", "cold") else "0111"), results.log
    assert results.verdicts[0].status in ("failed", "died", "timeout")
    assert_tells_nothing(results)


@pytest.mark.parametrize("name", SABOTAGE)
def test_sabotage_of_ones_own_kernel_earns_nothing_and_is_no_fault_of_ours(name):
    wrong = {"double": "def double(x): return 0"}
    results = lab.mark(lab.notebook(wrong, first=SABOTAGE[name]), cell_seconds=1, total_seconds=8)
    assert results.status != "error" and lab.points(results)[0] == "0", results.log
    assert len(results.verdicts) == 4
    assert_tells_nothing(results)


def test_loopback_of_this_machine_is_out_of_reach():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        reach = f"socket.create_connection(('127.0.0.1', {port}), 1)"
        double = f"import socket\ndef double(x):\n    {reach}\n    return 2 * x"
        assert lab.points(lab.mark(lab.notebook({"double": double}))) == "0111"
