"""What tests share: a real browser, and how long properties are tried."""

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
