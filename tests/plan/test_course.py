from datetime import timedelta
from pathlib import Path

import pytest

from course_admin.base.errors import CourseError
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
        ("[[chapters]]", "[extensions.tp9]\ndupont = '2026-11-06'\n\n[[chapters]]", "tp9"),
    ],
)
def test_a_slip_in_the_plan_is_one_line(tmp_path, old, new, says):
    assert old in PLAN
    with pytest.raises(CourseError, match=says):
        load(tmp_path, PLAN.replace(old, new, 1))


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
