"""The module's marks into Apogée's file: who is who is settled first, by number and name, and nothing is guessed."""

from pathlib import Path

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.faculty.apogee import Apogee, same_person
from course_admin.marks.arithmetic import ABI, ABJ
from course_admin.records import roster


def students(course):
    """Everybody who was ever collected: identifier → row of the roster (a dict)."""
    found = {}
    for path in sorted(course.records.glob("*/roster.csv")):
        for row in tables.read_csv(path, roster.COLUMNS[:4], roster.COLUMNS[4:]):
            known = found.get(row["student"], {})
            found[row["student"]] = {column: row[column] or known.get(column, "") for column in roster.COLUMNS}
    return found


def apogee(course, rows, path, to, code=None, session=None):
    """Fill `path` with the marks of `rows` (those of marks.csv) and write it as `to`; return what is to be told.

    A student is found by the number of the roster, or by an identifier that is one. Raises CourseError, and writes
    nothing, where a number has another name than in the roster, and where the column is not settled.
    """
    path, to = Path(path), Path(to)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path}: cannot be read ({error.strerror})") from error
    if to.resolve() == path.resolve():
        raise CourseError(f"{to}: give another name with --to, so that the administration's file is kept")
    file = Apogee(content, path)
    column = file.column(code, session)
    known, entries = students(course), {entry.number: entry for entry in file.entries}
    numbers = {row["student"]: known.get(row["student"], {}).get("number") or row["student"] for row in rows}
    clashes = [
        f"{numbers[row['student']]} is {entry.name} in {path.name}, {row['name']} in the roster"
        for row in rows
        if (entry := entries.get(numbers[row["student"]])) and not same_person(entry.name, row["name"])
    ]
    if clashes:
        raise CourseError(f"{path}: names and numbers disagree, so nothing is written: {'; '.join(clashes)}")
    marks = {numbers[row["student"]]: counted(row) for row in rows}
    tables.write_whole(to, file.fill(column, marks))
    told = [f"{row['student']}: not in {path.name}" for row in rows if numbers[row["student"]] not in entries]
    told += [
        f"{entry.number} {entry.name}: in {path.name}, in no roster"
        for entry in file.entries
        if entry.number not in marks
    ]
    told += [
        f"{row['student']}: no mark yet" for row in rows if counted(row) is None and numbers[row["student"]] in entries
    ]
    return told


def counted(row):
    """What Apogée registers of a line of marks.csv: the mark, or the absence of who was absent everywhere.

    >>> counted({"mark": 11.5, "tp1": 12.0, "exam": 11.0}), counted({"mark": 0.0, "tp1": "ABI", "exam": "ABI"})
    (11.5, 'ABI')
    """
    marks = [
        value for name, value in row.items() if name not in ("student", "name", "message", "mark", "mean", "result")
    ]
    given = [value for value in marks if value is not None]
    if given and all(value in (ABI, ABJ) for value in given):
        return ABI if ABI in given else ABJ
    return row.get("mark")
