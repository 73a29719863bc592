"""What tests share: a real browser, Keras as marking has it, and how long properties are tried."""

import shutil

import pytest
from hypothesis import settings

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
