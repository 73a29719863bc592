"""Frames for the site's sliders and animations that nobody had to draw: the stored figure, a number on it.

A chapter's run takes a minute; its page is the same with these: their alternative texts, labels and, where the source
writes them out, values are the chapter's.
"""

import ast
import base64
import io
import itertools
import sys
import zlib
from pathlib import Path

import nbformat
from PIL import Image, ImageDraw

from course_admin.author.site import build_pages, released
from course_admin.author.slides import build_decks
from course_admin.plan.course import Course
from course_utils.display import _text

VALUES = ["un", "deux", "trois"]  # of a list that the source computes
MOST = 6  # values of a control


def build(to, frames):
    """Build the site of all that is ever released into the new folder `to`; the stand-ins are made in `frames`."""
    course = Course.load()
    pages, found = released(course, course.assignments[-1].closes), moves(course, frames)
    build_pages(course, to, pages, found)
    decks = [course.sources / chapter.path for chapter in course.chapters]
    build_decks(course, to / "slides", decks, found, frames="../_static/frames")


def moves(course, folder):
    """What `moving.drawn` would find in the chapters, its frames written below `folder`."""
    found = {}
    for chapter in course.chapters:
        notebook = nbformat.read(course.sources / chapter.path, as_version=4)
        records = [_record(call, stored, folder) for call, stored in _calls(notebook)]
        if records:
            found[chapter.path] = folder, records
    return found


def _calls(notebook):
    """The calls of `slider` and `animation_player` (syntax trees), each with the figure that is stored for it."""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("slider", "animation_player"):
                alt = ast.literal_eval(next(one.value for one in node.keywords if one.arg == "alt"))
                data = next(
                    output.data["image/png"]
                    for output in cell.outputs
                    if output.get("metadata", {}).get("image/png", {}).get("alt") == alt
                )
                yield node, (alt, Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))


def _record(call, stored, folder):
    alt, figure = stored
    given = {one.arg: one.value for one in call.keywords}
    if call.func.id == "animation_player":
        controls = [{"label": "image", "texts": [f"{i + 1} sur 4" for i in range(4)], "start": 3}]
        interval = 50
    else:
        labels, initial = (_literal(given.get(name)) or {} for name in ("labels", "initial"))
        names = [name for name in given if name not in ("alt", "labels", "initial")]
        controls = [_control(labels.get(name, name), _literal(given[name]), initial.get(name)) for name in names]
        interval = None
    every = itertools.product(*(range(len(control["texts"])) for control in controls))
    frames = [_frame(figure, alt, numbers, folder) for numbers in every]
    return {"alt": alt, "controls": controls, "frames": frames, "interval": interval}


def _literal(node):
    """The value that a piece of source writes out; None where it computes it."""
    try:
        return node and ast.literal_eval(node)
    except ValueError:
        return None


def _control(label, values, first):
    values = (values or VALUES)[:MOST]
    return {"label": label, "texts": [*map(_text, values)], "start": values.index(first) if first in values else 0}


def _frame(figure, alt, numbers, folder):
    """The name of a small file with the figure and these numbers on it."""
    sheet = figure.resize((300, round(300 * figure.height / figure.width)))
    ImageDraw.Draw(sheet).text((4, 4), " ".join(map(str, numbers)), fill="black")
    name = f"{zlib.crc32(alt.encode()):08x}-{'-'.join(map(str, numbers))}.webp"
    sheet.save(folder / name, quality=30)
    return name


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:]))
