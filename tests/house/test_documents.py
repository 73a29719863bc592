"""What the maintainers' documents name is there: files, folders and modules."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("CONTRIBUTING.md", "README.md", "docs/engine.md", "docs/instructor.md")
# Where a document's paths begin: at the root, or in the folder that the text is about.
PLACES = (".", "course_admin", "course_utils", "course_utils/checks", "course_admin/marking/engine", "tests")
MADE = ("build/", "records/", "donnees/")  # by commands, or in a student's repository
EXAMPLE = re.compile(r"N/|N\.|N_|NN|…|ex11|NAME|OWNER|TP/|widget-")
PATH = re.compile(r"[\w*][\w.*/-]*(/[\w*][\w.*-]*|\.(py|md|json|toml|js|ipynb|npz))")


def named(text):
    """The paths that a text names between backticks, with the folder of the one before, where they may begin too.

    >>> named("`a/b.py`, `c.py` → `build/x.html` and `tests`")
    [('a/b.py', '.'), ('c.py', 'a')]
    """
    found, folder = [], "."
    for word in (word for code in re.findall(r"`([^`\n]+)`", text) for word in code.split()):
        if PATH.fullmatch(word) and not EXAMPLE.search(word) and not word.startswith(MADE):
            found.append((word, folder))
            folder = word.rpartition("/")[0] or folder
    return found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_path_exists(document):
    text = re.sub(r"```.*?```", "", (ROOT / document).read_text(encoding="utf-8"), flags=re.DOTALL)
    paths = [one for line in text.splitlines() for one in named(line)]
    assert not [
        path for path, beside in paths if not any(list((ROOT / place).glob(path)) for place in (*PLACES, beside))
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_module_exists(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    modules = set(re.findall(r"\b(course_(?:admin|utils)(?:\.[a-z]\w*)+)(?![\w(]|\.\w)", text))
    assert not [name for name in modules if not find_spec(name)]
