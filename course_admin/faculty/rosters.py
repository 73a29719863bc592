"""Rosters as they come (Apogée's, Moodle's, GitLab's, a spreadsheet's) as lines of students.csv.

Columns are found by the names that such exports give them, French or English. The identifier is the `student` column
where there is one, else what stands before the @ of the e-mail, else the student number.
"""

import io
import unicodedata
from pathlib import Path

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.faculty.apogee import Apogee

# What a column may be called, without case, accents and punctuation, in the order of preference.
NAMES = {
    "student": ("student", "identifiant", "login", "username", "nom d utilisateur", "user name", "uid"),
    "number": (
        "number", "numero etudiant", "numero d etudiant", "n etudiant", "no etudiant", "num etudiant", "code etudiant",
        "numero d identification", "id number", "idnumber", "student number", "apol a01 code", "matricule", "numero",
    ),
    "full": ("name", "nom complet", "full name", "nom et prenom", "nom prenom", "etudiant", "prenom nom"),
    "last": ("nom de famille", "nom", "last name", "surname", "nom usuel", "nom patronymique", "apol a02 nom"),
    "first": ("prenom", "first name", "prenoms", "given name", "apol a03 prenom"),
    "email": (
        "email", "e mail", "mail", "adresse de courriel", "adresse mail", "adresse email", "adresse e mail",
        "email address", "courriel", "adresse electronique", "mel",
    ),
    "repository": ("repository", "depot", "url du depot", "projet", "project", "web url", "url"),
    "group": ("group", "groupe", "groupes", "groups", "binome", "equipe", "team"),
}  # fmt: skip
COLUMNS = ("student", "name", "email", "repository", "group", "number")


def read(path, repository=""):
    """The students of an export, dicts of `COLUMNS` in its order. Raises CourseError where it cannot be understood.

    `repository` is a pattern such as "https://gitlab.example/{student}/tp.git", for who has no repository in the file.
    """
    rows = _rows(Path(path))
    header = next((at for at, cells in enumerate(rows) if len(_found(cells)) >= 2), None)
    if header is None:
        raise CourseError(f"{path}: no line of column names in it; expected names, e-mails or student numbers")
    places = _found(rows[header])
    students = []
    for line, cells in enumerate(rows[header + 1 :], start=header + 2):
        if any(cell.strip() for cell in cells):
            given = {column: cells[at].strip() if at < len(cells) else "" for column, at in places.items()}
            students.append(_student(given, repository, f"{path}, line {line}"))
    return students


def _student(given, repository, where):
    """One line of students.csv."""
    name = given.get("full") or f"{given.get('first', '')} {given.get('last', '')}".strip()
    email = given.get("email", "")
    student = given.get("student") or email.partition("@")[0] or given.get("number", "")
    if not student:
        raise CourseError(f"{where}: no identifier, e-mail or student number for '{name}'")
    row = {"student": student, "name": name, "email": email, "number": given.get("number", "")}
    try:
        own = given.get("repository") or repository.format(**row)
    except (KeyError, ValueError, IndexError) as error:
        raise CourseError(f"--repository: '{repository}' may name {{student}}, {{number}} and {{email}}") from error
    return row | {"repository": own, "group": given.get("group", "")}


def _found(cells):
    """Column → place, of those that a line of names holds."""
    names = [_plain(cell) for cell in cells]
    places = {}
    for column, known in NAMES.items():
        place = next(
            (names.index(name) for name in known if name in names and names.index(name) not in places.values()), None
        )
        if place is not None:
            places[column] = place
    return places


def _plain(text):
    """A column's name without case, accents and punctuation.

    >>> _plain("\\ufeffAdresse de courriel"), _plain("N° étudiant")
    ('adresse de courriel', 'n etudiant')
    """
    plain = unicodedata.normalize("NFD", text.lower().lstrip("\ufeff").replace("°", " ").replace("º", " "))
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def _rows(path):
    """The cells of a file's lines, as text."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path}: cannot be read ({error.strerror})") from error
    if content.startswith(b"PK\x03\x04"):
        return _workbook(path, content)
    text = tables.decoded(content)
    if "XX-APO_VALEURS-XX" in text:
        apogee = Apogee(content, path)
        return [["apoL_a01_code", "name"], *([entry.number, entry.name] for entry in apogee.entries)]
    return tables.cells(text, path, _separator)[0]


def _separator(text):
    """What separates the columns: what the first lines hold most of."""
    head = "\n".join(text.splitlines()[:5])
    return max((",", ";", "\t"), key=head.count)


def _workbook(path, content):
    """The first sheet of an xlsx file."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [["" if cell is None else _shown(cell) for cell in row] for row in book.worksheets[0].values]
    except Exception as error:  # openpyxl raises whatever the file makes it meet
        raise CourseError(f"{path}: is no xlsx workbook that can be read ({type(error).__name__})") from error


def _shown(cell):
    """A number typed as 22000001.0 is an identifier."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
