"""Extensions that do not do what they seem to are told by `plan`, `collect` and `grade`, and take nothing away."""

import sys

import pytest
import small_class

from course_admin import cli
from course_admin.plan.course import Course

EXTENSIONS = """
[extensions.tp1]
eve = "2026-10-16T12:00"
Adam = "2026-10-28T12:00"
nobody = "2026-10-28T12:00"
"""


@pytest.fixture
def course(tmp_path):
    """The small course with extensions: one before the deadline, one in another case, one for nobody."""
    made = small_class.make(tmp_path)
    with open(made.root / "course.toml", "a", encoding="utf-8") as file:
        file.write(EXTENSIONS)
    return Course.load(made.root / "course.toml")


@pytest.fixture
def said(monkeypatch, capsys, course):
    """What a command says on stderr."""

    def run(*args):
        monkeypatch.setattr(sys, "argv", ["course", *args, "--course", str(course.root / "course.toml")])
        with pytest.raises(SystemExit) as end:
            cli.main()
        told = capsys.readouterr()
        assert not end.value.code, told.err
        return told.err

    return run


def told(text):
    """Which of the three are told."""
    words = {
        "eve": "'eve' has until 2026-10-16 12:00, before the deadline 2026-10-18 23:59, which counts",
        "Adam": "'Adam' is no student or group of the roster; is it 'adam'?",
        "nobody": "'nobody' is no student or group of the roster; it changes nothing",
    }
    return {name for name, sentence in words.items() if sentence in " ".join(text.split())}


@pytest.mark.slow
def test_plan_collect_and_grade_tell_them(course, said):
    assert told(said("plan")) == {"eve"}  # no roster is known yet
    for name in ("eve", "adam"):
        small_class.commit(course, course.root / name, small_class.solved(course), "2026-10-17T10:00")
    small_class.collected(course, ["eve", "adam"])
    students = str(course.root / "students.csv")
    for command in (["collect", "tp1", "--students", students, "--now", "2026-10-26"], ["plan"], ["grade", "tp1"]):
        assert told(said(*command)) == {"eve", "Adam", "nobody"}, command


def test_an_extension_before_the_deadline_shortens_nothing_and_a_group_s_counts_for_its_members(course):
    tp1 = course.assignment("tp1")
    assert tp1.deadline_of("eve") == tp1.deadline == tp1.deadline_of("adam")
    assert tp1.deadline_of("nobody", "eve") == course.moment("2026-10-28T12:00")
    assert tp1.closes_for("nobody") >= tp1.deadline_of("nobody")
