"""The plan of the module as a table: what is taught when, what is handed in when, and where that stands today."""

from rich import box
from rich.table import Table


def state(assignment, now):
    """Where an assignment stands at a date, in one word."""
    if now < assignment.opens:
        return "coming"
    if now <= assignment.deadline:
        return "open"
    return "late" if now <= assignment.closes else "closed"


def plan(course, now):
    """A rich table of the chapters and assignments, session by session."""
    table = Table(title=f"{course.title} · {now:%Y-%m-%d %H:%M}", title_justify="left", box=box.SIMPLE)
    table.add_column("session", justify="right")
    table.add_column("what", ratio=1, overflow="fold")
    for name in ("opens", "deadline", "closes"):
        table.add_column(name)
    table.add_column("points", justify="right")
    table.add_column("state")
    for entry in sorted([*course.chapters, *course.assignments], key=lambda entry: entry.session):
        table.add_row(str(entry.session), f"{entry.id}\n{entry.title}", *_dates(entry, now))
    withheld = [line for assignment in course.assignments for line in _withheld(assignment)]
    table.caption, table.caption_justify = "\n".join(withheld), "left"
    return table


def _withheld(assignment):
    """What students receive only once an assignment has closed, in a line; none where it withholds nothing."""
    if assignment.withholds:
        names = ", ".join(module.removeprefix("course_utils.") for module in assignment.withholds)
        yield f"{assignment.id} withholds until {assignment.closes:%d %b}: {names}"


def _dates(entry, now):
    """The columns that only an assignment has."""
    if not hasattr(entry, "deadline"):
        return []
    dates = [f"{moment:%d %b}\n{moment:%H:%M}" for moment in (entry.opens, entry.deadline, entry.closes)]
    return [*dates, f"{entry.points:g}", state(entry, now)]
