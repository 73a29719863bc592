"""What tests share: a real browser, and how long properties are tried."""

import shutil

import pytest
from hypothesis import settings

settings.register_profile("course", deadline=None)  # a slow machine is no fault
settings.load_profile("course")
settings.register_profile("fuzz", max_examples=1_000_000, deadline=None)  # `make fuzz` stops it


@pytest.fixture(scope="module")  # its event loop must not outlive the module that asked for it
def browser():
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()
