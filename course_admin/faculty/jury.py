"""The jury's workbook: a sheet with a row a student, a sheet with the class's figures; xlsx or ods."""

import io
import statistics
from pathlib import Path

from course_admin.base import tables
from course_admin.base.errors import CourseError

FIGURES = (
    "effectif",
    "moyenne",
    "minimum",
    "premier quartile",
    "médiane",
    "troisième quartile",
    "maximum",
    "écart-type",
)


def write_workbook(path, columns, rows):
    """Write rows (dicts, see `ModuleRow.cells`) and the figures of each column of marks.

    Raises CourseError for another ending.
    """
    path = Path(path)
    writers = {".xlsx": _xlsx, ".ods": _ods}
    if path.suffix.lower() not in writers:
        raise CourseError(f"{path}: expected a name that ends in .xlsx or .ods")
    marks = [name for name in columns if any(isinstance(row.get(name), (int, float)) for row in rows)]
    table = [list(columns), *([row.get(name) for name in columns] for row in rows)]
    by_column = [figures([row.get(name) for row in rows]) for name in marks]
    summary = [["", *marks], *([what, *(one[what] for one in by_column)] for what in FIGURES)]
    tables.write_whole(path, writers[path.suffix.lower()]({"Notes": table, "Chiffres": summary}))


def figures(values):
    """The `FIGURES` of the numbers among some values (absences aside); None where they are too few.

    >>> figures([8, 12, "ABI", 14, None, 10])["médiane"]
    11.0
    """
    marks = sorted(float(value) for value in values if isinstance(value, (int, float)))
    quartiles = statistics.quantiles(marks, n=4, method="inclusive") if len(marks) > 1 else [None] * 3
    middle = statistics.median(marks) if marks else None
    found = (
        len(marks),
        statistics.fmean(marks) if marks else None,
        min(marks, default=None),
        quartiles[0],
        middle,
        quartiles[2],
        max(marks, default=None),
        statistics.stdev(marks) if len(marks) > 1 else None,
    )
    return {
        name: round(value, 2) if isinstance(value, float) else value for name, value in zip(FIGURES, found, strict=True)
    }


def _xlsx(sheets):
    """The workbook's bytes. A text stays a text: a name that begins with = is no formula."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for y, line in enumerate(lines, start=1):
            for x, value in enumerate(line, start=1):
                cell = sheet.cell(y, x, _printable(value))
                if isinstance(value, str):
                    cell.data_type = "s"
        sheet.freeze_panes = "B2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _ods(sheets):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    for title, lines in sheets.items():
        table = Table(name=title)
        for line in lines:
            row = TableRow()
            for value in line:
                number = isinstance(value, (int, float))
                cell = TableCell(valuetype="float", value=value) if number else TableCell(valuetype="string")
                cell.addElement(P(text="" if value is None else str(_printable(value))))
                row.addElement(cell)
            table.addElement(row)
        document.spreadsheet.addElement(table)
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


def _printable(value):
    """A text without the control characters that a workbook refuses."""
    return "".join(c if c.isprintable() else " " for c in value) if isinstance(value, str) else value
