import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import small_class

from course_admin.base.git import git
from course_admin.marking import grade
from course_admin.records import gradebook
from course_admin.tell import delivery, feedback

pytestmark = pytest.mark.slow

WRONG = "def mse(y_pred, y):\n    return abs(y_pred - y).mean()\n"
FAR = "def mse_gradient(X, y, w, b):\n    return 5 * w, 5 * b\n"
ATTACK = "<script>alert(1)</script> réponse"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """(course, student → text of the page, student → path) of a small class, Bob's answer marked by hand."""
    course = small_class.make(tmp_path_factory.mktemp("course"))
    works = {
        "far": (small_class.solved(course, ex4_mse_gradient=FAR), "2026-10-17T10:00"),
        "ana": (small_class.solved(course, ex4_mse=WRONG), "2026-10-17T10:00"),
        "bob": (small_class.solved(course, ex10_reponse=ATTACK), "2026-10-20T00:30"),
        "cut": (b"{", "2026-10-17T10:00"),
        "pair": (small_class.solved(course), "2026-10-17T10:00"),
    }
    for name, (content, date) in works.items():
        small_class.commit(course, course.root / name, content, date)
    students = ["far", "ana", "bob", "cut", "nowhere", "eva", "fay"]
    small_class.collected(course, students, groups={"eva": "pair", "fay": "pair"})
    tp1 = course.assignment("tp1")
    grade.mark(tp1)
    with gradebook.opened(course) as book:
        where = ("ex10_reponse", "petit", "tp1", "bob")
        book.find_grade(*where).manual_score = 0.5
        book.find_comment(*where).manual_comment = "Juste & bref."
        book.db.commit()
    paths = feedback.write_pages(tp1, course.moment("2026-10-27"))
    return course, {student: path.read_text(encoding="utf-8") for student, path in paths.items()}, paths


class Text(HTMLParser):
    """The words of a page, and what it would load."""

    def __init__(self, page):
        super().__init__()
        self.words, self.loads, self.tags = [], [], []
        self.feed(page)
        self.text = re.sub(r"\s+", " ", " ".join(self.words))

    def handle_data(self, data):
        self.words.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.loads += [value for name, value in attrs if name in ("src", "href", "srcset", "action")]


def test_everybody_has_a_page_where_the_contract_says(pages):
    course, texts, paths = pages
    assert set(texts) == {"far", "ana", "bob", "cut", "nowhere", "eva", "fay"}
    assert paths["ana"] == course.build / "feedback" / "ana" / "tp1.html"


def test_a_page_stands_alone_and_runs_nothing(pages):
    for page in pages[1].values():
        found = Text(page)
        assert found.loads == []
        assert "script" not in found.tags
        assert found.tags.count("h1") == 1


def test_points_messages_and_hints(pages):
    text = Text(pages[1]["ana"]).text
    assert "Note en attente" in text
    assert re.search(r"mse \(0 / 1\) : [^:]*MAE[^:]*mse\(", text)
    assert "mse_gradient (2 / 2) : test réussi : dw et db" in text
    assert "réponse rédigée, en attente de correction." in text
    assert "À relire : le chapitre" in text


def test_the_next_step_and_the_corrige_once_it_is_released(pages):
    course, texts, _ = pages
    text = Text(texts["ana"]).text
    assert "Reprenez d’abord « 3 · Compter » (1 point perdu aux tests) : relisez le chapitre" in text
    assert "notebooks/corriges/tp1.ipynb" in text
    assert "Tous les tests sont réussis" in Text(texts["bob"]).text
    early = feedback.write_pages(course.assignment("tp1"), course.moment("2026-10-20"))
    assert "tp1.ipynb" not in early["ana"].read_text(encoding="utf-8")
    feedback.write_pages(course.assignment("tp1"), course.moment("2026-10-27"))


def test_arrays_are_small_tables(pages):
    page = pages[1]["far"]
    assert "<caption>renvoyé</caption>" in page and "<caption>attendu</caption>" in page
    assert not re.search(r"au lieu de \[", page)


def test_the_marker_s_comment_the_penalty_and_where_it_comes_from(pages):
    text = Text(pages[1]["bob"]).text
    assert "16 / 20" in text  # 4.5 of 5 points are 18, less 2
    assert "Juste & bref." in text
    assert (
        "date limite le dimanche 18 octobre 2026 à 23 h 59, 2 jours entamés à 1 point par jour, 5 au plus −2 / 20"
        in text
    )
    assert "Rendu le mardi 20 octobre 2026 à 0 h 30" in text
    assert ATTACK in text  # as text


def test_no_source_of_a_test(pages):
    for page in pages[1].values():
        for secret in ("HIDDEN", "course_admin", "exercise_", "import "):
            assert secret not in Text(page).text.replace(small_class.ANSWERS["ex10_reponse"], "")


def test_who_handed_in_nothing_that_can_be_read_is_told_why(pages):
    assert "abîmé" in pages[1]["cut"]
    assert "introuvable" in pages[1]["nowhere"]


def test_delivery_by_git(pages):
    course, texts, paths = pages
    tp1, now = course.assignment("tp1"), course.moment("2026-10-27")
    trap = course.root / "ana" / ".git" / "hooks" / "post-receive"
    trap.parent.mkdir(exist_ok=True)
    trap.write_text(f"#!/bin/sh\ntouch {course.root}/trapped\n")
    trap.chmod(0o755)
    head = git("rev-parse", "HEAD", cwd=course.root / "ana").stdout
    first = delivery.push(tp1, paths, now)
    assert {owner: outcome.done for owner, outcome in first.items()} == {
        "far": True, "ana": True, "bob": True, "cut": True, "nowhere": False, "pair": True,
    }  # fmt: skip
    assert "introuvable" in first["nowhere"].text
    shown = git("show", "feedback/tp1:tp1-ana.html", cwd=course.root / "ana").stdout
    assert shown == texts["ana"]
    files = git("ls-tree", "--name-only", "feedback/tp1", cwd=course.root / "pair").stdout.split()
    assert files == ["tp1-eva.html", "tp1-fay.html"]
    assert git("rev-parse", "HEAD", cwd=course.root / "ana").stdout == head
    assert not (course.root / "trapped").exists()

    assert delivery.push(tp1, paths, now)["ana"].text == "already there"
    other = course.root / "other.html"
    other.write_text("<!doctype html><title>revu</title>")
    assert delivery.push(tp1, paths | {"ana": other}, now)["ana"].done
    log = git("log", "--format=%an %s", "feedback/tp1", cwd=course.root / "ana").stdout.splitlines()
    assert log == ["Équipe Correction de tp1 : Petit TP"] * 2


def test_a_page_is_readable_html_whatever_a_student_writes():
    page = Path(feedback.__file__).with_name("templates") / "feedback.html"
    assert "| safe" not in page.read_text(encoding="utf-8")
