"""`python -m course_admin.author.poly`: the released chapters as one PDF, to be printed or read without a network.

The pages are those of the site, printed by Chromium: no veil, no field, no folded code. Then they are put one behind
the other, with a contents page, bookmarks and page numbers.
"""

import argparse
import html
import io
import itertools
import sys
import tempfile
from pathlib import Path

from course_admin.author.chromium import A4_TEXT, FIT, NUMBERED, chromium
from course_admin.author.site import build_pages, chapters_among, released
from course_admin.base.errors import CourseError, in_one_line
from course_admin.base.tables import write_whole
from course_admin.plan.course import Course

SCALE = 0.8  # of the site's letters
MARGINS = {"top": "16mm", "bottom": "18mm", "left": "18mm", "right": "18mm"}
COVER = """<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font-family: "DejaVu Sans", sans-serif; }} h1 {{ margin: 6rem 0 1rem; }} h2 {{ margin-top: 4rem; }}
li {{ display: flex; justify-content: space-between; margin: 0.5rem 0; border-bottom: 1px dotted #888; }}
ul {{ padding: 0; }}
</style><h1>{title}</h1><p>Les chapitres, tels qu’ils étaient le {date}.</p><h2>Sommaire</h2><ul>{lines}</ul>"""
# Links of the site lead nowhere on paper: they are plain words. Nothing is folded, and images are there before that.
READY = """async () => {
    for (const link of document.querySelectorAll("a[href]"))
        if (!/^https?:/.test(link.href)) link.removeAttribute("href");
    for (const folded of document.querySelectorAll("details:not(.hide)")) folded.open = true;
    for (const image of document.images) {
        image.loading = "eager";
        await image.decode();
    }
    await window.MathJax?.startup.promise; // a page without formulas has none
}"""
# What is printed of them; MathJax draws a formula without letters, and keeps them for screen readers.
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((one) => one.getClientRects().length)
    .map((one) => {
        const copy = one.cloneNode(true);
        copy.querySelectorAll(".headerlink").forEach((link) => link.remove());
        return copy.textContent.replace(/\\s+/g, " ").trim();
    })"""


def print_course(course, to, now):
    """Print the chapters that are released at `now` into the file `to`; return it. Raises CourseError."""
    with chromium("the polycopié is") as browser, tempfile.TemporaryDirectory() as aside:
        contents = released(course, now)
        chapters = chapters_among(course, contents)
        if not chapters:
            raise CourseError(f"no chapter is released before {now:%Y-%m-%d}; give a later --now")
        build_pages(course, Path(aside, "site"), contents)
        pages = [Path(aside, "site", chapter.path).with_suffix(".html") for chapter in chapters]
        headings, printed = zip(*(_printed(browser, page) for page in pages), strict=True)
        write_whole(to, _bound(browser, course.title, now, headings, printed))
    return to


def _printed(browser, page):
    """The headings of a page of the site (a path), and its PDF."""
    tab = browser.new_page(viewport={"width": round(A4_TEXT / SCALE), "height": 900})
    tab.emulate_media(media="print", color_scheme="light")
    tab.goto(page.as_uri())
    tab.evaluate(READY)
    tab.evaluate(FIT)
    headings = tab.evaluate(HEADINGS)
    pdf = tab.pdf(format="A4", margin=MARGINS, scale=SCALE, print_background=True, outline=True, tagged=True)
    tab.close()
    return headings, pdf


def _bound(browser, title, now, headings, printed):
    """One PDF (bytes) of the printed chapters, behind a contents page."""
    from pypdf import PdfReader, PdfWriter

    readers = [PdfReader(io.BytesIO(pdf)) for pdf in printed]
    firsts, total = [], 1  # the contents take the first page
    for reader in readers:
        firsts.append(total + 1)
        total += len(reader.pages)
    lines = "".join(
        f"<li><span>{html.escape(chapter)}</span><span>{first}</span></li>"
        for (chapter, *_), first in zip(headings, firsts, strict=True)
    )
    cover = COVER.format(title=html.escape(title), date=f"{now:%d/%m/%Y}", lines=lines)
    blank = '<div style="break-after: page">&nbsp;</div>' * (total - 1) + "&nbsp;"
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(_page(browser, cover))), outline_item="Sommaire")
    for reader in readers:
        writer.append(reader)
    numbers = PdfReader(io.BytesIO(_page(browser, blank, **NUMBERED)))
    _entitle(writer, ["Sommaire", *itertools.chain(*headings)])
    for page, number in zip(writer.pages, numbers.pages, strict=True):
        page.merge_page(number)
    writer.compress_identical_objects()
    writer.add_metadata({"/Title": title})
    writer.page_mode = "/UseOutlines"
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _entitle(writer, titles):
    """Give the outline's entries these titles, in order: Chromium's own lose a space at a line's end, or come twice."""
    from pypdf.generic import NameObject, TextStringObject

    def entries(parent):
        child = parent.get("/First")
        while child:
            child = child.get_object()
            yield child
            yield from entries(child)
            child = child.get("/Next")

    for entry, title in zip(entries(writer.get_outline_root()), titles, strict=True):
        entry[NameObject("/Title")] = TextStringObject(title)


def _page(browser, content, **options):
    """The PDF of a page that is given as HTML."""
    tab = browser.new_page()
    tab.set_content(content)
    pdf = tab.pdf(format="A4", margin=MARGINS, **options)
    tab.close()
    return pdf


@in_one_line
def main(arguments=None):
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m course_admin.author.poly", description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, help="the file; default: build/polycopie.pdf")
    parser.add_argument("--now", help="ISO 8601: what is released at that date; default: now")
    options = parser.parse_args(arguments)
    course = Course.load()
    now = course.moment(options.now) if options.now else course.now()
    print(print_course(course, options.to or course.build / "polycopie.pdf", now))
    return 0


if __name__ == "__main__":
    sys.exit(main())
