import io
from pathlib import Path

from rich.console import Console

from course_admin.plan.course import Course
from course_admin.plan.table import plan, state

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")


def test_the_state_follows_the_dates():
    tp1 = COURSE.assignment("tp1")
    moments = (tp1.opens.replace(year=2025), tp1.opens, tp1.deadline, tp1.closes, tp1.closes.replace(year=2027))
    assert [state(tp1, moment) for moment in moments] == ["coming", "open", "open", "late", "closed"]


def test_the_table_fits_a_terminal_and_names_everything():
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(plan(COURSE, COURSE.moment("2026-10-20")))
    text = console.export_text()
    assert max(map(len, text.splitlines())) <= 80
    for entry in (*COURSE.chapters, *COURSE.assignments):
        assert entry.id[:15] in text
    assert "late" in text and "18 Oct" in text
    assert "tp3 withholds until 22 Nov: nn.convolution, nn.pooling" in text
