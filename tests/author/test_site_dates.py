"""The site at every date of the plan: what its pages link to is there, and at the last date it is built."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest

from course_admin.author.site import ORPHAN, pages_at
from course_admin.plan.course import Course

pytestmark = pytest.mark.assignments

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
DATES = sorted({date for a in COURSE.assignments for date in (a.opens, a.deadline, a.closes)})
MINUTE = timedelta(minutes=1)
# The contents of a release change where something opens or closes; a minute before and after tells on which side.
MOMENTS = sorted({date + step for date in DATES for step in (-MINUTE, timedelta(0), MINUTE)})
LINK = re.compile(r"\]\(([^)#\s]+)")


def opened(now):
    return [assignment for assignment in COURSE.assignments if assignment.opens <= now]


def prose(path, content):
    """The Markdown of a page."""
    if not path.endswith(".ipynb"):
        return content.decode() if path.endswith(".md") else ""
    cells = json.loads(content)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def broken(pages):
    """The links to a file of the site that is not there: the page, and the link."""
    found = []
    for path, content in pages.items():
        for link in LINK.findall(prose(path, content)):
            if "://" in link or link.startswith(("mailto:", "attachment:")):
                continue
            target = []
            for part in (PurePosixPath(path).parent / unquote(link)).parts:
                target = target[:-1] if part == ".." else [*target, part]
            if "/".join(target) not in pages:
                found.append((path, link))
    return found


def test_every_link_at_every_date():
    """What is seen changes only with what is opened and closed, so each such state is made once."""
    states = {}
    for now in [*MOMENTS, MOMENTS[-1] + timedelta(days=365)]:
        state = (len(opened(now)), sum(now > max([a.closes, *a.extensions.values()]) for a in COURSE.assignments))
        states.setdefault(state, now)
    states.pop((0, 0))  # nothing is released: refused, see test_site
    assert len(states) >= 2 * len(COURSE.assignments)
    for now in states.values():
        assert broken(pages_at(COURSE, opened(now), now)) == [], now


def test_only_the_description_of_individual_data_is_shown():
    project = next(assignment for assignment in COURSE.assignments if assignment.individual)
    folder = str(PurePosixPath(project.path).parent)
    pages = pages_at(COURSE, opened(project.opens), project.opens)
    beside = [path for path in pages if path.startswith(folder + "/") and path != project.path]
    assert beside == [f"{folder}/donnees/LISEZMOI.md"]
    assert pages[beside[0]].startswith(ORPHAN)
    before = project.opens - MINUTE
    assert not any(path.startswith(folder) for path in pages_at(COURSE, opened(before), before))


@pytest.mark.slow
def test_it_is_built_a_year_after_the_end(tmp_path):
    moment = MOMENTS[-1] + timedelta(days=365)
    command = [sys.executable, "-m", "course_admin.author.site", "--still", "--to", tmp_path / "site"]
    command += ["--now", moment.isoformat()]
    done = subprocess.run(command, cwd=COURSE.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "humidite_sol" in (tmp_path / "site/notebooks/tp/projet/donnees/LISEZMOI.html").read_text(encoding="utf-8")
