"""What each entry of course.toml may be: a slip is told, with its place, before anything is made of the plan."""

import re
from datetime import date

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")  # it names folders


def _text(value):
    return isinstance(value, str) and bool(value.strip())


def _number(value):
    return type(value) in (int, float) and 0 <= value < 1e6


def _texts(value):
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


TEXT = (_text, "a text")
ID = (lambda value: isinstance(value, str) and bool(IDENTIFIER.fullmatch(value)), "letters, digits, - and _")
NUMBER = (_number, "a number, 0 or more")
ABOVE = (lambda value: _number(value) and value > 0, "a number above 0")
SHARE = (lambda value: _number(value) and value <= 1, "a number from 0 to 1")
WHOLE = (lambda value: type(value) is int and 0 < value < 1000, "a whole number above 0")
YES = (lambda value: isinstance(value, bool), "true or false")
DATE = (lambda value: isinstance(value, (str, date)), "a date such as 2026-10-18T23:59")  # a datetime is a date
TEXTS = (_texts, "a list of texts")
SECOND = (lambda value: value in ("best", "last"), "best or last")

TABLES = {
    "course": {"title": TEXT, "timezone": TEXT, "identity": (lambda value: isinstance(value, dict), "a table")},
    "paths": {"sources": TEXT, "records": TEXT, "build": TEXT},
    "late": {"grace_minutes": NUMBER, "points_per_day": NUMBER, "maximum": NUMBER},
    "marks": {
        "examen": YES,
        "exam_weight": SHARE,
        "rounding": ABOVE,
        "pass_mark": NUMBER,
        "second_session": SECOND,
    },
}
LISTS = {
    "chapters": {"id": ID, "title": TEXT, "session": WHOLE},
    "assignments": {
        "id": ID,
        "notebook": ID,
        "title": TEXT,
        "session": WHOLE,
        "points": ABOVE,
        "opens": DATE,
        "deadline": DATE,
        "closes": DATE,
        "chapters": TEXTS,
        "withholds": TEXTS,
        "individual": (lambda value: isinstance(value, str), "a module's name"),
    },
}


def check(plan):
    """Raises ValueError, naming the entry and what was expected, for the first slip in a parsed course.toml.

    An entry that is missing is none: who needs it says so.
    """
    for name, entries in TABLES.items():
        if name in plan:
            _check_table(f"[{name}]", plan[name], entries)
    for what in ("name", "email"):
        if not _text(plan.get("course", {}).get("identity", {what: "?"}).get(what)):
            raise ValueError("[course] identity: expected a name and an email, such as { name = …, email = … }")
    for name in ("limits", "extensions"):
        if not isinstance(plan.get(name, {}), dict):
            raise ValueError(f"{name} = {plan[name]!r}: expected a table, [{name}]")
    for id, table in plan.get("extensions", {}).items():
        if not isinstance(table, dict):
            raise ValueError(f"[extensions] {id} = {table!r}: expected a table of its own, [extensions.{id}]")
    for name, entries in LISTS.items():
        _check_list(name, plan.get(name, []), entries)
    chapters = [entry.get("id") for entry in plan.get("chapters", [])]
    for entry in plan.get("assignments", []):
        unknown = [id for id in entry.get("chapters", []) if id not in chapters]
        if unknown:
            raise ValueError(f"{entry.get('id')}: chapters that the plan does not have: {', '.join(unknown)}")
    unknown = set(plan) - {*TABLES, *LISTS, "limits", "extensions"}
    if unknown:
        raise ValueError(f"unknown entries: {', '.join(sorted(unknown))}")


def _check_list(name, tables, entries):
    """The tables of one [[name]], each with an id of its own."""
    if not isinstance(tables, list):
        raise ValueError(f"{name} = {tables!r}: expected tables, [[{name}]]")
    if not tables and name == "assignments":
        raise ValueError("no [[assignments]]: a course has one at least")
    for place, table in enumerate(tables, start=1):
        _check_table(f"[[{name}]] number {place}", table, entries)
    ids = [table.get("id") for table in tables]
    twice = {id for id in ids if id is not None and ids.count(id) > 1}
    if twice:
        raise ValueError(f"[[{name}]]: several have the id {', '.join(sorted(twice))}")


def _check_table(where, table, entries):
    """The entries of one table that are there."""
    if not isinstance(table, dict):
        raise ValueError(f"{where}: {table!r} is not a table")
    for name, value in table.items():
        if name not in entries:
            raise ValueError(f"{where} has no '{name}'; it may have: {', '.join(entries)}")
        good, expected = entries[name]
        if not good(value):
            raise ValueError(f"{where} {name} = {value!r}: expected {expected}")
