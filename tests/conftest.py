"""What tests share: a real browser, Keras as marking has it, which files go first, and how properties are tried."""

import shutil

import pytest
from hypothesis import settings

# Two workers take whole files: the longest come first, so that none is left alone with one at the end.
LONGEST = [
    "answers/test_answers_tp4.py",
    "answers/test_answers_tp2.py",
    "answers/test_answers_tp3.py",
    "marking/test_grade.py",
    "demo/test_demo.py",
    "engine/test_cluster.py",
    "collect/test_corpus.py",
    "answers/test_answers_projet.py",
    "release/test_release.py",
    "demo/test_semester.py",
    "author/test_site.py",
    "student/test_jupyterlab.py",
    "engine/test_user.py",
    "marking/test_formgrader.py",
    "marking/test_nbgrader_stock.py",
    "marking/test_hostile_repositories.py",
    "plan/test_two_years.py",
]


def pytest_collection_modifyitems(items):
    names = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: names.get("/".join(item.path.parts[-2:]), len(names)))


# A slow machine is no fault; the same examples in every run, `make fuzz` looks for others.
settings.register_profile("course", deadline=None, derandomize=True, database=None)
settings.load_profile("course")
settings.register_profile("fuzz", max_examples=500, deadline=None, derandomize=False)  # a round of `make fuzz`


@pytest.fixture(scope="module")  # its event loop must not outlive the module that asked for it
def browser():
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def quick_keras():
    """Keras as the warm workers of marking have it, for the banks: the same verdicts in three quarters of the time."""
    from course_admin.marking.engine.quick_keras import make_quick

    make_quick()
