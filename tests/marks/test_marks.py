import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_admin.base.errors import CourseError
from course_admin.base.tables import read_csv
from course_admin.marks import rows
from course_admin.marks.arithmetic import exam_after, mean, module_mark, round_half_up
from course_admin.marks.module import marks, read_absences, read_exam
from course_admin.plan.course import Course

RULES = {"examen": True, "exam_weight": 0.5, "rounding": 0.01, "second_session": "best", "pass_mark": 10.0}
MARK = st.decimals(0, 20, places=2).map(float)


# The formula


def test_the_example_of_the_syllabus():
    assert module_mark([12, 14, 10, 16, 8], 11, RULES) == Fraction("11.5")
    assert module_mark([12, 14, 10, 16, 8], None, RULES | {"examen": False}) == 12


@pytest.mark.parametrize(
    "works, exam, expected",
    [
        ([12, "ABI"], 10, 8),  # an unjustified absence counts 0
        ([12, "ABJ"], 10, 11),  # a justified one is left out
        ([12, 14], "ABI", Fraction("6.5")),
        ([12, 14], "ABJ", 13),  # the exam left out: the works alone
        (["ABJ", "ABJ"], 9, 9),
        (["ABJ"], "ABJ", None),
    ],
)
def test_absences(works, exam, expected):
    assert module_mark(works, exam, RULES) == expected


@given(st.lists(MARK, min_size=1), MARK)
def test_the_mark_lies_between_the_exam_and_the_mean(works, exam):
    low, high = sorted([mean(works), mean([exam])])
    assert low - Fraction(1, 200) <= module_mark(works, exam, RULES) <= high + Fraction(1, 200)


@given(st.lists(MARK, min_size=1), MARK, st.randoms())
def test_every_work_counts_once_in_any_order(works, exam, random):
    shuffled = random.sample(works, len(works))
    assert module_mark(shuffled, exam, RULES) == module_mark(works, exam, RULES)


@given(st.lists(MARK, min_size=1), MARK)
def test_a_justified_absence_changes_nothing(works, exam):
    assert module_mark([*works, "ABJ"], exam, RULES) == module_mark(works, exam, RULES)


@given(st.integers(0, 20_000))
def test_a_half_is_rounded_up(thousandths):
    rounded = round_half_up(Fraction(thousandths, 1000), 0.01)
    assert rounded == Fraction((thousandths + 5) // 10, 100)


@pytest.mark.parametrize(
    "first, second, rule, expected",
    [
        (8, 12, "best", 12),
        (12, 8, "best", 12),
        (12, 8, "last", 8),
        (12, None, "last", 12),
        ("ABI", 7, "best", 7),
        ("ABJ", 7, "best", 7),
        (None, 7, "best", 7),
        (8, "ABI", "best", 8),
        (8, "ABI", "last", "ABI"),
        (8, "ABJ", "last", 8),
    ],
)
def test_the_second_session(first, second, rule, expected):
    assert exam_after(first, second, rule) == expected


# Files


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text, says",
    [
        ("student,mark\na,21\n", "line 2: 21 is not a mark out of 20"),
        ("student,mark\na,-1\n", "not a mark out of 20"),
        ("student,mark\na,dix\n", "line 2: 'dix' is not a number"),
        ("student,mark\na,10\na,12\n", "line 3: 'a' is already on line 2"),
        ("student,mark,second\na,11,\ne12,12,5\n", "line 3: '12,5' may be a mark with a decimal comma, or two marks"),
        ("student,mark\ne12,12,5\n", "line 2: 3 values for 2 columns; a decimal comma needs ';'"),
    ],
)
def test_a_bad_exam_file(tmp_path, text, says):
    with pytest.raises(CourseError, match=says):
        read_exam(write(tmp_path / "exam.csv", text))


@pytest.mark.parametrize(
    "line, says",
    [
        ("a,tp9,ABJ", "no work 'tp9'; expected one of tp1, examen"),
        ("a,tp1,malade", "'malade' is not an absence"),
        ("a,tp1,ABI\na,tp1,ABJ", "line 3: 'a' already has an absence"),
    ],
)
def test_a_bad_absences_file(tmp_path, line, says):
    with pytest.raises(CourseError, match=says):
        read_absences(write(tmp_path / "absences.csv", f"student,work,absence\n{line}\n"), ["tp1"])


# A whole module, from the grades of two TPs


@pytest.fixture
def course(tmp_path, monkeypatch):
    plan = (Path(__file__).parents[2] / "course.toml").read_text(encoding="utf-8")
    plan = re.sub(r"(?m)^\[limits\.\w+\][^\[]*", "", plan[: plan.index("[[assignments]]")])
    for number in (1, 2):
        plan += f'[[assignments]]\nid = "tp{number}"\nnotebook = "n"\ntitle = "T"\nsession = 4\npoints = 20\n'
        plan += 'opens = "2026-10-12"\ndeadline = "2026-10-18"\ncloses = "2026-10-25"\n'
    course = Course.load(write(tmp_path / "course.toml", plan))
    graded = {"tp1": {"ana": 12, "bob": 14, "cyd": 10}, "tp2": {"ana": 10, "bob": None, "cyd": 9.99}}

    def table(assignment):
        if assignment.id not in graded:
            raise CourseError("not graded yet")
        return [
            rows.Row(s, s.title(), "", "", 0.0, "graded", 20.0, 0.0, mark=m, waits_for="ex10")
            for s, m in graded[assignment.id].items()
        ]

    monkeypatch.setattr(rows, "table", table)
    return course, graded


def written(course):
    columns = ["student", "tp1", "tp2", "mean", "exam", "second", "mark", "result"]
    return {row["student"]: row for row in read_csv(course.build / "marks.csv", columns)}


def test_all_is_there(course, tmp_path):
    course, graded = course
    graded["tp2"]["bob"] = 16
    exam = write(tmp_path / "exam.csv", "\ufeffstudent;mark;second\nana;8,5;\nbob;ABI;12,25\ncyd;10;\n")
    rows, amiss = marks(course, exam)
    assert amiss == []
    assert [row.mark for row in rows] == [9.75, 13.63, 10.0]  # 13.625 and 9.9975 are rounded half up
    assert written(course)["bob"] == {
        "student": "bob", "tp1": "14", "tp2": "16", "mean": "15",
        "exam": "ABI", "second": "12.25", "mark": "13.63", "result": "admis",
    }  # fmt: skip
    assert written(course)["ana"]["result"] == "ajourné"


def test_every_line_is_accounted_for(course, tmp_path):
    course, graded = course
    del graded["tp2"]["cyd"]
    exam = write(tmp_path / "exam.csv", "student,mark\nana,\nbob,12\nzoe,15\n")
    _, amiss = marks(course, exam)
    assert amiss == [
        f"{exam}, line 4: no student 'zoe' in any roster",
        "ana: no exam mark",
        "bob: tp2 waits for ex10",
        "cyd: not in the roster of tp2; collect it again, or give an absence",
        "cyd: no exam mark",
    ]
    assert {student: row["mark"] for student, row in written(course).items()} == {"ana": "", "bob": "", "cyd": ""}


def test_absences_replace_marks(course, tmp_path):
    course, _ = course
    exam = write(tmp_path / "exam.csv", "student,mark\nana,10\nbob,12\n")
    absences = write(tmp_path / "absences.csv", "student;work;absence\nbob;tp2;abj\ncyd;examen;ABI\nana;TP1;ABI\n")
    rows, amiss = marks(course, exam, absences)
    assert amiss == []
    assert [row.mark for row in rows] == [7.5, 13, 5]  # (10 + 5) / 2, (12 + 14) / 2, (0 + 9.995) / 2


def test_an_absence_beside_a_mark_is_a_contradiction(course, tmp_path):
    course, graded = course
    graded["tp2"]["bob"] = 16
    exam = write(tmp_path / "exam.csv", "student,mark\nana,ABI\nbob,12\ncyd,9\n")
    absences = write(tmp_path / "absences.csv", "student,work,absence\nana,examen,ABJ\nbob,examen,ABJ\n")
    _, amiss = marks(course, exam, absences)
    assert amiss == [
        "ana: the exam file has ABI, the absences file ABJ; keep one",
        "bob: the exam file has 12, the absences file ABJ; keep one",
    ]


def test_a_tp_that_is_not_graded_waits_in_one_line(course, tmp_path):
    course, graded = course
    del graded["tp2"]
    exam = write(tmp_path / "exam.csv", "student,mark\nana,10\nbob,12\ncyd,9\n")
    rows, amiss = marks(course, exam)
    assert amiss == ["tp2: not graded yet"]
    assert all(row.mark is None for row in rows)


def test_the_exam_file_is_asked_for(course):
    with pytest.raises(CourseError, match="--exam"):
        marks(course[0])


def test_the_mean_so_far_leaves_out_what_is_not_graded_and_the_exam(course):
    course, graded = course
    del graded["tp2"]
    rows, amiss = marks(course, so_far=True)
    assert amiss == []
    assert {row.student: row.mean for row in rows} == {"ana": 12, "bob": 14, "cyd": 10}
    assert not any(row.mark for row in rows)
