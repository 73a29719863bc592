"""A stranger's text is inert in every medium, and there is no other way to write it."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_admin.base import inert, tables

ADMIN = Path(inert.__file__).parents[1]
FORMULAS = [
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "a;=1",
    "a\n=1",
    "＝1",
    "a\r=1",
    "'=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text):
    for delimiter in ",;\t":
        buffer = io.StringIO(newline="")
        csv.writer(buffer, lineterminator="\n").writerow(["ana", inert.cell(text), "x"])
        for line in csv.reader(io.StringIO(buffer.getvalue(), newline=""), delimiter=delimiter):
            assert not [cell for cell in line if re.match(r"\s*[=+\-@＝＋－＠]|\t", cell)], (delimiter, line)


@given(st.text() | st.text(alphabet="'=-@;\t\r\n a", max_size=8))
def test_a_cell_comes_back(text):
    assert inert.uncell(inert.cell(text)) == inert.plain(text.replace("\r\n", "\n").replace("\r", "\n"))


def test_a_roster_comes_back(tmp_path):
    rows = [{"student": "ana", "name": "=Ana", "mark": -1.5}, {"student": "bob", "name": "'-x", "mark": None}]
    tables.write_csv(tmp_path / "a.csv", ("student", "name", "mark"), rows)
    assert [row["name"] for row in tables.read_csv(tmp_path / "a.csv", ("student", "name"))] == ["=Ana", "'-x"]
    assert "ana,'=Ana,-1.5\n" in (tmp_path / "a.csv").read_text()


@given(st.text())
def test_a_terminal_shows_any_text_and_obeys_none(text):
    file = io.StringIO()
    inert.Console(file=file, force_terminal=True, width=80).print(f"[/x][bold]{text}")
    assert file.getvalue().startswith("[/x][bold]")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", file.getvalue())


@given(st.text())
def test_an_issue_shows_any_text_and_obeys_none(text):
    assert re.fullmatch(r"(&#\d+;|[^!-/:-@\[-`{-~\n])*", inert.markdown(text))


@given(st.text())
def test_a_file_name_stays_in_its_folder(text):
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._@+-]{0,100}", inert.filename(text))


def test_a_page_keeps_what_shows_and_drops_what_acts():
    kept = '<p>a <b>b</b></p><img src="data:image/png;base64,AAAA" alt="x"><a href="https://x.example">l</a>'
    assert inert.page(kept) == kept
    acts = '<img src="/api/kernels"><a href="java\nscript:x">l</a><a href="data:text/html,x">m</a>'
    acts += '<p onclick="x" style="x">'
    assert not re.search(r"api|script|data|onclick|style", inert.page(acts))


def test_there_is_no_other_way_to_write():
    """A console of rich's, a CSV writer, an escape of one's own: each would be a way around this module."""
    ways = (
        r"rich\.console|rich\.markup|rich\.print|csv\.(Dict)?[wW]riter|html\.escape|import bleach|\bMarkup\(|\| ?safe\b"
    )
    allowed = {"base/inert.py", "base/tables.py", "records/ledger.py"}
    rooms = ("base", "collect", "marking", "marks", "plan", "records", "tell")
    files = [path for room in rooms for kind in ("*.py", "*.html") for path in (ADMIN / room).rglob(kind)]
    found = {str(path.relative_to(ADMIN)) for path in (*files, ADMIN / "cli.py") if re.search(ways, path.read_text())}
    assert found <= allowed
