"""The dates that a student reads are the plan's, in French."""

from pathlib import Path

from course_admin.plan import dates
from course_admin.plan.course import Course

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")


def test_the_table_gives_each_deadline_and_what_lateness_costs():
    table = dates.table(COURSE)
    assert "| TP1 · Réseaux de neurones et descente de gradient | dimanche 18 octobre 2026 à 23 h 59 |" in table
    assert "1 point sur 20 par jour commencé, 5 au plus" in table
