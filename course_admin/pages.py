"""What the HTML pages share: the templates, French numbers and dates, the outline of a TP."""

import re
from datetime import datetime
from pathlib import Path

import jinja2
import nbformat

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
_FUNCTION = re.compile(r"\bexercise_\w+\(\w+=(\w+)\)")


def environment():
    """The templates, with the filters `number` and `date`."""
    loader = jinja2.FileSystemLoader(Path(__file__).with_name("templates"))
    made = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["number"] = number
    made.filters["date"] = lambda moment: french_date(moment.isoformat(), moment.tzinfo)
    return made


def number(value):
    """A number with its decimal comma.

    >>> number(12.5), number(3.0)
    ('12,5', '3')
    """
    return f"{round(value, 2):g}".replace(".", ",")


def french_date(moment, timezone):
    """An ISO 8601 date in words.

    >>> from zoneinfo import ZoneInfo
    >>> french_date("2026-10-18T21:59:00+00:00", ZoneInfo("Europe/Paris"))
    'dimanche 18 octobre 2026 à 23 h 59'
    """
    local = datetime.fromisoformat(moment).astimezone(timezone)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year} à {local.hour} h {local:%M}"


def outline(course, assignment):
    """The cells of the source that carry a grade id, in order: (heading above, grade id, function tested)."""
    notebook = nbformat.read(course.sources / assignment.path, as_version=4)
    heading, found = assignment.title, []
    for cell in notebook.cells:
        settings = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and not settings.get("grade_id"):
            titles = _HEADING.findall(cell.source)
            heading = re.sub(r"\s*\([^()]*\)\s*$", "", titles[0]) if titles else heading
        if settings.get("grade_id"):
            function = _FUNCTION.search(cell.source)
            found.append((heading, settings["grade_id"], function[1] if function else ""))
    return found
