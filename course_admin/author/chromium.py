"""Chromium as a printer: what exam papers and the polycopié share."""

import contextlib
import shutil

from course_admin.base.errors import CourseError

A4_TEXT = 657  # px: an A4 sheet between its margins, 174 mm
# A formula that is wider than the sheet is drawn smaller: paper does not scroll.
FIT = """() => document.querySelectorAll('mjx-container[display="true"]').forEach((formula) => {
    const wide = formula.firstElementChild.getBoundingClientRect().width / formula.clientWidth;
    if (wide > 1) formula.style.fontSize = `${98 / wide}%`;
})"""
FOOTER = (
    '<div style="font: 8pt sans-serif; width: 100%; text-align: center">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)
NUMBERED = {"display_header_footer": True, "header_template": "<span></span>", "footer_template": FOOTER}


@contextlib.contextmanager
def chromium(wanted_by):
    """A Chromium driven by Playwright. Raises CourseError, which names what wanted it, where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        raise CourseError(f"{wanted_by} printed by Chromium (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
