import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from course_admin.base.errors import CourseError
from course_admin.base.tables import read_csv
from course_admin.demo.sample_class import CLASS, work
from course_admin.demo.semester import demo
from course_admin.marks import rows as grade_rows
from course_admin.plan.course import Course

ROOT = Path(__file__).parents[2]


def run(folder):
    out = Console(file=io.StringIO(), width=100)
    demo(Course.load(ROOT / "course.toml"), folder, out, only=("tp1",))
    return out.file.getvalue()


def contents(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")} if folder.exists() else None


@pytest.mark.slow
def test_the_demo_of_one_tp_with_an_empty_home_and_once_more(tmp_path, monkeypatch):
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    records = contents(ROOT / "records")
    first = run(tmp_path / "demo")
    rows = {row["student"]: row for row in read_csv(tmp_path / "demo/build/grades/tp1.csv", grade_rows.COLUMNS)}
    assert [row["status"] for row in rows.values()] == [
        "graded", "graded", "graded", "graded", "graded", "graded", "graded", "graded",
        "missing", "partial", "partial", "unreadable", "unreachable", "graded", "graded", "missing",
    ]  # fmt: skip
    assert {rows[name]["auto_score"] for name in ("alvarez", "bernard", "garcia")} == {"19"}
    assert all(float(rows[name]["auto_score"]) < 19 for name in ("chen", "diallo", "faure", "joly", "kone", "nguyen"))
    assert rows["nguyen"]["mark"] == rows["olivier"]["mark"] != ""
    assert rows["garcia"]["penalty"] == "2"
    module = {row["student"]: row["mark"] for row in read_csv(tmp_path / "demo/build/marks.csv", ["student", "mark"])}
    assert module["alvarez"] == "18.25" and "" not in module.values()
    assert all((tmp_path / f"demo/build/feedback/{student.id}/tp1.html").is_file() for student in CLASS)
    assert all(student.id in first for student in CLASS)
    assert contents(ROOT / "records") == records

    grades = (tmp_path / "demo/build/grades/tp1.csv").read_bytes()
    run(tmp_path / "demo")
    assert (tmp_path / "demo/build/grades/tp1.csv").read_bytes() == grades


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("ten years of work")
    with pytest.raises(CourseError, match="not an earlier demo"):
        run(tmp_path)
    assert os.listdir(tmp_path) == ["thesis.txt"]


def test_the_class_is_what_the_demo_promises():
    repositories = {student.group or student.id for student in CLASS}
    assert len(repositories) >= 14
    assert any(not student.reachable for student in CLASS)
    assert any(len(done.commits) == 2 for done in work("tp1").values())
