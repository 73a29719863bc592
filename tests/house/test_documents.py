"""What the maintainers' documents name is there: files, folders and modules."""

import contextlib
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("CONTRIBUTING.md", "README.md", "docs/engine.md", "docs/instructor.md")
# Where a document's paths begin: at the root, or in the folder that the text is about.
PLACES = (".", "course_admin", "course_utils", "course_utils/checks", "course_admin/marking/engine", "tests")
MADE = ("build/", "records/", "donnees/")  # by commands, or in a student's repository
EXAMPLE = re.compile(r"N/|N\.|N_|NN|…|ex11|NAME|OWNER|TP/|widget-")
PATH = re.compile(r"[\w*][\w.*/-]*(/[\w*][\w.*-]*|\.(py|md|json|toml|js|ipynb|npz))")
MODULE = re.compile(r"(?<![\w./-])[a-z_]\w*(?:\.[A-Za-z_]\w*)+(?![\w/.-])")
ENDING = re.compile(r"N$|\.(py|md|json|toml|js|ipynb|npz|csv|html|db|txt|git|xlsx|ods|pdf|fr|example)$")
WORDS = {"attempt", "record", "limits", "extensions"}  # an object of the text's, a table of course.toml


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


def found(name):
    """Whether a dotted name is a module of ours, or of its folder, or what such a module has.

    >>> found("checks.models.operate"), found("records.secret.rng"), found("records.secret.roll")
    (True, True, False)
    """
    for whole in (f"course_admin.{name}", f"course_utils.{name}", name):
        module, _, rest = whole.rpartition(".")
        with contextlib.suppress(ImportError):
            package = import_module(module)
            if hasattr(package, rest) or import_module(whole):
                return True
    return False


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_module_exists(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    names = {name for code in re.findall(r"`([^`\n]+)`", text) for name in MODULE.findall(code)}
    assert not [
        name for name in names if not ENDING.search(name) and name.split(".")[0] not in WORDS and not found(name)
    ]
