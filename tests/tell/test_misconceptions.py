"""A corrigé tells a class of its commonest mistakes, as they were when it was released, and of nobody's own."""

import json
import re

import pytest
import small_class

from course_admin.base.git import git
from course_admin.marking import grade
from course_admin.records import misconceptions
from course_admin.release import leaks
from course_admin.release.contents import release_files
from course_admin.release.repository import release
from course_admin.release.student_notebook import CLASS_TAG

pytestmark = pytest.mark.slow

ABSOLUTE = "import numpy as np\n\n\ndef mse(y_pred, y):\n    return np.abs(np.subtract(y_pred, y)).mean()\n"
SUM = "import numpy as np\n\n\ndef mse(y_pred, y):\n    return np.sum(np.subtract(y_pred, y) ** 2)\n"
NO_TWO = small_class.ANSWERS["ex4_mse_gradient"].replace("2 * ", "")
CORRIGE = "notebooks/corriges/tp1.ipynb"
AFTER, LATER = "2026-10-27", "2026-11-01"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Five students: three take the absolute value, two of them forget the 2, one alone forgets the mean."""
    course = small_class.make(tmp_path_factory.mktemp("course"))
    works = {
        "ana": {},
        "bob": {"ex4_mse": ABSOLUTE, "ex4_mse_gradient": NO_TWO},
        "cyd": {"ex4_mse": ABSOLUTE, "ex4_mse_gradient": NO_TWO},
        "dan": {"ex4_mse": ABSOLUTE},
        "eve": {"ex4_mse": SUM},
    }
    for name, answers in works.items():
        small_class.commit(course, course.root / name, small_class.solved(course, **answers), "2026-10-17T10:00")
    return course


@pytest.fixture(scope="module")
def unmarked(course):
    return files(course)


@pytest.fixture(scope="module")
def marked(course, unmarked):
    mark(course, ["ana", "bob", "cyd", "dan", "eve"])
    return files(course)


def mark(course, students):
    small_class.collected(course, students)
    grade.mark(course.assignment("tp1"))


def files(course, now=AFTER):
    return release_files(course.assignment("tp1"), course.moment(now))


def told(files):
    """The remarks in a corrigé, and the text of the cell above each."""
    cells = json.loads(files[CORRIGE])["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    return [
        (texts[number - 1], texts[number])
        for number, cell in enumerate(cells)
        if CLASS_TAG in cell["metadata"].get("tags", [])
    ]


def test_without_marks_it_is_the_solution_alone(unmarked):
    assert told(unmarked) == [] and b"def mse" in unmarked[CORRIGE]


def test_the_commonest_mistakes_come_first_below_their_exercise(marked):
    ((above, remark),) = told(marked)
    assert "Sur les 5 copies corrigées" in remark
    counts = [line for line in remark.splitlines() if line.startswith("- ")]
    assert [line.split(".**")[0] for line in counts] == ["- **3 copies", "- **2 copies"]
    hints = [line.split(".** ")[1] for line in counts]
    assert all(hint.endswith((".", "?")) for hint in hints) and "absolue" in hints[0]
    assert "Un pas trop grand" not in remark and above


def test_nobody_is_recognised(marked):
    ((_, remark),) = told(marked)
    assert "1 copie" not in remark
    assert not re.search(r"\b(ana|bob|cyd|dan|eve)\b", remark, re.IGNORECASE)


def test_nothing_hidden_leaks(course, marked):
    leaks.refuse_leaks(marked, ())
    hidden = {verdict.message for work in _works(course).values() for verdict in work.verdicts} - {""}
    assert hidden and not any(message in remark for message in hidden for _, remark in told(marked))


def _works(course):
    from course_admin.records import handins as handin

    assignment = course.assignment("tp1")
    return misconceptions.works(assignment, handin.load(assignment))


def test_before_the_end_there_is_no_corrige(course, marked):
    assert CORRIGE not in files(course, "2026-10-20")


def test_what_was_released_is_not_changed_by_new_marks(course, marked, tmp_path):
    to, tp1 = tmp_path / "etudiants", course.assignment("tp1")
    assert release(tp1, to, course.moment(AFTER))
    first = git("show", f"HEAD:{CORRIGE}", cwd=to).stdout
    small_class.commit(course, course.root / "fay", small_class.solved(course, ex4_mse=SUM), "2026-10-17T10:00")
    mark(course, ["ana", "bob", "cyd", "dan", "eve", "fay"])
    assert "Sur les 6 copies" in told(files(course))[0][1]
    assert release(tp1, to, course.moment(LATER)) is None
    assert git("show", f"HEAD:{CORRIGE}", cwd=to).stdout == first
    source = course.sources / tp1.path
    source.write_text(source.read_text(encoding="utf-8").replace("Compter (10 min)", "Compter (12 min)"))
    assert release(tp1, to, course.moment(LATER))
    assert git("show", f"HEAD:{CORRIGE}", cwd=to).stdout == first
    assert "Sur les 6 copies" in git("show", "HEAD:notebooks/corriges/tp1_v2.ipynb", cwd=to).stdout
