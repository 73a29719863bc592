"""What the HTML pages share: the templates, French numbers and dates."""

from datetime import datetime
from pathlib import Path

import jinja2

from course_admin.base import inert

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


def environment():
    """The templates, with the filters `number` and `date`; what nobody sees in a text is left out."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        finalize=lambda value: inert.plain(value) if type(value) is str else value,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
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
