"""`python -m course_admin.author.slides`: each chapter as slides, `build/slides/NN_name.html`, that need no network.

nbconvert's SlidesExporter makes them, with reveal.js and MathJax copied beside them. What a lecture shows is written in
each cell's metadata, in the key `slideshow`:

    slide_type   slide, subslide, fragment, - (goes on), notes (for the speaker) or skip, as in JupyterLab
    shown        of a Markdown cell, the blocks that are projected, counted from 0; the others are speaker's notes
    code         true: the code is projected too, above its outputs

A block is what blank lines separate. A heading inside a cell begins a slide (`##`) or a subslide (`###`). A cell that
calls `question` is projected as a question. The words in a notebook are those of the student who reads alone: most of
them belong in the notes (key S), and the room sees titles, formulas, questions and figures.
"""

import argparse
import itertools
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell

from course_admin.author import moving
from course_admin.author.notebooks import find, read
from course_admin.base import npm
from course_admin.base.errors import CourseError, in_one_line
from course_admin.base.tables import write_whole
from course_admin.plan.course import Course

TEMPLATES = Path(__file__).with_name("templates")
SCRIPTS = ("page.js", "frames.js")  # of the site
LIBRARY = "lib"
REVEAL_PARTS = ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes")
MATHJAX_PARTS = ("es5/tex-svg-full.js",)
TYPES = ("slide", "subslide", "fragment", "-", "notes", "skip")
_HEADING = re.compile(r"(#{1,6}) +(.+)")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)([^)#]*)[^)]*\)")


@dataclass
class Slide:
    """One screen: the cells that are projected, in order, and what the speaker reads."""

    kind: str  # slide or subslide
    cells: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def build_decks(course, to, notebooks, moves=None, frames=f"{LIBRARY}/frames"):
    """Write the slides of these notebooks (paths), and the libraries beside them, into the folder `to`.

    Sliders and animations move as `moves` (what `moving.drawn` found) says; their frames go to `frames`, seen from
    `to`. Returns the pages' paths. Raises CourseError where a notebook has no slides.
    """
    found = {(course.sources / path).resolve(): path for path in moves or {}}
    for name, parts in ((npm.REVEAL, REVEAL_PARTS), (npm.MATHJAX, MATHJAX_PARTS)):
        for part in parts:
            npm.copy(npm.package(course, name), part, to / LIBRARY / name.partition("@")[0])
    pages, names = [], {path.name for path in notebooks}
    for path in notebooks:
        page = to / f"{path.stem}.html"
        deck = projected(_linked(read(path), names), path.name)
        moved = moving.shown(moves or {}, [(found.get(path.resolve()), deck)], to / frames)
        write_whole(page, _html(deck, course, moved, frames).encode())
        pages.append(page)
    return pages


def projected(notebook, name):
    """A notebook of what is projected alone, with the metadata that nbconvert expects. Raises CourseError."""
    deck = screens(notebook, name)
    if not deck:
        raise CourseError(f"{name} has no slides: no cell's metadata has a slideshow.slide_type")
    cells = []
    for screen in deck:
        first, *others = screen.cells
        first.metadata["slideshow"] = first.metadata.get("slideshow", {}) | {"slide_type": screen.kind}
        notes = [_markdown("\n\n".join(screen.notes), "notes")] if screen.notes else []
        cells += [first, *notes, *others]
    return nbformat.v4.new_notebook(metadata=notebook.metadata, cells=cells)


def screens(notebook, name):
    """The `Slide`s of a notebook. Raises CourseError where a cell's metadata cannot be followed."""
    deck, section = [], ""
    for cell in notebook.cells:
        settings = cell.metadata.get("slideshow", {})
        kind = settings.get("slide_type", "skip")
        if kind not in TYPES:
            raise CourseError(f"{name}, cell {cell.id}: slide_type is {kind!r}; expected one of {', '.join(TYPES)}")
        if kind == "skip":
            continue
        for piece, heading in _pieces(cell, kind, settings.get("shown"), name):
            if piece["kind"] in ("slide", "subslide") and piece["cells"]:
                section = re.sub(r"[*`]", "", heading) or section
                deck.append(Slide(piece["kind"]))
                if not heading and section:
                    deck[-1].cells.append(_markdown(f'<p class="section">{section}</p>', "-"))
            if not deck:
                raise CourseError(f"{name}, cell {cell.id}: the first cell that is shown must be a slide")
            deck[-1].notes += piece["notes"]
            deck[-1].cells += [_typed(one, piece["kind"]) for one in piece["cells"]]
    return [screen for screen in deck if screen.cells]


def _pieces(cell, kind, shown, name):
    """A cell as pieces, one a screen at most, each with the heading that it begins with ('' if none)."""
    if cell.cell_type == "code":
        content = [_question(cell)] if "question(" in cell.source else [cell]
        return [({"kind": kind, "cells": content, "notes": []}, "")]
    blocks = re.split(r"\n\s*\n", cell.source.strip())
    if kind == "notes":
        return [({"kind": "-", "cells": [], "notes": blocks}, "")]
    if shown is not None and not set(shown) <= set(range(len(blocks))):
        raise CourseError(f"{name}, cell {cell.id}: shown is {shown}, but its {len(blocks)} blocks count from 0")
    pieces, titled = [], False
    for number, block in enumerate(blocks):
        heading = _HEADING.match(block)
        alone = titled and heading  # a section's first subsection shares its screen
        titled = heading is not None
        if (heading and not alone) or not pieces:
            begins = ("slide" if len(heading[1]) < 3 else "subslide") if heading and pieces else kind
            pieces.append(({"kind": begins, "cells": [], "notes": []}, heading[2] if heading else ""))
        piece = pieces[-1][0]
        if shown is None or number in shown:
            piece["cells"].append(_markdown(block, "-"))
        else:
            piece["notes"].append(block)
    return [(piece, heading) for piece, heading in pieces if piece["cells"] or piece["notes"]]


def _question(cell):
    """The question that a code cell asks: its comments as sentences, the answers to be given as code."""
    lines = [line for line in cell.source.splitlines() if line.startswith("#") or "= None" in line]
    parts = []
    for asked, group in itertools.groupby(lines, key=lambda line: line.startswith("#")):
        if asked:
            parts.append(" ".join(line.lstrip("# ") for line in group))
        else:
            parts.append("\n".join(("```python", *group, "```")))
    return _markdown("\n\n".join(('<div class="question">', "**À vous.**", *parts, "</div>")), "-")


def _linked(notebook, names):
    """The notebook with links to the slides of the notebooks `names`; its links to other files are plain words."""

    def link(found):
        words, target = found.groups()
        return f"[{words}]({target.removesuffix('.ipynb')}.html)" if target in names else words

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _LINK.sub(link, cell.source)
    return notebook


def _markdown(text, kind):
    return new_markdown_cell(text, metadata={"slideshow": {"slide_type": kind}})


def _typed(cell, kind):
    """The cell, as what goes on (or appears) on its screen; `projected` marks the first one."""
    cell.metadata["slideshow"] = cell.metadata.get("slideshow", {}) | {
        "slide_type": "fragment" if kind == "fragment" else "-"
    }
    return cell


def _html(notebook, course, moved, frames):
    """The page, by nbconvert; `moved` is the script that says what moves on it."""
    from nbconvert.exporters import SlidesExporter
    from traitlets.config import Config

    exporter = SlidesExporter(
        config=Config(
            {"HTMLExporter": {"language_code": "fr", "exclude_input_prompt": True, "exclude_anchor_links": True}}
        ),
        template_name="slides",
        extra_template_basedirs=[str(TEMPLATES)],
    )
    slides = {
        "library": LIBRARY,
        "title": notebook.metadata.get("title", course.title),
        "frames": frames,
        "moved": moved.replace("</", "<\\/"),
        "scripts": "\n".join((TEMPLATES / "site" / name).read_text(encoding="utf-8") for name in SCRIPTS),
    }
    page, _ = exporter.from_notebook_node(notebook, {"slides": slides})
    return page


@in_one_line
def main(arguments=None):
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m course_admin.author.slides", description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", help="notebooks or folders (default: the chapters)")
    parser.add_argument("--to", type=Path, help="where; default: build/slides")
    parser.add_argument("--still", action="store_true", help="run no chapter: sliders and animations do not move")
    options = parser.parse_args(arguments)
    course = Course.load()
    notebooks = find(options.notebooks or [course.sources / "notebooks" / "cours"])
    asked = {path.resolve() for path in notebooks}
    chapters = [chapter for chapter in course.chapters if (course.sources / chapter.path).resolve() in asked]
    moves = {} if options.still else moving.drawn(course, chapters)
    for page in build_decks(course, options.to or course.build / "slides", notebooks, moves):
        print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
