"""The plan's dates as a student reads them, in French."""

from babel.dates import format_datetime
from babel.numbers import format_decimal


def table(course):
    """The TPs' dates and what lateness costs, as Markdown."""
    late = course.late
    rows = [f"| {a.id.upper()} · {a.title} | {_day(a.deadline)} | {_day(a.closes)} |" for a in course.assignments]
    daily = late["points_per_day"]
    cost = f"{_number(daily)} point{'s' * (daily >= 2)} sur 20 par jour commencé, {_number(late['maximum'])} au plus"
    return "\n".join(
        [
            "| TP | à rendre avant le | clôture le |",
            "|---|---|---|",
            *rows,
            "",
            f"Un retard coûte {cost} ; jusqu’à {late['grace_minutes']} minutes, il ne coûte rien.",
        ]
    )


def _day(moment):
    """« dimanche 18 octobre 2026 à 23 h 59 »."""
    return format_datetime(moment, "EEEE d MMMM y 'à' H 'h' mm", tzinfo=moment.tzinfo, locale="fr")


def _number(value):
    return format_decimal(value, locale="fr")
