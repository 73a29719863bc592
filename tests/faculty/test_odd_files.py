"""Files as faculties really send them: each is read as a person would, or refused in a sentence; nothing is guessed."""

import contextlib

import openpyxl
import pytest
import small_course
from apogee_file import FILE
from hypothesis import given, settings
from hypothesis import strategies as st

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.faculty import register, rosters
from course_admin.faculty.apogee import Apogee, same_person
from course_admin.marks.module import ModuleRow
from course_admin.records import roster

TWO = [("ines", "Inès Álvarez", "22000001"), ("hugo", "Hugo Bernard", "22000002")]
TEXTS = {
    "moodle, semicolons, a comma in each group": (
        "\ufeffPrénom;Nom de famille;Numéro d’identification;Adresse de courriel;Groupes\n"
        'Inès;Álvarez;22000001;ines@u.example;"TD1, TP2, TP3"\nHugo;Bernard;22000002;hugo@u.example;"TD2, TP1, TP4"\n'
    ),
    "moodle's grades, with dashes": (
        '"First name","Last name","ID number",Institution,"Email address","TP1 (Percentage)","Last download"\n'
        'Inès,Álvarez,22000001,-,ines@u.example,"85,00 %",1768311000\n'
        "Hugo,Bernard,22000002,-,hugo@u.example,-,1768311000\n"
    ),
    "excel's numbers": "Nom;Prénom;N° Étudiant;Courriel\n"
    "Álvarez;Inès;22000001.0;ines@u.example\nBernard;Hugo;22 000 002;hugo@u.example\n",
    "libreoffice, all quoted, spaces around, no last end of line": '"Nom complet","N° étudiant "," Courriel"\r\n'
    '" Inès Álvarez ","\'22000001","ines@u.example"\r\n"Hugo  Bernard","22000002","hugo@u.example"',
    "a title, the names again on page 2, a total": "Groupe;Projet;;\nMaster 1;2026;;\n\n"
    "Nom;Prénom;Numéro étudiant;Mail\n"
    "Álvarez;Inès;22000001;ines@u.example\nNom;Prénom;Numéro étudiant;Mail\nBernard;Hugo;22000002;hugo@u.example\n"
    "Total : 2;;;\n",
    "twice the same line": "nom,prénom,code étudiant,e-mail\nÁlvarez,Inès,22000001,ines@u.example\n"
    "Bernard,Hugo,22000002,hugo@u.example\nBernard,Hugo,22000002,hugo@u.example\n",
    "apogée's columns": "COD_ETU\tLIB_NOM_PAT_IND\tLIB_PR1_IND\tAdresse mail institutionnelle\n"
    "22000001\tÁlvarez\tInès\tines@u.example\n22000002\tBernard\tHugo\thugo@u.example\n",
    "gitlab's members": "Username,Name,Email,ID number,Access granted,Max role\n"
    "ines,Inès Álvarez,-,22000001,2026-09-01,Developer\nhugo,Hugo Bernard,-,22000002,2026-09-01,Developer\n",
}


def seen(path):
    return [(one["student"], one["name"], one["number"]) for one in rosters.read(path)]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read_as_a_person_would(tmp_path, name):
    path = tmp_path / "liste export été.csv"
    path.write_text(TEXTS[name], encoding="utf-8", newline="")
    assert seen(path) == TWO


def workbook(path, change=lambda book: None):
    """A workbook with a hidden sheet before the list, whose title is merged over two lines."""
    book = openpyxl.Workbook()
    book.active.title = "Paramètres"
    book.active.sheet_state = "hidden"
    book.active.append(["Nom", "Prénom", "Mail"])
    book.active.append(["Modèle", "De", "modele@u.example"])
    sheet = book.create_sheet("Liste")
    for line in (
        ["Master 1, édité le", None, None, None],
        ["N° étudiant", "Identité", None, "Courriel"],
        [None, "Nom", "Prénom", None],
        [22000001.0, "Álvarez", "Inès", "ines@u.example"],
        [22000002, "Bernard", "Hugo", "hugo@u.example"],
    ):
        sheet.append(line)
    for cells in ("A2:A3", "B2:C2", "D2:D3"):
        sheet.merge_cells(cells)
    book.active = 1
    change(book)
    book.save(path)
    return path


def test_a_hidden_sheet_is_none_and_a_merged_title_is_one(tmp_path):
    assert seen(workbook(tmp_path / "liste.xlsx")) == TWO


def test_a_number_keeps_the_zeros_that_its_format_shows(tmp_path):
    def zeros(book):
        book["Liste"]["A4"] = 2000001
        book["Liste"]["A4"].number_format = "00000000"

    assert rosters.read(workbook(tmp_path / "liste.xlsx", zeros))[0]["number"] == "02000001"


def test_an_ods_is_read_as_it_is_shown(tmp_path):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    style = Style(name="caché", family="table")
    style.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(style)

    def sheet(title, lines, **options):
        table = Table(name=title, **options)
        for line in lines:
            row = TableRow()
            for value in line:
                number = isinstance(value, float)
                cell = TableCell(valuetype="float", value=value) if number else TableCell(valuetype="string")
                cell.addElement(P(text=f"{value:08.0f}" if number else value))
                row.addElement(cell)
            row.addElement(TableCell(numbercolumnsrepeated=16000))
            table.addElement(row)
        document.spreadsheet.addElement(table)

    sheet("Modèle", [["Nom", "Prénom", "Numéro", "Mail"], ["A", "B", "1", "a@u.example"]], stylename=style)
    sheet(
        "Liste", [["Nom", "Prénom", "Numéro étudiant"], ["Álvarez", "Inès", 2000001.0], ["Bernard", "Hugo", 22000002.0]]
    )
    document.save(str(tmp_path / "liste.ods"))
    assert [one["number"] for one in rosters.read(tmp_path / "liste.ods")] == ["02000001", "22000002"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("liste.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as xlsx"),
        ("liste.xls", b"<html><table><tr><td>Nom</td></tr></table></html>", "a web page"),
        ("liste.xlsx", b"PK\x03\x04 broken", "xlsx or ods"),
        ("liste.csv", b"Nom;Mail;Num\xe9ro \xe9tudiant\nPetit;;2,2E+07\n", "line 2: the spreadsheet rounded"),
        ("liste.csv", b"Nom;Mail\nPetit;\n", "line 2: no identifier"),
        ("liste.csv", b"Nom;Mail\nPetit;zoe@a.example\nRoy;zoe@b.example\n", "line 3: student 'zoe' is on line 2"),
        ("liste.csv", b"a;b\n1;2\n", "no line of column names"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CourseError, match=says):
        rosters.read(tmp_path / name)


def test_an_address_becomes_an_identifier_that_collect_takes(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Nom,Mail\nO’Neill Seán,seán.o'neill@u.example\n", encoding="utf-8")
    (student,) = rosters.read(path, "https://g.example/{student}.git")
    assert student["student"] == "sean.o-neill" and student["repository"] == "https://g.example/sean.o-neill.git"


def test_classes_are_no_pairs(tmp_path):
    path, told = tmp_path / "liste.csv", []
    lines = [f"e{n}@u.example;{'TD 1' if n < 9 else f'TD 1, Binôme {n // 2}'}" for n in range(12)]
    path.write_text("Mail;Groupes\n" + "\n".join(lines), encoding="utf-8")
    found = rosters.read(path, "https://g.example/{group}.git", told.append)
    assert [one["group"] for one in found] == [""] * 9 + ["Binome-4", "Binome-5", "Binome-5"]
    assert found[0]["repository"] == "https://g.example/e0.git" and found[10]["repository"].endswith("Binome-5.git")
    assert told == ["group 'TD 1' has 12 students: taken for a class, not for a pair; left out"]


@given(st.lists(st.text("Nom;Mail@,\t\"'\n0.,-E+éœ ", max_size=12), max_size=12))
@settings(max_examples=60)
def test_what_is_written_can_be_collected(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("odd")
    (folder / "in.csv").write_text("Nom;Mail;Groupe\n" + ";".join(cells), encoding="utf-8", newline="")
    with contextlib.suppress(CourseError):
        rows = rosters.read(folder / "in.csv")
        tables.write_csv(folder / "out.csv", roster.COLUMNS, rows)
        assert len(roster.read(folder / "out.csv")) == len(rows) if rows else True


# Apogée: the same four students, as other exports have them.

VALUES = FILE[FILE.index("XX-APO_VALEURS-XX") :]
ODD = {
    "the values before the columns": VALUES + "\n" + FILE[: FILE.index("XX-APO_VALEURS-XX")],
    "a mark": "\ufeff" + FILE,
    "no last end of line": FILE.rstrip("\n"),
    "tabs at the ends": FILE.replace("\n", "\t\t\n").replace("\n\t\t\n", "\n\n"),
    "lists with their meanings": FILE.replace("2\tABI\tABJ", "ABI : Absence\tABJ : Absence justifiée"),
    "another section at the end": FILE + "\nXX-APO_AUTRE-XX\n22000001\tx\ty\tz\n",
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ODD)
def test_only_the_marks_change_in_any_export(name, ends):
    before = ODD[name].replace("\n", ends).encode("utf-8")
    file = Apogee(before)
    column = file.column("APPRO", "0")
    assert [one.number for one in file.entries] == ["22000001", "22000002", "22000003", "22000004"]
    after = file.fill(column, {"22000001": 12.25, "22000003": "ABJ"})
    assert file.fill(column, {}) == before
    changed = [(a, b) for a, b in zip(before.split(b"\n"), after.split(b"\n"), strict=True) if a != b]
    assert [b.split(b"\t")[4] for _, b in changed] == [b"12,25", b"ABJ"]
    for a, b in changed:
        old, new = a.split(b"\t"), b.split(b"\t")
        assert (old[:4], old[5:]) == (new[:4], new[5:])


def test_two_columns_of_one_code_are_told_apart_by_their_names():
    twice = FILE.replace("apoL_c0004\tELP\tSTATS", "apoL_c0004\tELP\tAPPRO")
    with pytest.raises(CourseError, match=r"apoL_c0001 APPRO.*apoL_c0004 APPRO"):
        Apogee(twice.encode()).column("APPRO", "0")
    assert Apogee(twice.encode()).column("apoL_c0004").name == "apoL_c0004"


@pytest.mark.parametrize("scale", ["0", "20/0", "-20", "vingt", "nan"])
def test_a_scale_that_is_none_is_a_sentence(scale):
    file = Apogee(FILE.replace("\t\t20\t", f"\t\t{scale}\t").encode())
    with pytest.raises(CourseError, match="barème of ÁLVAREZ Inès"):
        file.fill(file.column("APPRO", "0"), {"22000001": 12})


def test_names_as_two_administrations_write_them():
    for one, other in [
        ("ŒUVRARD Zoé", "Zoe Oeuvrard"),
        ("LE GOFF Anne-Marie", "Annemarie LEGOFF"),
        ("D'ALMEIDA Luís", "Luis d’Almeida"),
        ("ÅSTRÖM Bjørn", "Bjorn Astrom"),
        ("ЛЕБЕДЕВА Анна", "Анна Лебедева"),
        ("WEIß Jürgen", "Jurgen Weiss"),
    ]:
        assert same_person(one, other), (one, other)
    assert not same_person("MARTIN Zoé", "Zoé Martinet")


@pytest.fixture
def course(tmp_path):
    course = small_course.make(tmp_path)
    rows = [{"student": who, "name": name, "number": number.lstrip("0")} for who, name, number in TWO]
    tables.write_csv(course.records / "tp1" / "roster.csv", roster.COLUMNS, rows)
    return course


def filled(course, tmp_path, text):
    (tmp_path / "in.txt").write_bytes(text.encode("cp1252"))
    rows = [ModuleRow(who, name, {"tp1": 9.5}, mark=9.5) for who, name, _ in TWO]
    told = register.apogee(course, rows, tmp_path / "in.txt", tmp_path / "out.txt", "APPRO", "0")
    return told, (tmp_path / "out.txt").read_bytes().decode("cp1252")


def test_a_note_that_was_there_is_told(course, tmp_path):
    told, after = filled(course, tmp_path, FILE.replace("23/09/2003\t\t", "23/09/2003\tABJ\t"))
    assert "22000001 ÁLVAREZ Inès: in.txt had ABJ, now 9,5" in told
    assert "23/09/2003\t9,5\t" in after and "02/01/2004\t4,75\t10" in after


def test_zeros_that_a_spreadsheet_took_are_no_other_student(course, tmp_path):
    _, after = filled(course, tmp_path, FILE.replace("22000001", "0022000001"))
    assert "0022000001\tÁLVAREZ\tInès\t 23/09/2003\t9,5" in after


def test_a_number_on_two_lines_is_looked_at_twice(course, tmp_path):
    other = "22000001\tMARTIN\tJean\t 01/01/2003\t\n"
    with pytest.raises(CourseError, match="22000001 is MARTIN Jean"):
        filled(course, tmp_path, FILE + other)
