"""Every date of the plan, a minute before and after it, and a year later: what students have, and what is told them.

What is seen changes only with what has opened and what nobody may hand in any more: each such state is made once.
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from course_admin.author import site, slides
from course_admin.base.errors import CourseError
from course_admin.plan import table
from course_admin.plan.course import Course
from course_admin.release import contents, leaks
from course_admin.tell import feedback

pytestmark = pytest.mark.assignments

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
DATES = {date for one in COURSE.assignments for date in (one.opens, one.deadline, one.closes)}
MOMENTS = sorted({date + timedelta(minutes=step) for date in DATES for step in (-1, 0, 1)})
MOMENTS.append(MOMENTS[-1] + timedelta(days=365))
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


def opened(now):
    return [one for one in COURSE.assignments if one.opens <= now]


def states():
    """One moment for each set of what has opened and what is closed, in order."""
    found = {}
    for now in MOMENTS:
        found.setdefault((len(opened(now)), frozenset(contents.closed_assignments(COURSE, now))), now)
    return list(found.values())


def secrets():
    """The lines of each TP's solutions that say something, and that no notebook of a TP gives on purpose."""
    sources = {
        one.id: ["".join(cell["source"]) for cell in json.loads((COURSE.sources / one.path).read_bytes())["cells"]]
        for one in COURSE.assignments
    }
    given = "\n".join(SOLUTION.sub("", "\n".join(texts)) for texts in sources.values())
    return {
        id: {
            line.strip()
            for text in texts
            for solution in SOLUTION.findall(text)
            for line in solution.splitlines()
            if len(line.strip()) > 40 and line.strip() not in given and not line.strip().startswith(("#", "keras."))
        }
        for id, texts in sources.items()
    }


def test_a_minute_decides():
    """What opens is there from its minute on; what closes is closed a minute after it, not at it."""
    for one in COURSE.assignments:
        minute = timedelta(minutes=1)
        assert one not in opened(one.opens - minute) and one in opened(one.opens)
        assert one.id not in contents.closed_assignments(COURSE, one.closes)
        assert one.id in contents.closed_assignments(COURSE, one.closes + minute)
        stages = [table.state(one, date) for date in (one.opens - minute, one.opens, one.deadline, one.closes)]
        assert stages == ["coming", "open", "open", "late"]
        assert table.state(one, one.closes + minute) == table.state(one, MOMENTS[-1]) == "closed"
    assert len(states()) >= 2 * len(COURSE.assignments)


def test_a_release_of_each_tp_at_every_date():
    hidden = secrets()
    assert all(hidden[id] for id in ("tp1", "tp2", "tp3"))
    moments = states()
    for now in moments:
        closed = contents.closed_assignments(COURSE, now)
        for assignment in COURSE.assignments:
            if assignment.opens > now:
                with pytest.raises(CourseError, match=f"{assignment.id} opens on"):
                    contents.release_files(assignment, now)
                continue
            if assignment != opened(now)[-1] and now != moments[-1]:
                continue  # what is released then is the newest
            files = contents.release_files(assignment, now)
            here = COURSE.assignments[: COURSE.assignments.index(assignment) + 1]
            for one in COURSE.assignments:
                where = f"{assignment.id} at {now}: {one.id}"
                assert (one.path in files) == (one in here), where
                assert (f"notebooks/corriges/{one.id}.ipynb" in files) == (one in here and one.id in closed), where
                withheld = {module.replace(".", "/") + ".py" for module in one.withholds}
                assert not (withheld & set(files) if one.id not in closed else set()), where
            taught = {id for one in here for id in one.chapters}
            assert {path for path in files if path.startswith("notebooks/cours/")} == {
                chapter.path for chapter in COURSE.chapters if chapter.id in taught
            }
            whole = "\n".join(
                "".join(cell["source"])
                for path, content in files.items()
                if path.startswith("notebooks/tp/") and path.endswith(".ipynb")  # chapters teach the same calls
                for cell in json.loads(content)["cells"]
            )
            assert not any(words in whole for words in leaks.FORBIDDEN)
            for one in COURSE.assignments:
                told = [line for line in hidden[one.id] if one.id not in closed and line in whole]
                assert not told, f"{assignment.id} at {now} tells of {one.id}: {told}"


def test_slides_at_every_date():
    """The decks are those of the chapters that are released, and hold no cell that waits for a TP."""
    decks = {}
    for chapter in COURSE.chapters:
        notebook = slides.read(COURSE.sources / chapter.path)
        waiting = [cell.source for cell in notebook.cells if any("apres-" in t for t in cell.metadata.get("tags", []))]
        deck = slides.screens(notebook, chapter.id)
        shown = "\n".join(text for screen in deck for text in [*(cell.source for cell in screen.cells), *screen.notes])
        assert not any(source in shown for source in waiting)
        decks[chapter.id] = shown
    for now in states():
        if opened(now):
            pages = {one.path: b"" for one in contents._chapters(COURSE, opened(now))}
            published = [chapter.id for chapter in site.chapters_among(COURSE, pages)]
            taught = {id for one in opened(now) for id in one.chapters}
            assert published == [chapter.id for chapter in COURSE.chapters if chapter.id in taught]
            assert all(decks[id] for id in published)


def test_feedback_sends_to_a_corrige_only_where_there_is_one():
    for now in MOMENTS:
        closed = contents.closed_assignments(COURSE, now)
        for one in opened(now):
            steps = " ".join(feedback._next_steps(one, [], None, one.id in closed, SimpleNamespace(status="graded")))
            assert (f"notebooks/corriges/{one.id}.ipynb" in steps) == (one.id in closed)
            assert ("arrivera" in steps) == (one.id not in closed)
