"""CSV in and out: what an instructor's spreadsheet writes is read, and what is written opens everywhere.

Written: UTF-8, comma, decimal point; a text that a spreadsheet would compute gets an apostrophe, undone when read.
Read as well: a BOM, UTF-16, Windows-1252, semicolons or tabs, Excel's `sep=;`, decimal commas, empty lines above the
header, any case of a column's name.
"""

import csv
import io
import os
import re
import tempfile
from datetime import datetime
from pathlib import Path

from course_admin.base import inert
from course_admin.base.errors import CourseError

DELIMITERS = (",", ";", "\t")


class Row(dict):
    """One line of a table, column → text, which remembers its `line` in the file for messages."""

    line = 0
    delimiter = ","


def read_csv(path, required, optional=()):
    """The lines of a CSV file as `Row`s that hold every required and optional column; an absent optional one is "".

    Empty lines are skipped, other columns ignored, spaces stripped. Raises CourseError, with the line, where the file
    cannot be understood.
    """
    lines, delimiter = _lines(path, required)
    first = next((number for number, cells in enumerate(lines) if any(cell.strip() for cell in cells)), len(lines))
    header = [name.strip().lower() for name in lines[first]] if first < len(lines) else []
    missing = [name for name in required if name not in header]
    if missing:
        raise CourseError(f"{path}: no column {', '.join(missing)}; expected {','.join([*required, *optional])}")
    twice = [name for name in (*required, *optional) if header.count(name) > 1]
    if twice:
        raise CourseError(f"{path}: several columns are named {', '.join(twice)}; keep one of each")
    rows = []
    for number, cells in enumerate(lines[first + 1 :], start=first + 2):
        if not any(inert.uncell(cell.strip()) for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise CourseError(
                f"{path}, line {number}: {len(cells)} values for {len(header)} columns; "
                "a decimal comma needs ';' between columns, or quotes"
            )
        found = dict(zip(header, (inert.uncell(cell.strip()) for cell in cells), strict=False))
        row = Row({name: found.get(name, "") for name in (*required, *optional)})
        row.line, row.delimiter = number, delimiter
        rows.append(row)
    return rows


def number(text, where):
    """The number that a cell holds, None where it is empty. Raises CourseError saying `where`.

    >>> number("12,5", "exam.csv, line 2")
    12.5
    """
    if not text:
        return None
    try:
        if "_" in text:  # which Python takes for nothing: a slip for a comma would be ten times the mark
            raise ValueError
        value = float(text.replace("\u202f", "").replace("\xa0", "").replace(",", "."))
    except ValueError:
        raise CourseError(f"{where}: '{text[:80]}' is not a number") from None
    if value in (float("inf"), float("-inf")) or value != value:
        raise CourseError(f"{where}: '{text[:80]}' is not a number")
    return value


def write_csv(path, columns, rows):
    """Write dicts as CSV at `path`, whole or not at all; None becomes an empty cell, a datetime ISO 8601."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_cell(row.get(name)) for name in columns] for row in rows])
    write_whole(path, buffer.getvalue().encode())


def write_whole(path, data):
    """Write bytes at `path` so that a reader, or a crash, never meets half a file.

    Raises CourseError where there can be no such file (a folder's name, a full disk), PermissionError where it may not.
    """
    path = Path(path)
    try:
        _write_whole(path, data)
    except PermissionError:
        raise
    except OSError as error:
        raise CourseError(f"{path}: cannot be written ({error.strerror})") from error


def _write_whole(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _lines(path, required):
    """The cells of each line, and the delimiter between them."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise CourseError(f"{path}: cannot be read ({error.strerror})") from error
    return cells(decoded(data), path, lambda text: _delimiter(text, required))


def cells(text, path, delimiter_of):
    """The cells of each line, and the delimiter between them; Excel's first line `sep=;` counts as an empty one.

    `delimiter_of(text)` finds the delimiter where the text does not tell it. Raises CourseError, naming `path`.
    """
    told = re.match(r"\s*\"?sep=(.)\"?[;,\t]*\r?(\n|$)", text, re.IGNORECASE)
    if told:
        text = "\n" * text[: told.end()].count("\n") + text[told.end() :]
    delimiter = told[1] if told else delimiter_of(text)
    _refuse_open_quote(text, path, delimiter)
    try:
        return list(csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)), delimiter
    except (csv.Error, TypeError) as error:
        raise CourseError(f"{path}: is not a CSV file ({error})") from error


def _refuse_open_quote(text, path, delimiter):
    """Raise CourseError where a quote is never closed: all lines below it would be one cell, and not missed."""
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    line = 0
    try:
        for _ in reader:
            line = reader.line_num
    except (csv.Error, TypeError) as error:
        if "unexpected end" in str(error):
            raise CourseError(f"{path}, line {line + 1}: a quote is opened there and never closed") from error


def decoded(data):
    """The text of a table's bytes, in whichever of the encodings that spreadsheets write; zeros in it are left out."""
    try:
        return data.decode(_encoding(data)).replace("\0", "")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").replace("\0", "")


def _encoding(data):
    """UTF-16 by its mark, or by the zeros of its first letters; else UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data[1:4:2] == b"\0\0":
        return "utf-16-le"
    return "utf-16-be" if data[0:3:2] == b"\0\0" else "utf-8-sig"


def _delimiter(text, required):
    """The delimiter under which the header shows most of the required columns."""
    header = next((line for line in text.splitlines() if line.strip("".join(DELIMITERS) + ' "')), "")

    def found(delimiter):
        names = {name.strip().strip('"').lower() for name in header.split(delimiter)}
        return len(names & set(required))

    return max(DELIMITERS, key=found)


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, float):
        return f"{round(value, 6):g}" if abs(value) < 1e6 else repr(value)
    return str(value) if isinstance(value, int) else inert.cell(str(value))
