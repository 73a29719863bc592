"""The sliders and animations of the chapters, for the site: chapters are run for their frames, kept below `build/`.

A chapter is run as far as its last slider, two chapters at once, and again when something has changed that its frames
depend on: its cells, what of ours they import (checks, which draw nothing, apart), data sets, versions of libraries.
"""

import hashlib
import importlib.metadata
import json
import re
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from course_admin.author import notebooks
from course_admin.base.alone import alone
from course_admin.base.errors import CourseError
from course_admin.base.tables import write_whole
from course_admin.marking import depends

MOVES = re.compile(r"\b(slider|animation_player)\(")
CHECKS = "course_utils.checks"  # which draw nothing
AT_ONCE = 2  # chapters; each takes up to 1 GB of memory
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"), "1")  # a chapter


def drawn(course, chapters):
    """Path → (folder of the frames, records) of each chapter that has something that moves.

    A record says of a slider its alternative text, its controls and its frames. A chapter that cannot be run is left
    out, its figures stay as they are stored, and stderr says so.
    """

    def draw(chapter):
        try:
            return records(course, chapter)
        except CourseError as error:
            print(f"{chapter.path}: its sliders and animations will not move, {error}", file=sys.stderr)
            return None, []

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = dict(zip((chapter.path for chapter in chapters), pool.map(draw, chapters), strict=True))
    return {path: one for path, one in found.items() if one[1]}


def records(course, chapter):
    """The folder of a chapter's frames, and its records. Raises CourseError where a cell fails."""
    path = course.sources / chapter.path
    notebook = notebooks.read(path)
    moving = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and MOVES.search(cell.source)]
    if not moving:
        return None, []
    notebook.cells = notebook.cells[: moving[-1] + 1]
    kept = course.build / "frames" / f"{chapter.id}-{_digest(course, notebook)}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with alone(kept.parent / f"{chapter.id}.lock"):  # a second build finds what the first one drew
        if not kept.is_dir():
            _run(notebook, path.parent, kept)
        return kept, [json.loads(file.read_text(encoding="utf-8")) for file in sorted(kept.glob("*.json"))]


def shown(moves, notebooks, to):
    """A script's data: what moves the figures of `notebooks` (pairs of a chapter's path and what is shown of it).

    `moves` is what `drawn` found; the frames are copied to `to`. Raises CourseError where one alternative text stands
    for two figures, for the pages tell them apart by it.
    """
    found = {}
    for path, notebook in notebooks:
        kept, of_chapter = moves.get(path, (None, []))
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
        alts = [output.get("metadata", {}).get("image/png", {}).get("alt") for output in outputs]
        for record in of_chapter:
            alt = record["alt"]
            if alt in found or alts.count(alt) > 1:
                raise CourseError(f"{path}: two figures have the same alternative text, {alt!r}; say how they differ")
            if alt in alts:
                found[alt] = {key: record[key] for key in ("controls", "frames", "interval")}
                for name in set(record["frames"]):
                    write_whole(to / name, (kept / name).read_bytes())
    return f"window.COURSE_FRAMES = {json.dumps(found, ensure_ascii=False)};\n"


def _run(notebook, folder, kept):
    """Run the chapter so that its frames are stored in `kept`, whole or not at all; those of before go."""
    with tempfile.TemporaryDirectory(dir=kept.parent) as aside:
        target = Path(aside, "frames")
        target.mkdir()
        notebooks.execute(notebook, folder, ONE_CORE | {"COURSE_FRAMES": str(target)})
        for older in kept.parent.glob(f"{kept.name.rpartition('-')[0]}-*"):
            shutil.rmtree(older)
        target.rename(kept)


def _digest(course, notebook):
    """Sixteen digits that change with all that the frames depend on."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    versions = depends.versions() | {name: importlib.metadata.version(name) for name in ("matplotlib", "pillow")}
    found = hashlib.sha256(json.dumps([code, versions], sort_keys=True).encode())
    for name, path in depends.files_of(course, depends.imported(code) | {"course_utils.display"}, apart=CHECKS):
        found.update(name.encode() + b"\0" + depends.content(path))
    return found.hexdigest()[:16]
