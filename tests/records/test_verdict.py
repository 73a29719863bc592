"""What is kept of a marked submission comes back as it was, also from the records of older versions."""

import json

import pytest
import small_class
from hypothesis import given
from hypothesis import strategies as st

from course_admin.base.errors import CourseError
from course_admin.records import layout, results, verdict
from course_admin.records.handins import HandIn
from course_admin.records.verdict import Marked, Verdict

texts = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.floats(0, 1e6)
verdicts = st.builds(
    Verdict, texts, numbers, numbers, st.sampled_from(("passed", "failed")), texts, st.none() | texts, numbers
)
marked = st.builds(
    Marked, texts, texts, st.lists(verdicts).map(tuple), texts, st.lists(texts).map(tuple), numbers, numbers, texts
)


@given(marked)
def test_it_comes_back_as_it_was(one):
    assert verdict.loads(verdict.dumps(one)) == one


def test_a_person_can_read_it_and_no_text_stops_it():
    content = verdict.dumps(Marked("unreadable", "Le notebook \udce9 est abîmé."))
    assert "Le notebook ? est abîmé.".encode() in content and content.count(b"\n") > 5


def test_the_records_of_before_are_read():
    """As the first versions wrote them: what did not hold was left out, and a verdict had what it has."""
    broken = verdict.loads(b'{"status": "unreadable", "message": "non", "commit": "c", "tests": "t", "rewritten": []}')
    assert (broken.status, broken.commit, broken.was_run) == ("unreadable", "c", False)
    one = {"grade_id": "test_ex1", "points": 1.0, "max_points": 2.0, "status": "failed", "message": "m", "seconds": 1}
    old = {"status": "graded", "verdicts": [one], "notebook": "{}", "commit": "c", "tests": "t", "no_longer": 1}
    read = verdict.loads(json.dumps(old))
    assert read.was_run and read.points() == {"test_ex1": 1.0} and read.verdicts[0].exercise == "ex1"


@pytest.mark.parametrize("content", ["", "{", "[]", "3", '{"status": "graded", "verdicts": [1]}', "{}"])
def test_a_damaged_one_says_where_and_what_to_do(tmp_path, content):
    course = small_class.make(tmp_path)
    tp1, one = course.assignment("tp1"), HandIn("ana", "Ana", "", "", "", commit="c")
    path = layout.results(course.assignment("tp1")) / "ana.json"
    path.parent.mkdir(parents=True)
    path.write_text(content)
    with pytest.raises(CourseError, match=r"ana\.json cannot be understood .* grade again"):
        results.result(tp1, one)
