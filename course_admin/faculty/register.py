"""The module's marks into Apogée's file: who is who is settled first, by number and name, and nothing is guessed."""

from pathlib import Path

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.faculty.apogee import Apogee, same_person
from course_admin.marks.arithmetic import ABI, ABJ
from course_admin.records import layout, roster


def students(course):
    """Everybody who was ever collected: identifier → row of the roster (a dict)."""
    found = {}
    for path in layout.rosters(course):
        for row in tables.read_csv(path, roster.COLUMNS[:4], roster.COLUMNS[4:]):
            known = found.get(row["student"], {})
            found[row["student"]] = {column: row[column] or known.get(column, "") for column in roster.COLUMNS}
    return found


def apogee(course, rows, path, to, code=None, session=None):
    """Fill `path` with the marks of `rows` (`ModuleRow`s) and write it as `to`; return what is to be told.

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
    known = students(course)
    numbers = {row.student: known.get(row.student, {}).get("number") or row.student for row in rows}
    by_number = {_key(numbers[row.student]): row for row in rows}
    found = [(entry, by_number.get(_key(entry.number))) for entry in file.entries]
    clashes = [
        f"{entry.number} is {entry.name} in {path.name}, {row.name or 'without a name'} in the roster"
        for entry, row in found
        if row and not same_person(entry.name, row.name)
    ]
    if clashes:
        raise CourseError(f"{path}: names and numbers disagree, so nothing is written: {'; '.join(clashes)}")
    content = file.fill(column, {entry.number: counted(row) for entry, row in found if row})
    tables.write_whole(to, content)
    there = {_key(entry.number) for entry in file.entries}
    told = [f"{row.student}: not in {path.name}" for row in rows if _key(numbers[row.student]) not in there]
    told += [f"{entry.number} {entry.name}: in {path.name}, in no roster" for entry, row in found if not row]
    told += [f"{row.student}: no mark yet" for _, row in found if row and counted(row) is None]
    written = Apogee(content, to)
    for before, after in zip(file.entries, written.entries, strict=True):
        old, new = file.note(before, column), written.note(after, column)
        if old not in ("", new):
            told.append(f"{before.number} {before.name}: {path.name} had {old}, now {new}")
    return told


def _key(number):
    """A student number as it is compared: a spreadsheet takes the zeros that it begins with.

    >>> _key("02000001") == _key("2000001")
    True
    """
    return number.strip().lstrip("0").casefold()


def counted(row):
    """What Apogée registers of a `ModuleRow`: the mark, or the absence of who was absent everywhere.

    >>> from course_admin.marks.module import ModuleRow
    >>> counted(ModuleRow("ana", "Ana", {"tp1": 12.0}, exam=11.0, mark=11.5))
    11.5
    >>> counted(ModuleRow("bob", "Bob", {"tp1": "ABI"}, exam="ABI", mark=0.0))
    'ABI'
    """
    given = [value for value in (*row.works.values(), row.exam, row.second) if value is not None]
    if given and all(value in (ABI, ABJ) for value in given):
        return ABI if ABI in given else ABJ
    return row.mark
