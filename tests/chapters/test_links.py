"""Every internal link of every notebook leads somewhere: the file exists, and the heading that an anchor names.

JupyterLab makes a heading's anchor of its text, spaces as hyphens, case and accents kept; the site does the same
(`course_admin.author.site.slug`), and slides keep only links to pages (`tests/author/test_slides.py`).
"""

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from course_admin.author import notebooks
from course_admin.author.site import slug

ROOT = Path(__file__).resolve().parents[2]
PATHS = notebooks.find([ROOT / "notebooks"])
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)|<(?:a|img)\b[^>]*\b(?:href|src)=\"([^\"]+)\"")
MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`]")


def prose(path):
    """The Markdown cells of a notebook, their code left out."""
    return [CODE.sub("", cell.source) for cell in notebooks.read(path).cells if cell.cell_type == "markdown"]


def links(path):
    """The targets of a notebook's links that stay inside the course."""
    found = [link or other for text in prose(path) for link, other in LINK.findall(text)]
    return [target for target in found if not re.match(r"(?:https?|mailto|data|attachment):", target)]


def anchors(path):
    """The anchors of a notebook's headings, as JupyterLab writes them."""
    cells = [cell.source for cell in notebooks.read(path).cells if cell.cell_type == "markdown"]
    text = "\n".join(re.sub(r"```.*?```", "", cell, flags=re.S) for cell in cells)
    titles = re.findall(r"^#{1,6}[ \t]+(.+?)[ \t]*$", text, re.M)
    return {slug(MARKS.sub(r"\1", title)) for title in titles}


def leads_nowhere(path, target):
    """Why a link of the notebook at `path` leads nowhere; None where it does lead somewhere."""
    file, place = (unquote(part) for part in urldefrag(target))
    page = (path.parent / file).resolve() if file else path
    if not page.exists():
        return f"{target}: no such file"
    if place and page.suffix == ".ipynb" and place not in anchors(page):
        near = [anchor for anchor in anchors(page) if anchor.casefold() == place.casefold()]
        return f"{target}: no such heading" + (f"; is it #{near[0]}?" if near else "")
    return None


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_internal_link_leads_somewhere(path):
    assert [reason for target in links(path) if (reason := leads_nowhere(path, target))] == []


def test_the_test_sees_dead_links():
    """Its own eyes: a file that is not there, an anchor in the wrong case, a heading with marks in it."""
    page = ROOT / "notebooks" / "cours" / "00_prise_en_main.ipynb"
    assert leads_nowhere(page, "absent.ipynb").endswith("no such file")
    assert leads_nowhere(page, "#glossaire").endswith("is it #Glossaire?")
    assert leads_nowhere(page, "#Glossaire") is leads_nowhere(page, "00_prise_en_main.ipynb#%C3%80-retenir") is None
    assert "4.2-La-diffusion-(broadcasting)" in anchors(page)


def test_every_chapter_links_to_the_glossary():
    chapters = [path for path in PATHS if path.parent.name == "cours" and not path.stem.startswith("00_")]
    assert all(any(link.endswith("#Glossaire") for link in links(path)) for path in chapters)
