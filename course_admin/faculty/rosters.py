"""Rosters as they come (Apogée's, Moodle's, GitLab's, a spreadsheet's) as lines of students.csv.

Columns are found by the names that such exports give them, French or English. The identifier is the `student` column
where there is one, else what stands before the @ of the e-mail, else the student number.
"""

import re
import unicodedata
from collections import Counter
from pathlib import Path

from course_admin.base import inert, tables
from course_admin.base.errors import CourseError
from course_admin.faculty import sheets
from course_admin.faculty.apogee import Apogee
from course_admin.records import roster

# What a column may be called, without case, accents and punctuation, in the order of preference.
NAMES = {
    "student": ("student", "identifiant", "login", "username", "nom d utilisateur", "user name", "uid"),
    "number": (
        "number", "numero etudiant", "numero d etudiant", "n etudiant", "no etudiant", "num etudiant", "code etudiant",
        "numero d identification", "id number", "idnumber", "student number", "apol a01 code", "matricule", "numero",
        "num etu", "cod etu", "numero apogee", "n apogee", "code apogee", "numero de l etudiant", "student id",
    ),
    "full": ("name", "nom complet", "full name", "nom et prenom", "nom prenom", "etudiant", "prenom nom"),
    "last": (
        "nom de famille", "nom", "last name", "surname", "nom usuel", "nom d usage", "nom usage", "nom patronymique",
        "nom de naissance", "nom etudiant", "nom de l etudiant", "family name", "lib nom pat ind", "apol a02 nom",
    ),
    "first": (
        "prenom", "first name", "prenoms", "prenom usuel", "prenom d usage", "prenom etudiant", "prenom de l etudiant",
        "given name", "lib pr1 ind", "apol a03 prenom",
    ),
    "email": (
        "email", "e mail", "mail", "adresse de courriel", "adresse mail", "adresse email", "adresse e mail",
        "email address", "courriel", "adresse electronique", "mel", "email institutionnel", "mail institutionnel",
        "courriel institutionnel", "adresse mail institutionnelle", "adresse e mail institutionnelle",
        "adresse email institutionnelle", "adresse institutionnelle", "email universitaire", "mail universitaire",
        "courriel universitaire", "email etudiant", "mail etudiant", "courriel etudiant", "public email",
    ),
    "repository": (
        "repository", "depot", "url du depot", "http url to repo", "ssh url to repo", "projet", "project", "web url",
        "url",
    ),
    "group": ("group", "groupe", "groupes", "groups", "binome", "equipe", "team"),
}  # fmt: skip
COLUMNS = roster.COLUMNS
CLASSES = ("groupe", "groupes", "groups")  # what Moodle calls pairs, and classes of thirty as well
PAIR = 4  # at most so many are one

_ABSENT = re.compile(r"[-–—]+|#.*|n/[ad]", re.IGNORECASE)  # how exports write that there is nothing
_ROUNDED = re.compile(r"\d([.,]\d+)?e\+?\d+", re.IGNORECASE)


def read(path, repository="", tell=lambda line: None):
    """The students of an export, dicts of `COLUMNS` in its order. Raises CourseError where it cannot be understood.

    `repository` is a pattern such as "https://gitlab.example/{student}/tp.git", for who has no repository in the file;
    `tell(line)` is told what was left out or changed.
    """
    path = Path(path)
    rows, header, names = _table(path)
    places = _found(names)
    students, lines = [], []
    for line, cells in enumerate(rows[header + 1 :], start=header + 2):
        given = {column: _given(cells[at]) if at < len(cells) else "" for column, at in places.items()}
        if _found(cells) == places or not any(given.values()):  # the header again, on another page; an empty line
            continue
        if _foot(given):
            tell(f"{path}, line {line}: '{' '.join(filter(None, given.values()))}' is no student; left out")
            continue
        student = _student(given, f"{path}, line {line}", tell)
        if student in students:
            tell(f"{path}, line {line}: '{student['student']}' again, with the same values; kept once")
            continue
        students.append(student)
        lines.append(line)
    if "group" in places and _plain(names[places["group"]]) in CLASSES:
        _without_classes(students, tell)
    for student in students:
        student["group"] = _identifier(student["group"])
        student["repository"] = student["repository"] or _repository(repository, student)
    roster.checked(path, students, lines)
    return students


def _student(given, where, tell):
    """One line of students.csv, with the repository that the file gives."""
    name = given.get("full") or f"{given.get('first', '')} {given.get('last', '')}".strip()
    email, number = given.get("email", ""), _number(given.get("number", ""), where)
    named = given.get("student", "")
    student = _identifier(named or email.partition("@")[0] or number)
    if not student:
        raise CourseError(f"{where}: no identifier, e-mail or student number for '{name}'")
    if named not in ("", student):
        tell(f"{where}: '{named}' is no identifier (letters, digits and . _ - + @); '{student}' stands for it")
    row = {"student": student, "name": name, "email": email, "number": number}
    return row | {"repository": given.get("repository", ""), "group": given.get("group", "")}


def _repository(pattern, student):
    """The repository of a student, or of the student's group."""
    try:
        return pattern.format(**(student | {"group": student["group"] or student["student"]}))
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise CourseError(
            f"--repository: '{pattern}' may name {{student}}, {{number}}, {{email}} and {{group}}"
        ) from error


def _given(cell):
    """What a cell holds, "" for a dash or a spreadsheet's error."""
    text = inert.uncell(" ".join(cell.split()))
    return "" if _ABSENT.fullmatch(text) else text


def _foot(given):
    """Whether a line is no student's but the table's last: « Total : 24 »."""
    known = any(given.get(column) for column in ("student", "email", "number"))
    return not known and any(c.isdigit() for value in given.values() for c in value)


def _number(text, where):
    """A student number as the administration has it, whatever the spreadsheet made of it.

    >>> _number("22000001.0", ""), _number("22 000 001", ""), _number("e22000001", "")
    ('22000001', '22000001', 'e22000001')
    """
    if _ROUNDED.fullmatch(text):
        raise CourseError(f"{where}: the spreadsheet rounded the number {text}; give its column the format of a text")
    joined = re.sub(r"[.,]0+$", "", "".join(text.split()).lstrip("'"))
    return joined if joined.isdigit() else text


def _identifier(text):
    """A text as an identifier: without accents, what else cannot stand in one a dash.

    >>> _identifier("inès.o'neill"), _identifier("Binôme 3")
    ('ines.o-neill', 'Binome-3')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z0-9._@+-]+", "-", plain).strip(".-_")[:64]


def _without_classes(students, tell):
    """Of the groups of each student (« TD1, Binôme 4 ») keep the pair, if one is known by its size."""
    sizes = Counter(group for one in students for group in _groups(one))
    for group, size in sizes.items():
        if size > PAIR:
            tell(f"group '{group}' has {size} students: taken for a class, not for a pair; left out")
    for one in students:
        pairs = [group for group in _groups(one) if sizes[group] <= PAIR]
        if len(pairs) > 1:
            tell(f"{one['student']}: {' and '.join(pairs)} may be a pair's name; none is taken")
        one["group"] = pairs[0] if len(pairs) == 1 else ""


def _groups(one):
    return [group.strip() for group in one["group"].split(",") if group.strip()]


def _table(path):
    """The lines of the sheet that names most columns, the place of that line, and its names.

    Where a title is merged over two lines, its names are in both.
    """
    best = (0, [], 0, [])
    for rows in _sheets(path):
        above = []
        for at, cells in enumerate(rows):
            both = [
                cell if cell.strip() else (above[x] if x < len(above) else "")
                for x, cell in enumerate([*cells, *[""] * (len(above) - len(cells))])
            ]
            for names in (cells, both):
                if len(_found(names)) > best[0]:
                    best = (len(_found(names)), rows, at, names)
            above = cells
    count, rows, header, names = best
    if count < 2 and not {"student", "email", "number"} & set(_found(names)):
        raise CourseError(f"{path}: no line of column names in it; expected names, e-mails or student numbers")
    return rows, header, names


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


def _sheets(path):
    """The tables of a file, each as lines of cells."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path}: cannot be read ({error.strerror})") from error
    if content.startswith(b"PK\x03\x04"):
        return sheets.sheets(path, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CourseError(f"{path}: an old Excel file (xls), or one with a password; save it as xlsx, without one")
    text = tables.decoded(content)
    if re.match(r"\s*<(!doctype|html|table|\?xml)", text, re.IGNORECASE):
        raise CourseError(f"{path}: a web page, whatever its name says; open it in a spreadsheet and save it as xlsx")
    if "XX-APO_VALEURS-XX" in text:
        apogee = Apogee(content, path)
        return [[["apoL_a01_code", "name"], *([entry.number, entry.name] for entry in apogee.entries)]]
    return [tables.cells(text, path, _separator)[0]]


def _separator(text):
    """What separates the columns: that under which most columns are found, and most cells."""
    head = text.splitlines()[:30]

    def found(separator):
        lines = [line.split(separator) for line in head]
        names = max((len(_found([cell.strip().strip('"') for cell in cells])) for cells in lines), default=0)
        return names, sum(len(cells) for cells in lines)

    return max((*tables.DELIMITERS, "|"), key=found)
