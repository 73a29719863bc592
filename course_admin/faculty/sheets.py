"""The visible sheets of a workbook, xlsx or ods, as lines of text: what a reader of the sheet sees."""

import io
import zipfile

from course_admin.base.errors import CourseError

_FAR = 1000  # a workbook repeats its last, empty cell to the sheet's edge


def sheets(path, content):
    """Each visible sheet's lines of cells. Raises CourseError, naming `path`, where no workbook can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            read = _ods if "content.xml" in archive.namelist() else _xlsx
        return list(read(content))
    except Exception as error:  # the libraries raise whatever the file makes them meet
        raise CourseError(
            f"{path}: is no xlsx or ods workbook that can be read ({type(error).__name__}); save it again as one"
        ) from error


def _xlsx(content):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # some programs write too small ones
            yield [[shown(cell.value, cell.number_format) for cell in row] for row in sheet.rows]


def _ods(content):
    from odf.opendocument import load
    from odf.style import Style, TableProperties
    from odf.table import Table, TableRow

    document = load(io.BytesIO(content))
    hidden = {
        style.getAttribute("name")
        for style in document.automaticstyles.getElementsByType(Style)
        for properties in style.getElementsByType(TableProperties)
        if str(properties.getAttribute("display")).lower() == "false"
    }
    for table in document.spreadsheet.getElementsByType(Table):
        if table.getAttribute("stylename") not in hidden:
            yield [_ods_cells(row) for row in table.getElementsByType(TableRow)]


def _ods_cells(row):
    """The texts of a row; a number's is kept as it is shown where that has nothing but digits."""
    from odf import teletype

    cells = []
    for cell in row.childNodes:
        text = "\n".join(teletype.extractText(part) for part in cell.childNodes if part.qname[1] == "p")
        if cell.getAttribute("valuetype") == "float" and not text.isdigit():
            text = shown(float(cell.getAttribute("value")))
        times = int(cell.getAttribute("numbercolumnsrepeated") or 1)
        cells += [text] * (times if times < _FAR else 1)
    return cells


def shown(value, number_format=None):
    """A cell's value as text: 22000001.0 is an identifier, and the format 00000000 gives it its zeros.

    >>> shown(22000001.0), shown(2000001, "00000000"), shown(None), shown(12.5)
    ('22000001', '02000001', '', '12.5')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    zeros = number_format if isinstance(value, int) and set(number_format or "") == {"0"} else ""
    return str(value).zfill(len(zeros))
