"""Apogée's text file of marks, which a French administration exports and takes back: its empty marks filled in.

The file is lines of cells between tabs, in sections that begin with `XX-APO_…-XX`:

    XX-APO_TYP_RES-XX    lists of the results that may be typed, absences (ABI, ABJ) among them
    XX-APO_COLONNES-XX   a line a column: name, type of object, code, version, year, session, admission, type of result
    XX-APO_VALEURS-XX    a line of the columns' names, then a line a student: number, name, first name, birth, values

Only the cells of the marks are written; every other byte stays (encoding, ends of lines, order, other columns).
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.marks.arithmetic import round_half_up

MARK, SCALE = "N", "B"  # types of result: note, barème
FULL = 20
_SECTION = re.compile(rb"XX-APO_(\w+)-XX")
_NUMBER, _NAME, _FIRST_NAME = range(3)
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"})


@dataclass(frozen=True)
class Column:
    """A column of the file's values."""

    name: str  # such as apoL_c0001
    code: str
    session: str
    kind: str  # N, B, R, …
    object: tuple[str, ...]  # all that tells an object from another: a note and its barème share it


@dataclass(frozen=True)
class Entry:
    """A student's line."""

    line: int  # its place among the file's lines
    number: str
    name: str  # « DUPONT Zoé »


class Apogee:
    """One file. Raises CourseError where it is not Apogée's."""

    def __init__(self, content, path="the file"):
        self.lines = content.split(b"\n")  # a CR stays at its line's end
        self.path = path
        self.encoding = _encoding(content)
        sections = {m[1].decode(): at for at, line in enumerate(self.lines) if (m := _SECTION.search(line))}
        for wanted in ("COLONNES", "VALEURS"):
            if wanted not in sections:
                raise CourseError(f"{path}: no section XX-APO_{wanted}-XX; expected Apogée's export of marks")
        self.sections = sections
        self.columns = [self._column(cells) for cells in self._body("COLONNES") if cells[0].startswith("apoL_c")]
        heads = [at for at in self._section("VALEURS") if self._cells(at)[0].strip()]
        self.header = [cell.strip() for cell in self._cells(heads[0])] if heads else []
        if len(self.header) < 2 or not self.header[0].startswith("apoL_"):
            raise CourseError(
                f"{path}: below XX-APO_VALEURS-XX expected a line of the columns' names (apoL_a01_code…) between tabs; "
                "give the file as Apogée exported it"
            )
        self.entries = [self._entry(at) for at in heads[1:]]

    def absences(self):
        """Which of ABI and ABJ the file lets one type; both where it does not say."""
        if "TYP_RES" not in self.sections:
            return {"ABI", "ABJ"}
        listed = {cell.partition(":")[0].strip() for cells in self._body("TYP_RES") for cell in cells}
        return listed & {"ABI", "ABJ"}  # listed bare, or as « ABI : Absence »

    def column(self, code=None, session=None):
        """The column of notes of an object's `code` (or of that name, such as apoL_c0001), in a `session`.

        Raises CourseError with those that there are.
        """
        notes = [one for one in self.columns if one.kind == MARK and one.name in self.header]
        found = [one for one in notes if code in (None, one.code, one.name) and session in (None, one.session)]
        if len(found) == 1:
            return found[0]
        known = ", ".join(f"{one.name} {one.code} (session {one.session})" for one in notes) or "none"
        what = f"several columns of notes for {code or 'no code'}" if found else f"no column of notes of code {code}"
        raise CourseError(f"{self.path}: {what}; name one with --column (a code or a name) and --session, of: {known}")

    def fill(self, column, marks):
        """The file's bytes with `marks` (number → mark out of 20, "ABI" or "ABJ") in a column."""
        at = self.header.index(column.name)
        scale = next((one for one in self.columns if one.kind == SCALE and one.object == column.object), None)
        allowed, lines = self.absences(), list(self.lines)
        for entry in self.entries:
            mark = marks.get(entry.number)
            if mark is None:
                continue
            if isinstance(mark, str) and mark not in allowed:
                raise CourseError(f"{self.path}: {entry.name}: the file's list of results does not have {mark}")
            text = mark if isinstance(mark, str) else _decimal(mark, self._scale(entry, scale))
            lines[entry.line] = _with_cell(lines[entry.line], at, text.encode())
        return b"\n".join(lines)

    def note(self, entry, column):
        """What the file holds already in a student's cell."""
        cells, at = self._cells(entry.line), self.header.index(column.name)
        return cells[at].strip() if at < len(cells) else ""

    def _scale(self, entry, column):
        """The barème of a student's note."""
        if column is None or column.name not in self.header:
            return Fraction(FULL)
        where = f"{self.path}: the barème of {entry.name}"
        scale = tables.number(self.note(entry, column), where)
        if scale is not None and scale <= 0:
            raise CourseError(f"{where}: {scale:g} is not above 0")
        return Fraction(str(scale)) if scale else Fraction(FULL)

    def _cells(self, at):
        """The cells of a line, as text."""
        return self.lines[at].rstrip(b"\r\n").decode(self.encoding, "replace").split("\t")

    def _body(self, section):
        """The lines of a section, as cells."""
        return (self._cells(at) for at in self._section(section))

    def _section(self, section):
        """The places of a section's lines: sections come in any order."""
        first = self.sections[section] + 1
        return range(
            first,
            next((at for at in range(first, len(self.lines)) if _SECTION.search(self.lines[at])), None)
            or len(self.lines),
        )

    @staticmethod
    def _column(cells):
        name, *rest = [*cells, *[""] * 8][:8]
        return Column(name, rest[1], rest[4], rest[6], tuple(rest[:6]))

    def _entry(self, at):
        cells = [*self._cells(at), "", "", ""]
        return Entry(at, cells[_NUMBER].strip(), f"{cells[_NAME].strip()} {cells[_FIRST_NAME].strip()}".strip())


def same_person(one, other):
    """Whether two names can be the same person's: accents, case, hyphens and the order of the words aside.

    >>> same_person("GARCÍA Lucía Ana", "Lucia Garcia"), same_person("DUPONT Zoé", "Jean Dupont")
    (True, False)
    >>> same_person("LE GOFF Anne-Marie", "Annemarie Legoff"), same_person("ŒUVRARD Zoé", "Zoe Oeuvrard")
    (True, True)
    """
    words, others = _words(one), _words(other)
    contained = set(words) <= set(others) or set(others) <= set(words)
    return bool(words and others) and (contained or sorted("".join(words)) == sorted("".join(others)))


def _words(name):
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return re.findall(r"[^\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _decimal(mark, scale):
    """A mark out of 20 out of another barème, with a decimal comma, halves up.

    >>> _decimal(12.5, Fraction(20)), _decimal(13, Fraction(20)), _decimal(12.5, Fraction(10))
    ('12,5', '13', '6,25')
    """
    value = round_half_up(Fraction(str(mark)) * scale / FULL, "0.01")
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _with_cell(line, at, text):
    """A line with another text in one cell; cells that it lacks before it are added, empty."""
    body = line.rstrip(b"\r\n")
    cells = body.split(b"\t")
    cells += [b""] * (at + 1 - len(cells))
    cells[at] = text
    return b"\t".join(cells) + line[len(body) :]


def _encoding(content):
    """UTF-8 where the bytes are that, else Latin-1 as Windows has it, which Apogée writes."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
