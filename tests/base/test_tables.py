from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_admin.base.errors import CourseError
from course_admin.base.tables import number, read_csv, write_csv


@pytest.mark.parametrize(
    "data",
    [
        b"student,mark\nzo\xc3\xa9,12.5\n",
        b"\xef\xbb\xbfStudent;Mark\r\nzo\xc3\xa9;12,5\r\n",
        "student\tmark\nzoé\t12,5".encode(),
        "student;mark\nzoé;12,5\n;\n".encode("cp1252"),
        b"student,mark\rzo\xc3\xa9,12.5\r",  # Excel's « CSV (Macintosh) »
        '"student","comment","mark"\n"zoé","a, b","12,5"\n\n'.encode(),
        "student,mark\nz\0oé,12.5\0\n".encode(),
    ],
)
def test_what_spreadsheets_write_is_read(tmp_path, data):
    (tmp_path / "exam.csv").write_bytes(data)
    (row,) = read_csv(tmp_path / "exam.csv", ["student", "mark"], ["second"])
    assert row["student"] == "zoé"
    assert number(row["mark"], "here") == 12.5
    assert row["second"] == ""
    assert row.line == 2


@pytest.mark.parametrize(
    "data, says",
    [
        (b"", "no column student, mark"),
        (b"name,mark\nzoe,12", "no column student"),
        (b"student,mark\nzoe,12,5\n", "line 2: 3 values for 2 columns"),
        (b"student,mark,Mark\nzoe,12,3\n", "several columns are named mark"),
        (b"student,mark\nzoe," + b"1" * 200_000, "is not a CSV file"),
        (b'student,mark\nana,"12\nzoe,13\n', "line 2: a quote is opened there and never closed"),
    ],
)
def test_a_bad_file_is_one_line_with_its_place(tmp_path, data, says):
    (tmp_path / "exam.csv").write_bytes(data)
    with pytest.raises(CourseError, match=says):
        read_csv(tmp_path / "exam.csv", ["student", "mark"])


@pytest.mark.parametrize(
    "data, line",
    [
        (b"sep=;\r\nstudent;mark\r\nzo\xc3\xa9;12,5\r\n", 3),
        (b'"sep=;"\nstudent;mark\nzo\xc3\xa9;12,5\n', 3),
        (b"sep=,\nstudent,mark\nzo\xc3\xa9,12.5\n", 3),
        ("student;mark\r\nzoé;12,5\r\n".encode("utf-16"), 2),
        ("student\tmark\r\nzoé\t12,5\r\n".encode("utf-16-le"), 2),
        ("student\tmark\r\nzoé\t12,5\r\n".encode("utf-16-be"), 2),
        (b"\n\n;;\n \nstudent;mark\nzo\xc3\xa9;12,5\n", 6),
        (b"\xef\xbb\xbf\r\n\r\nstudent,mark\r\nzo\xc3\xa9,12.5\r\n", 4),
    ],
)
def test_what_stands_above_the_header_is_passed_over_and_lines_are_the_spreadsheet_s(tmp_path, data, line):
    (tmp_path / "exam.csv").write_bytes(data)
    (row,) = read_csv(tmp_path / "exam.csv", ["student", "mark"])
    assert (row["student"], number(row["mark"], "here"), row.line) == ("zoé", 12.5, line)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CourseError, match="cannot be read"):
        read_csv(tmp_path / "none.csv", ["student"])


@pytest.mark.parametrize("text", ["douze", "nan", "inf", "1,2,3", "1_0", "9" * 5000])
def test_what_is_not_a_number(text):
    with pytest.raises(CourseError, match=r"exam.csv, line 3: .* is not a number"):
        number(text, "exam.csv, line 3")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1), min_size=1))
def test_what_is_written_reads_back(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("tables") / "table.csv"
    write_csv(path, ["a", "b"], [{"a": text, "b": None} for text in texts])
    assert [row["a"] for row in read_csv(path, ["a", "b"])] == texts


def test_cells(tmp_path):
    when = datetime(2026, 10, 18, 23, 59, tzinfo=ZoneInfo("Europe/Paris"))
    write_csv(tmp_path / "t.csv", ["a", "b", "c", "d"], [{"a": 0.1 + 0.2, "b": 12.0, "c": when, "d": 3}])
    assert (tmp_path / "t.csv").read_text() == "a,b,c,d\n0.3,12,2026-10-18T23:59:00+02:00,3\n"
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
