"""The students of a collect: `students.csv`, columns student, name, email, repository, group (for pairs), number."""

import re
from dataclasses import dataclass

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.records import layout

COLUMNS = ("student", "name", "email", "repository", "group", "number")

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")  # it names folders: no slash, no leading dot or dash


@dataclass(frozen=True)
class Student:
    """One row; `repository` is any git URL or a path, "" where the student has none."""

    student: str
    name: str
    email: str
    repository: str
    group: str = ""
    number: str = ""  # the student number of the administration

    @property
    def owner(self):
        """Who hands in: the group, or the student alone."""
        return self.group or self.student


def read(path):
    """The students of a CSV file, in its order. Raises CourseError, naming the line, where it contradicts itself."""
    rows = tables.read_csv(path, COLUMNS[:4], COLUMNS[4:])
    if not rows:
        raise CourseError(f"{path}: no student in it; expected lines below {','.join(COLUMNS)}")
    return checked(path, rows, [row.line for row in rows])


def checked(path, rows, numbers):
    """The students of rows (dicts of `COLUMNS`) at some lines of a file. Raises CourseError as `read` does."""
    students, lines = [], {}
    for row, line in zip(rows, numbers, strict=True):
        for column in ("student", "group"):
            _check_identifier(row[column], f"{path}, line {line}", column)
        if row["student"].casefold() in lines:
            first = lines[row["student"].casefold()]
            raise CourseError(f"{path}, line {line}: student '{row['student']}' is on line {first} already")
        lines[row["student"].casefold()] = line
        students.append(Student(**row))
    _check_owners(path, students, lines)
    return students


def kept(assignment):
    """The students of the last collect of a TP, as it has kept them; none where there was none."""
    path = layout.roster(assignment)
    return [Student(**row) for row in tables.read_csv(path, COLUMNS[:4], COLUMNS[4:])] if path.is_file() else []


def known(assignment):
    """The students and groups of the last collect of a TP; None where there was none."""
    students = kept(assignment)
    return {name for one in students for name in (one.student, one.group) if name} if students else None


def _check_identifier(text, where, column):
    """An identifier becomes a file's name; an empty group is no group."""
    if column == "group" and not text:
        return
    if not _IDENTIFIER.fullmatch(text) or ".." in text or text.endswith((".", ".lock")):
        raise CourseError(f"{where}: {column} '{text}' is no identifier; expected letters, digits and . _ - + @")


def _check_owners(path, students, lines):
    """A group has one repository, a repository one owner, and no group the name of a student outside it."""
    members = {one.student.casefold(): one for one in students}
    repositories, owners = {}, {}
    for one in students:
        where = f"{path}, line {lines[one.student.casefold()]}"
        namesake = members.get(one.group.casefold(), one)
        if namesake.group != one.group:
            raise CourseError(f"{where}: '{one.group}' is the name of a student who is not in that group; rename it")
        if repositories.setdefault(one.owner.casefold(), one.repository) != one.repository:
            raise CourseError(f"{where}: group '{one.owner}' has two repositories; its members share one")
        other = owners.setdefault(one.repository, one.owner)
        if one.repository and other != one.owner:
            raise CourseError(f"{where}: repository of '{one.owner}' is that of '{other}' too; give them one group")
