"""Browser libraries from the npm registry, fetched once, so that a page of ours needs no other server."""

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from course_admin.base.errors import CourseError

MATHJAX = "mathjax@3.2.2"
REVEAL = "reveal.js@5.2.1"


def package(course, name):
    """The folder of the npm package `name` (`NAME@VERSION`), below `build/npm`. Raises CourseError without npm.

    It is fetched aside and moved there whole, so two commands that want it at once do no harm.
    """
    place = course.build / "npm" / name
    if not place.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent) as aside:
            command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", aside, name]
            try:
                done = subprocess.run(command, capture_output=True, text=True)
            except FileNotFoundError:
                raise CourseError("formulas and slides need npm (Debian: apt install npm)") from None
            if done.returncode:
                raise CourseError(f"npm could not fetch {name}: {done.stderr.strip().splitlines()[-1:]}")
            with contextlib.suppress(OSError):  # somebody else was faster
                Path(aside, "node_modules").rename(place)
    return place / name.partition("@")[0]


def copy(package, part, to):
    """Copy one file or folder of a package below the folder `to`, under the same name."""
    source, target = package / part, to / part
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
