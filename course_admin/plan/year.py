"""From one academic year to the next: the plan's dates move (`records/years.py` archives what was).

Weeks are kept: what was due on the Sunday of the fourth teaching week still is. A week that touches a school holiday
(`skip`, from its first day to that of the return) is no teaching week. Extensions were those of last year's students:
they go with it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import tomlkit

from course_admin.base.errors import CourseError

WEEK = timedelta(days=7)
LONGEST = timedelta(days=120)  # no school is on holiday for longer
DATES = ("opens", "deadline", "closes")


@dataclass(frozen=True)
class Moved:
    """A plan with other dates: its text, and what moved: (assignment, which date, before, after)."""

    year: int
    old_year: int
    text: str
    dates: tuple[tuple[str, str, datetime, datetime], ...]


def moved(course, year, first_session, skip=()):
    """The plan of `course` with its first session on another day (ISO 8601); `skip` holds "DATE..DATE" texts.

    Raises CourseError for dates that are none, or of another year.
    """
    first = _day(first_session)
    if first.year != year:
        raise CourseError(f"the first session {first} is not in {year}; give the day of session 1")
    holidays = [_period(text) for text in skip]
    old = _first_week(course)
    if _monday(first) <= old:
        raise CourseError(f"the plan begins in the week of {old} already; give a later first session")
    if old.year == year:
        raise CourseError(f"the plan is that of {year} already; to move its dates within the year, edit course.toml")
    weeks = _teaching_weeks(_monday(first), holidays)
    plan = tomlkit.parse((course.root / "course.toml").read_text(encoding="utf-8"))
    dates = []
    for entry, assignment in zip(plan["assignments"], course.assignments, strict=True):
        for name in DATES:
            before = getattr(assignment, name).astimezone(course.timezone).replace(tzinfo=None)
            after = _at(before, old, weeks)
            entry[name] = after if isinstance(entry[name].unwrap(), datetime) else after.isoformat(timespec="minutes")
            dates.append((assignment.id, name, before, after))
    plan.pop("extensions", None)
    return Moved(year, old.year, tomlkit.dumps(plan), tuple(dates))


def _first_week(course):
    """The Monday of the plan's first teaching week, as its first assignment tells it."""
    first = min(course.assignments, key=lambda assignment: assignment.opens)
    return _monday(first.opens.astimezone(course.timezone).date()) - (first.session - 1) * WEEK


def _teaching_weeks(monday, holidays):
    """From week number to its Monday, the weeks that touch a holiday jumped; those before the first are plain."""

    def week(number):
        if number < 0:
            return monday + number * WEEK
        found, left = monday, number
        while True:
            taught = not any(start <= found + timedelta(days=4) and found < end for start, end in holidays)
            if taught and left == 0:
                return found
            left -= taught
            found += WEEK

    return week


def _at(moment, old, weeks):
    """A date of the old plan in the new one: the same week, day and hour."""
    number = (_monday(moment.date()) - old) // WEEK
    day = weeks(number) + timedelta(days=moment.weekday())
    return datetime.combine(day, moment.time())


def _monday(day):
    return day - timedelta(days=day.weekday())


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CourseError(f"'{text}' is not a day; expected such as 2027-09-20") from None


def _period(text):
    """The first and the last day of « DATE..DATE »."""
    start, dots, end = text.partition("..")
    if not dots or not timedelta(0) <= _day(end) - _day(start) <= LONGEST:
        raise CourseError(f"'{text}' is not a period of holidays; expected such as 2027-10-23..2027-11-08")
    return _day(start), _day(end)
