"""A clone made of an earlier release is updated by `maj`: what its notebooks import is still there.

`imports_2026_1.txt` lists it, a module and a name a line, from the notebooks as they were before `course_utils.checks`
became a file an exercise; names are added when a release is made, and none is ever taken out.
"""

import importlib
import importlib.util
from pathlib import Path

import pytest

LINES = Path(__file__).with_name("imports_2026_1.txt").read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("line", list(filter(None, LINES)))
def test_what_released_notebooks_import_is_still_there(line):
    module, _, name = line.partition(" ")
    found = importlib.import_module(module)
    assert not name or hasattr(found, name) or importlib.util.find_spec(f"{module}.{name}")
