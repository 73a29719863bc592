"""The sliders and animations of the chapters, for the site: each chapter is run once, its frames kept below `build/`.

What is kept goes by a digest of the notebook and of `course_utils`: an unchanged chapter costs nothing.
"""

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from course_admin.author import notebooks
from course_admin.base.errors import CourseError
from course_admin.base.tables import write_whole

MOVES = re.compile(r"\b(slider|animation_player)\(")


def records(course, chapter):
    """The folder of a chapter's frames and what is known of each slider: its alternative text, controls and frames.

    Raises CourseError where a cell fails.
    """
    path = course.sources / chapter.path
    notebook = notebooks.read(path)
    if not any(MOVES.search(cell.source) for cell in notebook.cells if cell.cell_type == "code"):
        return None, []
    kept = course.build / "frames" / f"{chapter.id}-{_digest(course, notebook)}"
    if not kept.is_dir():
        try:
            _run(notebook, path.parent, kept)
        except CourseError as error:
            raise CourseError(f"{chapter.path}: its sliders stay still, {error}") from error
    return kept, [json.loads(file.read_text(encoding="utf-8")) for file in sorted(kept.glob("*.json"))]


def shown(course, chapter, notebook, to):
    """What moves of a chapter among the figures of `notebook`, which shows a part of it; its frames are copied to `to`.

    A chapter that cannot be run keeps its figures as they are stored, and stderr says so.
    """
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    alts = {output.get("metadata", {}).get("image/png", {}).get("alt") for output in outputs}
    try:
        kept, found = records(course, chapter)
    except CourseError as error:
        print(error, file=sys.stderr)
        return []
    found = [record for record in found if record["alt"] in alts]
    for name in {name for record in found for name in record["frames"]}:
        write_whole(to / name, (kept / name).read_bytes())
    return found


def _run(notebook, folder, kept):
    """Run the chapter so that its frames are stored in `kept`, whole or not at all."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    for older in kept.parent.glob(f"{kept.name.rpartition('-')[0]}-*"):
        shutil.rmtree(older)
    with tempfile.TemporaryDirectory(dir=kept.parent) as aside:
        target = Path(aside, "frames")
        target.mkdir()
        os.environ["COURSE_FRAMES"] = str(target)
        try:
            notebooks.execute(notebook, folder)
        finally:
            del os.environ["COURSE_FRAMES"]
        target.rename(kept)


def _digest(course, notebook):
    """Sixteen digits that change with the notebook's cells and with `course_utils`."""
    found = hashlib.sha256("\0".join(cell.source for cell in notebook.cells).encode())
    for path in sorted((course.sources / "course_utils").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(path.relative_to(course.sources).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]
