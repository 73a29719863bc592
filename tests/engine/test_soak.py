"""A short soak: `make soak` does the same with 300 submissions."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import soak

pytestmark = pytest.mark.slow


def test_thirty_submissions_at_once_leave_nothing_behind():
    assert soak.soak(30, jobs=2, say=lambda line: None) == []
