"""The report pages: the numbers of a class that is really marked, and how they look in a browser."""

import re

import pytest
import small_class

from course_admin.base.errors import CourseError
from course_admin.marking import grade
from course_admin.records import gradebook
from course_admin.records.verdict import Verdict
from course_admin.tell import report

pytestmark = pytest.mark.slow

ABSOLUTE = "import numpy as np\n\n\ndef mse(y_pred, y):\n    return np.abs(np.subtract(y_pred, y)).mean()\n"
ATTACK = "def mse(y_pred, y):\n    '</pre><script>document.title = 1</script>'\n    return 0.0\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = small_class.make(tmp_path_factory.mktemp("course"))
    works = {
        "ana": (small_class.solved(course), "2026-10-17T10:00"),
        "bob": (small_class.solved(course, ex4_mse=ABSOLUTE), "2026-10-20T00:30"),
        "cyd": (small_class.solved(course, ex4_mse=ABSOLUTE), "2026-10-17T10:00"),
        "dan": (small_class.solved(course, ex4_mse=ATTACK), "2026-10-17T10:00"),
        "cut": (b"{", "2026-10-17T10:00"),
    }
    for name, (content, date) in works.items():
        small_class.commit(course, course.root / name, content, date)
    small_class.collected(course, [*works, "eva"])
    grade.mark(course.assignment("tp1"))
    with gradebook.opened(course) as book:
        for name in ("ana", "bob", "cyd"):
            given = book.find_grade("ex10_reponse", "petit", "tp1", name)
            given.manual_score, given.needs_manual_grade = 1.0, False
        book.db.commit()
    return course


@pytest.fixture(scope="module")
def page(course):
    return report.tp_report(course.assignment("tp1"))


def text(path):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8").split("</style>")[-1]))


def test_the_contract_says_where_and_it_stands_alone(course, page):
    assert page == course.build / "reports" / "tp1.html"
    assert not re.search(r'(?:src|href)="', page.read_text(encoding="utf-8"))


def test_the_numbers_are_those_of_the_class(page):
    said = text(page)
    for words in ("copies corrigées : 4", "copies illisibles : 1", "1 note attend encore", "3 / 3"):
        assert words in said
    assert "mse 25 % de 1 1 / 4" in said
    assert "count_parameters 100 % de 1 4 / 4" in said
    assert "bob, cyd" in said and "mse_valeur_absolue" in said
    assert "Bob (bob) : 24,52 h, −2 points" in said


def test_similar_submissions_are_side_by_side_and_harmless(page, browser):
    tab = browser.new_page()
    errors = []
    tab.on("pageerror", lambda error: errors.append(error))
    tab.on("request", lambda request: errors.append(request.url) if not request.url.startswith("file:") else None)
    tab.goto(page.as_uri())
    assert tab.title() == "Rapport · TP1"
    pair = tab.locator("summary", has_text="bob et cyd : 100 %")
    shown = tab.locator("details", has=pair).locator(".alike").first
    assert not shown.is_visible()
    pair.click()
    assert shown.is_visible()
    assert errors == []


def test_it_is_readable_on_a_phone(page, browser):
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    tab.goto(page.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_module_has_a_line_for_everybody(course):
    path = report.module_report(course)
    said = text(path)
    assert "4 copies corrigées sur 6 étudiants" in said
    assert all(name in said for name in ("ana", "bob", "cyd", "dan", "cut", "eva"))
    assert said.count("1 travail sans copie lue") == 2


def test_nothing_graded_is_one_line(tmp_path):
    course = small_class.make(tmp_path / "course")
    with pytest.raises(CourseError, match="course grade tp1"):
        report.module_report(course)
    with pytest.raises(CourseError):
        report.tp_report(course.assignment("tp1"))


def test_a_test_that_nobody_passes_or_that_says_nothing_is_suspect():
    def verdicts(points):
        return {
            str(n): Verdict(str(n), points=p, max_points=1.0, status="passed" if p else "failed")
            for n, p in enumerate(points)
        }

    totals = {str(n): float(n) for n in range(10)}
    assert report._test("f", "1", verdicts([0] * 10), totals).suspect == "personne ne le réussit"
    assert report._test("f", "1", verdicts([1] * 5 + [0] * 5), totals).suspect == "sans rapport avec le reste"
    assert report._test("f", "1", verdicts([0] * 5 + [1] * 5), totals).suspect == ""
    assert report._test("f", "1", verdicts([1] * 10), totals).relation is None
