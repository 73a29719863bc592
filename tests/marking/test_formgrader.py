"""A written answer is marked in nbgrader's formgrader, in JupyterLab, and the mark arrives in `course marks`."""

import sys

import pytest
import small_class
import student_machine
from lab_page import LabPage
from playwright.sync_api import expect

from course_admin.base.tables import read_csv
from course_admin.marking import grade
from course_admin.marks import module as marks
from course_admin.marks import rows as grade_rows

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of two, graded but for the written answer."""
    course = small_class.make(tmp_path_factory.mktemp("course"))
    for student in ("ana", "bob"):
        answers = {"ex10_reponse": f"Réponse de {student}."}
        small_class.commit(course, course.root / student, small_class.solved(course, **answers), "2026-10-17T10:00")
    small_class.collected(course, ["ana", "bob"])
    grade.grade(course, course.assignment("tp1"))
    return course


def test_a_mark_given_in_formgrader_arrives(course, browser, tmp_path):
    assert {row["mark"] for row in read_csv(course.build / "grades" / "tp1.csv", grade_rows.COLUMNS)} == {""}
    command = (sys.executable, "-m", "jupyterlab", ".")
    with student_machine.make_lab(course.root, tmp_path / "private", command) as address:
        tab = LabPage(browser, address)
        tab.menu("Nbgrader", "Formgrader")
        frame = tab.page.frame_locator(".jp-MainAreaWidget iframe")
        frame.get_by_role("link", name="Manual Grading", exact=True).click()
        frame.get_by_role("heading", name="Manual Grading").wait_for()  # the page before it has a link « tp1 » too
        for link in ("tp1", "petit"):
            frame.get_by_role("link", name=link, exact=True).first.click()
            frame.locator(".breadcrumb .active", has_text=link).wait_for()
        for submission in ("Submission #1", "Submission #2"):
            frame.get_by_role("link", name=submission).click()
            answer = frame.get_by_text("Réponse de ")
            full_marks = answer.inner_text() == "Réponse de ana."
            score = frame.locator("input.score#ex10_reponse")
            expect(score).to_have_class("score tabbable needs_manual_grade")
            with tab.page.expect_response(
                lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"
            ):
                score.fill("1" if full_marks else "0.5")
                score.press("Tab")
            frame.get_by_role("link", name="petit", exact=True).click()
        tab.page.screenshot(path=tmp_path / "end.png")
        tab.page.close()
    rows, _ = marks.marks(course, so_far=True)
    assert {row["student"]: row["tp1"] for row in rows} == {"ana": 20, "bob": 18}
