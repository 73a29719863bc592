"""Browser libraries from the npm registry, fetched once, so that a page of ours needs no other server."""

import shutil
import subprocess

from course_admin.errors import CourseError

MATHJAX = "mathjax@3.2.2"
REVEAL = "reveal.js@5.2.1"


def package(course, name):
    """The folder of the npm package `name` (`NAME@VERSION`), below `build/npm`. Raises CourseError without npm."""
    folder = course.build / "npm"
    found = folder / "node_modules" / name.partition("@")[0]
    if not found.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), name]
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except FileNotFoundError:
            raise CourseError("formulas and slides need npm (Debian: apt install npm)") from None
        if done.returncode:
            raise CourseError(f"npm could not fetch {name}: {done.stderr.strip().splitlines()[-1:]}")
    return found


def copy(package, part, to):
    """Copy one file or folder of a package below the folder `to`, under the same name."""
    source, target = package / part, to / part
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
