import copy
import fcntl
import json
import multiprocessing

import nbformat
import pytest
import small_class
from nbgrader.utils import determine_grade, is_grade

from course_admin.base.errors import CourseError
from course_admin.base.tables import read_csv
from course_admin.marking import grade
from course_admin.marking.engine import run, sandbox
from course_admin.marks import module as marks
from course_admin.marks import rows as grade_rows
from course_admin.records import gradebook

pytestmark = pytest.mark.slow

STDERR = small_class.ANSWERS["ex4_mse"].replace("return", "print(1, file=__import__('sys').stderr)\n    return")
CRASH = "def mse(y_pred, y):\n    import os\n    os._exit(0)\n"
ENDLESS = "def mse(y_pred, y):\n    while True:\n        pass\n"
WITHHELD = "from course_utils.nn.training import train\n\ncount_parameters = train\n"
WRONG = "def mse(y_pred, y):\n    return abs(y_pred - y).mean()\n"


def without(notebook, *names):
    kept = [cell for cell in notebook["cells"] if small_class.grade_id(cell) not in names]
    return notebook | {"cells": kept}


def twice(notebook, name):
    """A notebook in which a student has copied a test cell, in the middle and at the end."""
    (cell,) = [cell for cell in notebook["cells"] if small_class.grade_id(cell) == name]
    copies = [copy.deepcopy(cell) for _ in range(2)]
    notebook["cells"].insert(1, copies[0])
    return notebook | {"cells": [*notebook["cells"], copies[1]]}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class graded once: (course, student → row)."""
    course = small_class.make(tmp_path_factory.mktemp("course"))
    solved = small_class.solved
    works = {
        "right": solved(course),
        "duplicated": twice(solved(course), "test_ex4_mse"),
        "deleted": without(solved(course), "test_ex4_mse", "test_ex3_count_parameters"),
        "stderr": solved(course, ex4_mse=STDERR),
        "crash": solved(course, ex4_mse=CRASH),
        "endless": solved(course, ex4_mse=ENDLESS),
        "wrong": solved(course, ex4_mse=WRONG, ex10_reponse="Votre réponse ici."),
        "no-essay": without(solved(course), "ex10_reponse"),
        "withheld": solved(course, ex3_count_parameters=WITHHELD),
        "cut": b'{"cells": [',
        "unchanged": small_class.released(course),
        "pair": solved(course),
    }
    for name, content in works.items():
        small_class.commit(course, course.root / name, content, "2026-10-17T10:00")
    small_class.commit(course, course.root / "late", solved(course), "2026-10-20T00:30")
    students = [*(name for name in works if name != "pair"), "late", "nowhere", "ana", "bob"]
    small_class.collected(course, students, groups={"ana": "pair", "bob": "pair"})
    rows = grade.mark(course.assignment("tp1"))
    return course, {row.student: row for row in rows}


def test_every_student_has_a_row_with_its_status(graded):
    statuses = {student: row.status for student, row in graded[1].items()}
    assert statuses == {
        "right": "graded", "duplicated": "graded", "deleted": "graded", "stderr": "graded", "wrong": "graded",
        "no-essay": "graded", "withheld": "graded", "late": "graded", "ana": "graded", "bob": "graded",
        "crash": "partial", "endless": "partial",
        "cut": "unreadable", "unchanged": "missing", "nowhere": "unreachable",
    }  # fmt: skip
    assert all(row.message for row in graded[1].values() if row.status != "graded")


@pytest.mark.parametrize("student", ["right", "duplicated", "deleted", "stderr", "no-essay", "late", "ana", "bob"])
def test_where_stock_nbgrader_loses_points_nothing_is_lost(graded, student):
    assert graded[1][student].auto_score == 4
    assert graded[1][student].auto_max == 4


@pytest.mark.parametrize("student", ["crash", "endless"])
def test_a_dead_kernel_costs_its_exercise_alone(graded, student):
    assert graded[1][student].auto_score == 3
    assert "ex4_mse " in graded[1][student].message


def test_the_limits_are_those_of_the_tp(graded):
    course, _ = graded
    kept = json.loads((course.records / "tp1" / "results" / "endless.json").read_bytes())
    (message,) = [verdict["message"] for verdict in kept["verdicts"] if verdict["status"] == "timeout"]
    assert "8 s" in message


def test_a_withheld_module_is_not_there(graded):
    assert graded[1]["withheld"].auto_score == 3


def test_marks_wait_for_the_marker_and_only_then(graded):
    rows = graded[1]
    assert rows["right"].mark is None and rows["right"].manual_score is None
    assert rows["wrong"].mark == 12.0  # 3 of 5 points: the answer left as it was is a 0 by itself
    assert rows["no-essay"].mark == 16.0  # a deleted answer too
    assert {rows[student].mark for student in ("cut", "unchanged", "nowhere")} == {0.0}


def test_the_csv_is_the_contract(graded):
    course, rows = graded
    found = read_csv(course.build / "grades" / "tp1.csv", grade_rows.COLUMNS)
    assert [row["student"] for row in found] == list(rows)
    first = (course.build / "grades" / "tp1.csv").read_text().splitlines()[0]
    assert first == (
        "student,commit,submitted_at,late_hours,status,auto_score,auto_max,manual_score,manual_max,penalty,mark,message"
    )
    late = next(row for row in found if row["student"] == "late")
    assert (late["penalty"], late["submitted_at"]) == ("2", "2026-10-20T00:30:00+02:00")


def test_nbgrader_reads_the_same_scores_in_the_notebooks(graded):
    course, _ = graded
    with gradebook.opened(course) as book:
        for student in ("right", "wrong", "crash", "endless", "stderr", "duplicated", "deleted"):
            notebook = nbformat.read(course.build / "autograded" / student / "tp1" / "petit.ipynb", as_version=4)
            nbformat.validate(notebook)
            for cell in filter(is_grade, notebook.cells):
                name = cell.metadata.nbgrader.grade_id
                recorded = book.find_grade(name, "petit", "tp1", student)
                if recorded.cell_type == "code":
                    assert determine_grade(cell)[0] == recorded.auto_score, (student, name)


def test_formgrader_lists_the_submissions(graded):
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config import PyFileConfigLoader

    course, _ = graded
    config = PyFileConfigLoader("nbgrader_config.py", str(course.root)).load_config()
    found = {one["student"]: one for one in NbGraderAPI(config=config).get_submissions("tp1")}
    assert set(found) >= {"right", "wrong", "crash", "ana", "bob", "late"}
    assert all(one["autograded"] for one in found.values() if one["student"] != "nowhere")
    assert found["right"]["needs_manual_grade"] and not found["wrong"]["needs_manual_grade"]


def test_a_second_run_has_nothing_to_do(graded):
    course, rows = graded
    marked = []
    again = grade.mark(course.assignment("tp1"), progress=lambda done, total: marked.append(done))
    assert marked == []
    assert {row.student: row for row in again} == rows


def test_one_student_can_be_marked_again(graded):
    course, _ = graded
    marked = []
    tp1 = course.assignment("tp1")
    grade.mark(tp1, force=True, only=["right"], progress=lambda *step: marked.append(step))
    assert marked == [(1, 1)]
    with pytest.raises(CourseError, match="no student zoe"):
        grade.mark(tp1, only=["zoe"])


def mark_by_hand(course, student, score, comment=None):
    """What formgrader does when a marker types a score."""
    with gradebook.opened(course) as book:
        given = book.find_grade("ex10_reponse", "petit", "tp1", student)
        given.manual_score, given.needs_manual_grade = score, False
        book.find_comment("ex10_reponse", "petit", "tp1", student).manual_comment = comment
        book.db.commit()


def needs_review(course, student):
    with gradebook.opened(course) as book:
        return book.find_grade("ex10_reponse", "petit", "tp1", student).needs_manual_grade


def test_a_hand_mark_arrives_and_stays(graded, tmp_path):
    course, _ = graded
    tp1 = course.assignment("tp1")
    mark_by_hand(course, "stderr", 0.5)
    row = next(row for row in grade_rows.table(tp1) if row.student == "stderr")
    assert (row.manual_score, row.mark) == (0.5, 18.0)
    rows = grade.mark(tp1, force=True, only=["stderr"])
    assert next(row for row in rows if row.student == "stderr").mark == 18.0
    assert not needs_review(course, "stderr")
    (tmp_path / "exam.csv").write_text("student,mark\nstderr,12\n")
    found, amiss = marks.marks(course, tmp_path / "exam.csv")
    assert next(row for row in found if row.student == "stderr").mark == 15.0
    assert "right: tp1 waits for the hand-marked ex10_reponse" in amiss


def test_a_hand_mark_of_an_answer_that_changed_stays_and_is_listed_for_review(graded):
    course, _ = graded
    mark_by_hand(course, "duplicated", 1.0)
    changed = small_class.solved(course, ex10_reponse="Tout autre chose.")
    small_class.commit(course, course.root / "duplicated", changed, "2026-10-18T10:00")
    rows = small_class.collected(course, [path.name for path in course.root.iterdir() if (path / ".git").is_dir()])
    assert next(one for one in rows if one.student == "duplicated").submitted_at == "2026-10-18T10:00:00+02:00"
    rows = grade.mark(course.assignment("tp1"), only=["duplicated"])
    assert next(row for row in rows if row.student == "duplicated").mark == 20.0
    assert needs_review(course, "duplicated")


def alone(tmp_path, **others):
    """A course with one student, collected."""
    course = small_class.make(tmp_path)
    small_class.commit(course, tmp_path / "ana", small_class.solved(course, **others), "2026-10-17T10:00")
    small_class.collected(course, ["ana"])
    return course, course.assignment("tp1")


def test_a_fault_of_ours_leaves_the_mark_empty_and_is_tried_again(tmp_path, monkeypatch):
    course, tp1 = alone(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(run, "run", lambda *args, **kwargs: 1 / 0)
        (row,) = grade.mark(tp1)
    assert (row.status, row.mark) == ("error", None)
    assert "ZeroDivisionError" in (course.build / "logs" / "tp1" / "ana.log").read_text()
    (row,) = grade.mark(tp1)
    assert (row.status, row.auto_score) == ("graded", 4)


def test_a_fault_of_the_moment_costs_nothing(tmp_path, monkeypatch):
    course, tp1 = alone(tmp_path)
    real, calls = run.run, []

    def fails_once(*args, **kwargs):
        calls.append(1)
        if len(calls) == 1:
            raise OSError("no space left, for a moment")
        return real(*args, **kwargs)

    monkeypatch.setattr(run, "run", fails_once)
    (row,) = grade.mark(tp1)
    assert (row.status, row.auto_score, len(calls)) == ("graded", 4, 2)
    log = (course.build / "logs" / "tp1" / "ana.log").read_text()
    assert "for a moment" in log and "Marked again" in log


def test_an_interrupted_run_resumes(tmp_path, monkeypatch):
    course, tp1 = alone(tmp_path)
    small_class.commit(course, tmp_path / "bob", small_class.solved(course), "2026-10-17T10:00")
    small_class.collected(course, ["ana", "bob"])

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade.mark(tp1, jobs=1, progress=stop)
    rest = []
    rows = grade.mark(tp1, jobs=1, progress=lambda done, total: rest.append(total))
    assert rest == [1]
    assert [row.auto_score for row in rows] == [4, 4]


def test_the_secret_is_kept_and_a_new_one_marks_again(tmp_path):
    course, tp1 = alone(tmp_path)
    grade.mark(tp1)
    secret = (course.records / "secret").read_bytes()
    marked = []
    grade.mark(tp1, progress=lambda *step: marked.append(step))
    assert marked == [] and (course.records / "secret").read_bytes() == secret
    (course.records / "secret").write_bytes(bytes(32))
    grade.mark(tp1, progress=lambda *step: marked.append(step))
    assert marked == [(1, 1)]


def test_changed_tests_are_run_again(tmp_path):
    course, tp1 = alone(tmp_path)
    grade.mark(tp1)
    source = json.loads((course.sources / tp1.path).read_bytes())
    for cell in source["cells"]:
        if small_class.grade_id(cell) == "test_ex4_mse":
            cell["metadata"]["nbgrader"]["points"] = 2
    (course.sources / tp1.path).write_text(json.dumps(source))
    before = (course.build / "grades" / "tp1.csv").read_bytes()
    assert grade.changes(tp1) == [("ana", "test_ex4_mse", 1.0, 2.0, "passes")]
    assert (course.build / "grades" / "tp1.csv").read_bytes() == before
    (row,) = grade.mark(tp1)
    assert (row.auto_score, row.auto_max) == (5, 5)
    assert grade.changes(tp1) == []


def test_no_sandbox_no_grade(tmp_path, monkeypatch):
    course, tp1 = alone(tmp_path)

    def launch(*args, **kwargs):
        raise sandbox.NoSandbox("no bwrap here")

    monkeypatch.setattr(sandbox, "launch", launch)
    with pytest.raises(CourseError, match="no bwrap here"):
        grade.mark(tp1)
    assert not (course.records / "tp1" / "results").exists()


def test_a_lost_gradebook_is_not_a_zero(tmp_path):
    course, tp1 = alone(tmp_path)
    grade.mark(tp1)
    (course.records / "gradebook.db").unlink()
    gradebook.declare(tp1)
    (row,) = grade_rows.table(tp1)
    assert row.mark is None and "gradebook" in row.waits_for
    (row,) = grade.mark(tp1)
    assert row.auto_score == 4


def hold(path, ready, release):
    with open(path, "a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        ready.set()
        release.wait(60)


def test_two_runs_at_once(tmp_path):
    course, tp1 = alone(tmp_path)
    spawn = multiprocessing.get_context("spawn")
    ready, release = spawn.Event(), spawn.Event()
    other = spawn.Process(target=hold, args=(course.records / "grade.lock", ready, release))
    other.start()
    assert ready.wait(60)
    with pytest.raises(CourseError, match="another grade is writing"):
        grade.mark(tp1)
    release.set()
    other.join()
    (row,) = grade.mark(tp1)
    assert row.auto_score == 4


def test_nothing_collected(tmp_path):
    course = small_class.make(tmp_path)
    with pytest.raises(CourseError, match="collect"):
        grade.mark(course.assignment("tp1"))
