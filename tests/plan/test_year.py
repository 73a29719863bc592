"""From one year to the next: weeks kept, holidays jumped, nothing of the old year lost or seen."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import small_course
from hypothesis import given, settings
from hypothesis import strategies as st

from course_admin.base.errors import CourseError
from course_admin.plan import year
from course_admin.plan.course import Course
from course_admin.records import secret, years

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
SKIP = "2027-10-23..2027-11-08"


def test_weeks_days_and_hours_are_kept():
    moved = year.moved(COURSE, 2027, "2027-09-20")
    assert {after - before for _, _, before, after in moved.dates} == {timedelta(weeks=52)}


def test_a_holiday_is_jumped():
    after = {(id, name): after for id, name, _, after in year.moved(COURSE, 2027, "2027-09-20", [SKIP]).dates}
    assert after["tp1", "closes"].date() == date(2027, 10, 24)
    assert after["tp2", "opens"].date() == date(2027, 11, 8)
    assert after["tp2", "deadline"].isoformat() == "2027-11-14T23:59:00"


@given(
    st.dates(date(2027, 1, 1), date(2031, 12, 31)),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 30)), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_any_year_keeps_the_order_and_teaches_in_no_holiday(first, holidays):
    periods = [(first + timedelta(days=a), first + timedelta(days=a + n)) for a, n in holidays]
    moved = year.moved(COURSE, first.year, first.isoformat(), [f"{a}..{b}" for a, b in periods])
    for id in {id for id, *_ in moved.dates}:
        opens, deadline, closes = (after for one, _, _, after in moved.dates if one == id)
        assert opens <= deadline <= closes
        monday = opens.date() - timedelta(days=opens.weekday())
        assert not any(a <= monday + timedelta(days=4) and monday < b for a, b in periods)
        assert (opens.weekday(), opens.hour) == (0, 8)


@pytest.mark.parametrize(
    ("number", "first", "skip", "says"),
    [
        (2027, "2026-09-21", (), "not in 2027"),
        (2026, "2026-09-21", (), "already"),
        (2027, "demain", (), "is not a day"),
        (2027, "2027-09-20", ("2027-11-08..2027-10-23",), "is not a period"),
        (2027, "2027-09-20", ("2027-10-23..2099-11-08",), "is not a period"),
        (2027, "2027-09-20", ("2027-10-23",), "is not a period"),
        (2026, "2026-10-05", (), "that of 2026 already"),
    ],
)
def test_what_cannot_be_is_a_sentence(number, first, skip, says):
    with pytest.raises(CourseError, match=says):
        year.moved(COURSE, number, first, skip)


def test_a_date_with_an_offset_keeps_the_hour_of_the_course(tmp_path):
    text = (COURSE.root / "course.toml").read_text(encoding="utf-8")
    (tmp_path / "course.toml").write_text(text.replace('"2026-10-12T08:00"', "2026-10-12T06:00:00Z"), encoding="utf-8")
    course = Course.load(tmp_path / "course.toml")
    assert course.assignments[0].opens == COURSE.assignments[0].opens
    moved = year.moved(course, 2027, "2027-09-20")
    assert moved.dates[0][3].isoformat() == "2027-10-11T08:00:00"


def test_a_year_without_a_roster_and_a_first_session_that_is_over(tmp_path):
    course = small_course.make(tmp_path)
    years.begin(course, year.moved(course, 2027, "2027-01-04"))
    fresh = Course.load(course.root / "course.toml")
    assert fresh.assignments[0].opens.isoformat() == "2027-01-04T08:00:00+01:00"
    assert years.archived(fresh, 2026).assignments[0].opens.year == 2026
    years.begin(fresh, year.moved(fresh, 2028, "2028-01-03"))
    assert years.archived_years(Course.load(course.root / "course.toml")) == [2026, 2027]


def test_the_records_are_archived_whole_and_begin_anew(tmp_path):
    course = small_course.make(tmp_path, 'dupont = "2026-11-01T23:59"')
    old = secret.of(course)
    (course.records / "ledger.csv").write_text("kept")
    archive = years.begin(course, year.moved(course, 2027, "2027-09-20"))
    assert (archive / "ledger.csv").read_text() == "kept"
    fresh = Course.load(course.root / "course.toml")
    assert fresh.assignments[0].opens.year == 2027 and not fresh.assignments[0].extensions
    assert secret.of(fresh) != old
    assert sorted(path.name for path in fresh.records.iterdir()) == ["secret", "years"]
    then = years.archived(fresh, 2026)
    assert then.assignments[0].opens.year == 2026 and "dupont" in then.assignments[0].extensions
    assert secret.of(then) == old
    with pytest.raises(CourseError, match=r"no archived year 2020.*2026"):
        years.archived(fresh, 2020)
    with pytest.raises(CourseError, match="already"):
        year.moved(fresh, 2027, "2027-09-20")


def test_an_interrupted_beginning_is_ended_by_the_next(tmp_path, monkeypatch):
    course = small_course.make(tmp_path)
    secret.of(course)
    (course.records / "ledger.csv").write_text("kept")
    moved = year.moved(course, 2027, "2027-09-20")
    with monkeypatch.context() as patch:
        patch.setattr(years.shutil, "copy", lambda *paths: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            years.begin(course, moved)
    archive = years.begin(course, moved)
    assert {path.name for path in archive.iterdir()} == {"complete", "course.toml", "ledger.csv", "secret"}
