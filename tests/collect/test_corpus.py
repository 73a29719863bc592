"""The corpus of hand-ins: one class, by the real collect and grade in both sandboxes, and by the student's tools."""

import json

import corpus
import corpus_code
import corpus_files
import corpus_histories
import pytest
import small_class

from course_admin.base.git import git
from course_admin.marking.engine import sandbox
from course_admin.marking.grade import mark
from course_admin.records import handins as stored
from course_admin.release import student_notebook
from course_utils import verifier
from course_utils.verifier_report import show_report

TEAM = {"name": "Équipe", "email": "equipe@univ.example"}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """The course, its cases, and a repository a case."""
    course = corpus.course(tmp_path_factory.mktemp("corpus") / "house")
    source = (course.sources / corpus.HOME).read_bytes()
    released = student_notebook.exercise(source, course.sources / "nbgrader_config.py", set())
    cases = corpus.cases(released)
    for more in (corpus_files, corpus_code, corpus_histories):
        cases += more.cases()
    assert len({case.name for case in cases}) == len(cases)
    for case in cases:
        make(course, course.root / case.name, case, released)
    return course, {case.name: case for case in cases}


def make(course, folder, case, released):
    """A student's repository: the release, the commits of the case, and what else git does there."""

    def commit(date, who=None):
        save(course, folder, date, who or {"name": case.name, "email": f"{case.name}@etu.example"})

    commit.moment = course.moment
    assert not folder.exists()  # a case has no name of the course's own folders
    git("init", "--quiet", folder)
    write(folder, {corpus.HOME: released})
    commit("2026-10-12T09:00", TEAM)
    for date, files in case.commits.items():
        write(folder, files)
        commit(date)
    if case.history:
        case.history(folder, commit)


def write(folder, files):
    for path, content in files.items():
        target = folder / path
        if content is None:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())


def save(course, folder, date, who):
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--allow-empty", "-m", "TP", cwd=folder, identity=who, date=course.moment(date))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["warm", "cold"])
def test_the_class_gets_the_rows_that_each_case_expects(room, kind, monkeypatch):
    course, cases = room
    if kind == "cold":  # what a file or a history holds is read before there is any sandbox
        others = {case.name for more in (corpus_files, corpus_histories) for case in more.cases()}
        cases = {name: case for name, case in cases.items() if name not in others}
    monkeypatch.setattr(sandbox, "_impossible", {other: "not tried" for other in sandbox.KINDS if other != kind})
    small_class.collected(course, cases)
    rows = {row.student: row for row in mark(course.assignment("tp1"), force=True)}
    wrong = []
    for name, case in cases.items():
        row = rows[name]
        missing = [words for words in case.row if words not in row.message]
        asked = "ex10_reponse" in row.waits_for
        if (row.status, row.auto_score, asked) != (case.status, case.points, case.by_hand) or missing:
            wrong.append((name, row.status, row.auto_score, asked, missing, row.message))
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)
    assert stored.load(course.assignment("tp1"))


@pytest.mark.slow
def test_the_student_s_tools_say_the_same(room, monkeypatch, capsys):
    course, cases = room
    monkeypatch.delenv("CI", raising=False)
    # Code that any kernel runs as marking does, and of which nothing is said, is not run once more.
    usual = {case.name for case in corpus_code.cases() if case.points == 4 and not case.said}
    wrong = []
    for name, case in cases.items():
        if not (course.root / name / ".git").exists() or name in usual:
            continue
        report = verifier.verify(course.root / name, "tp1")
        show_report(report)
        text = capsys.readouterr().out.replace("\xa0", " ")
        points = sum(line.points for line in report.exercises if line.ok)
        missing = [words for words in case.said if words not in text]
        if points != (case.points if case.mine is None else case.mine) or missing:
            wrong.append((name, points, missing, text))
    assert not wrong, "\n".join(f"{name}: {points} {missing}\n{text}" for name, points, missing, text in wrong)
