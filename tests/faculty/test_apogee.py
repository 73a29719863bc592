"""Apogée's file: only the cells of the marks change, byte for byte; nothing is guessed."""

import pytest
from apogee_file import FILE
from hypothesis import given, settings
from hypothesis import strategies as st

from course_admin.base.errors import CourseError
from course_admin.faculty.apogee import Apogee, same_person

MARKS = {"22000001": 12.25, "22000002": 13, "22000003": "ABJ", "22000004": 8.005}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_only_the_marks_change(ends, encoding):
    before = FILE.replace("’", "'").replace("\n", ends).encode(encoding)
    apogee = Apogee(before)
    after = apogee.fill(apogee.column("APPRO", "0"), MARKS)
    changed = [(a, b) for a, b in zip(before.split(b"\n"), after.split(b"\n"), strict=True) if a != b]
    cells = [[c.decode(encoding) for c in b.rstrip(b"\r").split(b"\t")] for _, b in changed]
    assert [(row[0], row[4]) for row in cells] == [
        ("22000001", "12,25"), ("22000002", "6,5"), ("22000003", "ABJ"), ("22000004", "8,01")
    ]  # fmt: skip
    for a, b in changed:
        old, new = a.rstrip(b"\r").split(b"\t"), b.rstrip(b"\r").split(b"\t")
        assert old[:4] + old[5:] == new[:4] + new[5:]
        assert a.endswith(b"\r") == b.endswith(b"\r")


@given(st.dictionaries(st.sampled_from(sorted(MARKS)), st.decimals(0, 20, places=2)), st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_filling_again_with_the_same_marks_changes_nothing(marks, crlf, final):
    before = (FILE.replace("’", "'") if final else FILE.replace("’", "'").rstrip("\n")).replace(
        "\n", "\r\n" if crlf else "\n"
    )
    once = Apogee(before.encode("latin-1"))
    filled = once.fill(once.column("APPRO", "0"), marks)
    again = Apogee(filled)
    assert again.fill(again.column("APPRO", "0"), marks) == filled
    assert once.fill(once.column("APPRO", "0"), {}) == before.encode("latin-1")


def test_a_column_is_named_by_its_code_and_session():
    apogee = Apogee(FILE.encode())
    assert apogee.column("STATS").name == "apoL_c0004"
    assert apogee.column("APPRO", "2").name == "apoL_c0005"
    with pytest.raises(CourseError, match=r"several.*APPRO \(session 0\).*APPRO \(session 2\)"):
        apogee.column("APPRO")
    with pytest.raises(CourseError, match="no column of notes of code MATHS"):
        apogee.column("MATHS")


def test_an_absence_that_the_file_does_not_list_is_refused():
    apogee = Apogee(FILE.replace("2\tABI\tABJ\n", "").encode())
    with pytest.raises(CourseError, match="does not have ABJ"):
        apogee.fill(apogee.column("APPRO", "0"), MARKS)


@pytest.mark.parametrize(
    "text", ["", "student,mark\n", "XX-APO_COLONNES-XX\n", "XX-APO_COLONNES-XX\nXX-APO_VALEURS-XX\n"]
)
def test_another_file_is_refused_in_a_sentence(text):
    with pytest.raises(CourseError, match="XX-APO"):
        Apogee(text.encode())


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_a_file_or_a_sentence(junk):
    for content in (junk, b"XX-APO_COLONNES-XX\n" + junk + b"\nXX-APO_VALEURS-XX\n" + junk):
        try:
            apogee = Apogee(content)
        except CourseError:
            continue
        assert b"\n".join(apogee.lines) == content


def test_names_are_compared_as_people_write_them():
    assert same_person("ÁLVAREZ Inès", "Ines Alvarez")
    assert same_person("LE GOFF Anne-Marie", "Anne Marie Le Goff")
    assert not same_person("ÁLVAREZ Inès", "Inès Bernard")
    assert not same_person("", "Inès")
