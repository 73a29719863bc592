"""What tests share: a real browser."""

import shutil

import pytest


@pytest.fixture(scope="module")  # its event loop must not outlive the module that asked for it
def browser():
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()
