import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from course_admin.base.errors import CourseError
from course_admin.plan import dates, extensions, table
from course_admin.plan.course import Course

PLAN = (Path(__file__).parents[2] / "course.toml").read_text(encoding="utf-8")


def load(tmp_path, text):
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    return Course.load(tmp_path / "course.toml")


def test_our_own_plan():
    course = Course.load(Path(__file__).parents[2] / "course.toml")
    tp1 = course.assignment("tp1")
    assert tp1.path == "notebooks/tp/tp1/descente_de_gradient.ipynb"
    assert tp1.deadline.isoformat() == "2026-10-18T23:59:00+02:00"
    assert {"course_utils.nn.layers", "course_utils.nn.training"} <= set(tp1.withholds)


def test_the_nearest_plan_is_found(tmp_path, monkeypatch):
    load(tmp_path, PLAN)
    (tmp_path / "notebooks" / "tp").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "tp")
    assert Course.load().records == tmp_path / "records"


def test_no_plan_at_all(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match=r"no course\.toml here"):
        Course.load()


@pytest.mark.parametrize(
    "old, new, says",
    [
        ('timezone = "Europe/Paris"', 'timezone = "Europe/Pari"', "Europe/Pari"),
        ('timezone = "Europe/Paris"', "", "'timezone' is missing"),
        ('deadline = "2026-10-18T23:59"', 'deadline = "2026-10-11"', "opens ≤ deadline ≤ closes"),
        ('deadline = "2026-10-18T23:59"', 'deadline = "18/10/2026"', "'18/10/2026' is not a date"),
        ("points = 20", "point = 20", "point"),
        ("[late]", "[late", "not valid TOML"),
        ("cell_seconds = 60", "cell_seconds = 0", r"\[limits\] cell_seconds = 0: expected a number above 0"),
        ("cell_seconds = 60", 'cell_seconds = "60"', "expected a number above 0"),
        ("cell_seconds = 60", "cell_seconds = true", "expected a number above 0"),
        ("cell_seconds = 60", "cell_seconds = inf", "expected a number above 0"),
        ("memory_mb = 2048", "memory_mb = 0.5", "memory_mb = 0.5: expected a whole number"),
        ("cell_seconds = 60", "cellseconds = 60", "has no 'cellseconds'; it may have: cell_seconds, total_seconds"),
        ("[[chapters]]", "[limits.tp1]\ntotal = 600\n\n[[chapters]]", r"\[limits.tp1\] has no 'total'"),
        ("[[chapters]]", "[limits.tp9]\ntotal_seconds = 600\n\n[[chapters]]", "limits name assignments .*tp9"),
        ("points = 20", 'points = "20"', r"\[\[assignments\]\] number 1 points = '20': expected a number above 0"),
        ("session = 1", 'session = "1"', r"\[\[chapters\]\] number 1 session = '1': expected a whole number above 0"),
        ('id = "tp1"', 'id = "tp 1/é"', "letters, digits"),
        ('id = "tp2"', 'id = "tp1"', "several have the id tp1"),
        ('chapters = ["00_prise_en_main", ', 'chapters = ["00_prise_en_mains", ', "does not have: 00_prise_en_mains"),
        ("maximum = 5.0", 'maximum = "5"', r"\[late\] maximum = '5': expected a number, 0 or more"),
        ("exam_weight = 0.5", "exam_weight = 50", "from 0 to 1"),
        ('second_session = "best"', 'second_session = "meilleure"', "best or last"),
        ("[late] ", "[lates] ", "unknown entries: lates|'late' is missing"),
        ("[[chapters]]", "[extensions]\ntp1 = 2026-11-06\n\n[[chapters]]", r"\[extensions.tp1\]"),
        ("[[chapters]]", "[extensions.tp9]\ndupont = '2026-11-06'\n\n[[chapters]]", "tp9"),
    ],
)
def test_a_slip_in_the_plan_is_one_line(tmp_path, old, new, says):
    assert old in PLAN
    with pytest.raises(CourseError, match=says):
        load(tmp_path, PLAN.replace(old, new, 1))


ENTRIES = tomllib.loads(PLAN + "\n[extensions.tp1]\ndupont = 2026-11-06T23:59:00\n")
ODD = ("", "abc", "../x", "tp 1/é", "2026-10-12T08:00+09:00", -1, 0, 2.5, 10**30, float("nan"), True)
ODD += (date(2026, 10, 12), [], ["x"], [1], {}, {"a": 1})


def entries(plan, above=()):
    """The places of all entries: the names and numbers that lead to each."""
    for name, value in plan.items() if isinstance(plan, dict) else enumerate(plan) if isinstance(plan, list) else ():
        yield (*above, name)
        yield from entries(value, (*above, name))


@given(st.sampled_from(list(entries(ENTRIES))), st.sampled_from((None, *ODD)))
def test_any_odd_entry_is_a_plan_or_a_sentence(tmp_path_factory, place, odd):
    plan = tomllib.loads(PLAN + "\n[extensions.tp1]\ndupont = 2026-11-06T23:59:00\n")
    table_of = plan
    for name in place[:-1]:
        table_of = table_of[name]
    if odd is None:
        del table_of[place[-1]]
    else:
        table_of[place[-1]] = odd
    try:
        course = load(tmp_path_factory.mktemp("odd"), tomlkit.dumps(plan))
    except CourseError as sentence:
        assert "course.toml: " in str(sentence)
        return
    table.plan(course, course.moment("2026-11-01"))
    dates.table(course)
    assert all(list(extensions.doubts(one)) is not None for one in course.assignments)


def test_extensions_move_the_deadline_and_the_closing(tmp_path):
    text = PLAN + '\n[extensions.tp1]\ndupont = "2026-11-06T23:59"\ngroupe-3 = "2026-10-20T23:59"\n'
    tp1 = load(tmp_path, text).assignment("tp1")
    late = tp1.deadline_of("dupont", "")
    assert late.timestamp() - tp1.deadline.timestamp() == 19 * 86_400 + 3600  # winter time began in between
    assert tp1.closes_for("dupont", "") == tp1.deadline_of("dupont", "")
    assert tp1.deadline_of("martin", "groupe-3") - tp1.deadline == timedelta(days=2)
    assert tp1.closes_for("martin", "groupe-3") == tp1.closes
    assert tp1.deadline_of("martin", "") == tp1.deadline


def test_a_tp_may_have_limits_of_its_own(tmp_path):
    course = load(tmp_path, PLAN.replace("[[chapters]]", "[limits.tp1]\ntotal_seconds = 600\n\n[[chapters]]", 1))
    assert course.limits["total_seconds"] == 300
    assert course.assignment("tp1").limits == course.limits | {"total_seconds": 600}
    assert load(tmp_path, PLAN).assignment("tp1").limits == course.limits


def test_an_unknown_assignment_names_those_that_exist(tmp_path):
    with pytest.raises(CourseError, match=r"no assignment 'tp7' .* it has: tp1"):
        load(tmp_path, PLAN).assignment("tp7")


def test_moments(tmp_path):
    course = load(tmp_path, PLAN)
    assert course.moment("2026-10-18T23:59").isoformat() == "2026-10-18T23:59:00+02:00"
    assert course.moment("2026-10-18T23:59+00:00") > course.moment("2026-10-18T23:59")
    with pytest.raises(CourseError, match="ISO 8601"):
        course.moment("tomorrow")
