"""Exam papers: twenty points, no answer in the sujet, all that is needed in the file, nothing of them in a release."""

import re
from pathlib import Path

import pytest

from course_admin.author.exam import assemble, bank, read
from course_admin.base.errors import CourseError
from course_admin.plan.course import Course
from course_admin.release.contents import release_files

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
ANNALES = sorted((COURSE.root / "docs" / "annales").glob("*.md"))
PAPERS = sorted((COURSE.root / "docs" / "examens").glob("*.toml"))
SECRET = """\
# Sujet de juin

## Question S.1 · Le robot jardinier (20 points, 60 minutes)

Que voit un robot jardinier ?

<details><summary>Corrigé</summary>

Des fleurs. *Barème : 12 + 8.*

</details>
"""
PLAN = """\
session = "Première session"
minutes = 120
instructions = "Aucun document."
questions = [{questions}]
"""


def write(folder, questions, more=""):
    path = folder / "juin.toml"
    path.write_text(PLAN.format(questions=", ".join(f'"{one}"' for one in questions)) + more, encoding="utf-8")
    return path


def test_the_bank_has_every_question_with_its_scheme():
    text = "\n".join(page.read_text(encoding="utf-8") for page in ANNALES)
    assert len(bank(ANNALES)) == text.count("\n## Question ") >= 25


def test_marks_by_step_make_the_points_of_the_question():
    """Where a scheme is a plain sum, it is right; what is recomputed in an answer is in tests/test_annales*.py."""
    sums = 0
    for one in bank(ANNALES).values():
        plain = re.fullmatch(r"[\d,]+(?: \+ [\d,]+)+(?=[.;]).*", one.scheme.replace("\xa0", " "))
        if plain:
            steps = re.match(r"[\d, +]+", one.scheme.replace("\xa0", " "))[0].split("+")
            assert sum(float(step.strip().strip(",").replace(",", ".")) for step in steps) == one.points, one.id
            sums += 1
    assert sums >= 15


def test_the_ready_papers_cover_every_chapter():
    ids = [question.id for paper in PAPERS for question in read(COURSE, paper)[1]]
    assert len(PAPERS) >= 2 and len(set(ids)) == len(ids)
    assert {id.split(".")[0] for id in ids} == {str(number) for number in range(1, 8)}


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_a_paper_is_printed(paper, tmp_path, browser_of_its_own):
    files = assemble(COURSE, paper, tmp_path)
    assert [path.name.removeprefix(paper.stem) for path in files] == [
        "_sujet.html", "_sujet.pdf", "_corrige.html", "_corrige.pdf",
    ]  # fmt: skip
    sujet, corrige = (files[n].read_text(encoding="utf-8") for n in (0, 2))
    questions = read(COURSE, paper)[1]
    words = [
        max(re.findall(r"[\w’ ]{25,}", one.answer), key=len)
        for one in questions
        if re.search(r"[\w’ ]{25,}", one.answer)
    ]
    assert words and all(some in corrige and some not in sujet for some in words)
    assert corrige.count('class="scheme"') == len(questions) and "Barème" not in sujet and "candidate" in sujet
    for page in (sujet, corrige):
        assert "<svg" in page and "$" not in page and "<script" not in page
        assert not re.search(r'(?:src|href)="(?!#)', page)
    assert all(files[n].read_bytes().startswith(b"%PDF") for n in (1, 3))
    browser_of_its_own(files[0])


@pytest.fixture
def browser_of_its_own():
    """Look at a page as wide as a sheet: nothing may stick out of it, and nothing else be asked for."""
    import shutil

    from playwright.sync_api import sync_playwright

    def look(path):
        with sync_playwright() as play:
            chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            tab = chromium.new_page(viewport={"width": 660, "height": 900})
            asked = []
            tab.on("request", lambda one: asked.append(one.url))
            tab.goto(path.as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= 660
            assert asked == [path.as_uri()]
            chromium.close()

    return look


@pytest.mark.parametrize(
    ("questions", "more", "says"),
    [
        (["1.1"], "", "make 3 points; an exam has 20"),
        (["1.1", "9.9"], "", "unknown or repeated questions"),
        (["1.1"], "salle = 3\n", "salle"),
        (["S.1"], 'secret = ["nulle_part.md"]\n', "nulle_part.md"),
    ],
)
def test_a_wrong_paper_is_one_line(tmp_path, questions, more, says):
    with pytest.raises(CourseError, match=says):
        read(COURSE, write(tmp_path, questions, more))


def test_a_secret_paper_stays_at_home(tmp_path):
    """Its questions lie beside its TOML, in records/; a release reads the annales of its chapters and nothing else."""
    (tmp_path / "juin.md").write_text(SECRET, encoding="utf-8")
    _, (question,) = read(COURSE, write(tmp_path, ["S.1"], 'secret = ["juin.md"]\n'))
    assert question.points == 20 and question.scheme == "12 + 8."
    last = COURSE.assignments[-1]
    files = release_files(last, last.opens)
    assert not any("examens" in path or path.startswith(("records/", "docs/")) for path in files)
    shipped = {path for path in files if path.startswith("annales/")}
    assert shipped <= {f"annales/{chapter.id}.md" for chapter in COURSE.chapters}
