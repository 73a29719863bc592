"""Rosters as faculties export them become students.csv; marks go back as Moodle, Apogée and a jury read them."""

import contextlib

import openpyxl
import pytest
import small_course
from apogee_file import FILE
from hypothesis import given, settings
from hypothesis import strategies as st

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.faculty import jury, moodle, register, rosters
from course_admin.marks.module import ModuleRow
from course_admin.records import roster

MOODLE_FR = "Prénom,Nom de famille,Numéro d’identification,Adresse de courriel\nInès,Álvarez,22000001,ines@u.example\n"
MOODLE_EN = '"First name","Last name","ID number","Email address"\nInès,Álvarez,22000001,ines@u.example\n'
EXCEL = "sep=;\nNom;Prénom;N° étudiant;Mail\nÁlvarez;Inès;22000001;ines@u.example\n"
TITLED = "Master 1;;\n;;\nEtudiant;Numéro étudiant;Courriel\nInès Álvarez;22000001;ines@u.example\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("text", [MOODLE_FR, MOODLE_EN, EXCEL, TITLED], ids=["moodle", "english", "excel", "titled"])
def test_an_export_is_read(tmp_path, text, encoding):
    path = tmp_path / "export.csv"
    path.write_bytes(text.encode(encoding))
    (student,) = rosters.read(path, "https://g.example/{student}/tp.git")
    assert student["name"] == "Inès Álvarez" and student["email"] == "ines@u.example"
    assert (student["student"], student["number"]) == ("ines", "22000001")
    assert student["repository"] == "https://g.example/ines/tp.git"


def test_a_workbook_and_apogees_file_are_read(tmp_path):
    book = openpyxl.Workbook()
    for line in [["Nom", "Prénom", "Numéro étudiant"], ["Álvarez", "Inès", 22000001.0]]:
        book.active.append(line)
    book.save(tmp_path / "liste.xlsx")
    assert rosters.read(tmp_path / "liste.xlsx")[0]["student"] == "22000001"
    (tmp_path / "apogee.txt").write_bytes(FILE.replace("’", "'").encode("latin-1"))
    found = rosters.read(tmp_path / "apogee.txt")
    assert [one["number"] for one in found] == ["22000001", "22000002", "22000003", "22000004"]
    assert found[0]["name"] == "ÁLVAREZ Inès"


@given(st.binary(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_a_roster_or_a_sentence(tmp_path_factory, junk):
    path = tmp_path_factory.mktemp("junk") / "roster"
    for content in (junk, b"PK\x03\x04" + junk, "nom;prénom\n".encode() + junk):
        path.write_bytes(content)
        with contextlib.suppress(CourseError):
            rosters.read(path)


@pytest.fixture
def course(tmp_path):
    course = small_course.make(tmp_path)
    rows = [
        {"student": "ines", "name": "Inès Álvarez", "email": "ines@u.example", "number": "22000001"},
        {"student": "hugo", "name": "=Hugo Bernard", "email": "hugo@u.example", "number": "22000002"},
    ]
    tables.write_csv(course.records / "tp1" / "roster.csv", roster.COLUMNS, rows)
    return course


def marks(**by_student):
    names = {"ines": "Inès Álvarez", "hugo": "=Hugo Bernard", "zoe": "Zoé Petit"}
    said = {"tp1": "Le tp1 : rien tp2."}
    return [ModuleRow(who, names[who], {"tp1": mark}, mark=mark, remarks=said) for who, mark in by_student.items()]


def test_apogee_is_filled_and_who_is_missing_is_told(course, tmp_path):
    (tmp_path / "in.txt").write_bytes(FILE.replace("’", "'").encode("latin-1"))
    told = register.apogee(
        course, marks(ines=12.5, hugo=9.0, zoe=8.0), tmp_path / "in.txt", tmp_path / "out.txt", "APPRO", "0"
    )
    assert "22000001\tÁLVAREZ\tInès\t 23/09/2003\t12,5\t20" in (tmp_path / "out.txt").read_text(encoding="latin-1")
    assert "zoe: not in in.txt" in told
    assert any("22000003 CHEN Lina: in in.txt, in no roster" in line for line in told)


def test_nothing_is_written_while_names_and_numbers_disagree(course, tmp_path):
    (tmp_path / "in.txt").write_bytes(FILE.replace("BERNARD", "MARTIN").replace("Hugo", "Jean").encode())
    with pytest.raises(CourseError, match=r"22000002 is MARTIN Jean"):
        register.apogee(course, marks(ines=12.5, hugo=9.0), tmp_path / "in.txt", tmp_path / "out.txt", "APPRO", "0")
    assert not (tmp_path / "out.txt").exists()


def test_moodle_finds_its_students_by_e_mail_and_number(course, tmp_path):
    moodle.write_import(course, tmp_path / "moodle.csv", marks(ines=12.5, hugo="ABJ"), register.students(course))
    columns = [moodle.EMAIL.lower(), "tp1", "tp1 : commentaire", "module"]
    first, second = tables.read_csv(tmp_path / "moodle.csv", columns)
    assert (first[moodle.EMAIL.lower()], first["tp1"]) == ("ines@u.example", "12.5")
    assert second["tp1"] == "-" and second["tp1 : commentaire"] == "Le tp1 : rien tp2."
    assert "'-" not in (tmp_path / "moodle.csv").read_text(encoding="utf-8-sig")  # what Moodle itself reads


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_the_jury_reads_marks_and_figures(tmp_path, ending):
    import pandas

    path = tmp_path / f"jury.{ending}"
    jury.write_workbook(
        path, ["student", "name", "tp1", "mark"], [one.cells() for one in marks(ines=12.5, hugo=9.0, zoe="ABI")]
    )
    notes = pandas.read_excel(path, sheet_name="Notes")
    assert list(notes["name"]) == ["Inès Álvarez", "=Hugo Bernard", "Zoé Petit"]
    figures = pandas.read_excel(path, sheet_name="Chiffres", index_col=0)
    assert figures.loc["médiane", "mark"] == 10.75 and figures.loc["effectif", "mark"] == 2


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(CourseError, match=r"\.xlsx or \.ods"):
        jury.write_workbook(tmp_path / "jury.pdf", ["mark"], [])
