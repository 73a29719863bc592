"""Chapters are run for their frames: once, as far as needed, and again when what they depend on has changed."""

import subprocess
import sys

import nbformat
import pytest
import small_chapter
from nbformat.v4 import new_code_cell

from course_admin.author import moving, notebooks
from course_admin.author.site import build_site
from course_admin.base.errors import CourseError
from course_admin.marking import depends
from course_admin.plan.course import Course

pytestmark = pytest.mark.assignments


@pytest.fixture
def course(tmp_path):
    """A small course whose chapter notes each run in the file `runs`."""
    found = small_chapter.house(tmp_path)
    change(found, lambda cells: cells.insert(0, new_code_cell(f'open("{tmp_path}/runs", "a").write("x")')))
    return found


def change(course, act):
    """Change the cells of the chapter."""
    path = course.sources / course.chapters[0].path
    notebook = nbformat.read(path, as_version=4)
    act(notebook.cells)
    nbformat.write(notebook, path)


def build(course, *folders):
    """Build sites into these folders, all at once; their outcomes."""
    now = course.assignments[0].deadline.isoformat()
    command = [sys.executable, "-P", "-m", "course_admin.author.site", "--now", now, "--to"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([*command, folder], cwd=course.root, **pipes) for folder in folders]
    return [(*one.communicate(), one.returncode) for one in running]


@pytest.mark.slow
def test_three_builds_at_once_run_the_chapter_once_and_leave_whole_sites(course, tmp_path):
    folders = [tmp_path / "site", tmp_path / "site", tmp_path / "other"]
    for folder, (out, err, code) in zip(folders, build(course, *folders), strict=True):
        assert (out.strip(), code) == (str(folder / "index.html"), 0), err
    assert (tmp_path / "runs").read_text() == "x"
    files = [sorted(path.relative_to(folder) for path in folder.rglob("*")) for folder in folders[1:]]
    assert files[0] == files[1]
    assert len(list((tmp_path / "site/_static/frames").glob("*.webp"))) == 11
    assert not list(tmp_path.glob("site-*")) and not list(course.build.glob("pages-*"))


@pytest.mark.slow
def test_a_chapter_that_fails_is_run_once_and_told_once(course, tmp_path):
    change(course, lambda cells: cells.insert(1, new_code_cell("1 / 0")))
    ((out, err, code),) = build(course, tmp_path / "site")
    assert (out.strip(), code) == (str(tmp_path / "site/index.html"), 0)
    assert err.count("its sliders and animations will not move") == 1
    assert err.startswith("notebooks/cours/01_debut.ipynb: ") and "ZeroDivisionError: division by zero" in err
    assert (tmp_path / "runs").read_text() == "x"
    data = (tmp_path / "site/_static/frames-data.js").read_text(encoding="utf-8")
    assert data == "window.COURSE_FRAMES = {};\n"


def test_an_earlier_site_stays_when_a_new_one_fails(course, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/objects.inv").write_text("earlier")
    change(course, lambda cells: cells[-1].metadata.update(widget={"name": "unknown"}))
    with pytest.raises(CourseError, match="no widget 'unknown'"):
        build_site(course, tmp_path / "site", course.assignments[0].deadline, still=True)
    assert (tmp_path / "site/objects.inv").read_text() == "earlier"
    assert not list(tmp_path.glob("site-*"))


def test_nothing_is_run_behind_the_last_slider(course, tmp_path):
    change(course, lambda cells: cells.append(new_code_cell("1 / 0")))
    _, records = moving.records(course, course.chapters[0])
    assert len(records) == 3
    assert moving.records(course, course.chapters[0])[1] == records
    assert (tmp_path / "runs").read_text() == "x"


def test_two_figures_told_by_the_same_words_are_refused(course):
    path = course.chapters[0].path
    notebook = notebooks.read(course.sources / path)
    record = {"alt": "Une droite.", "controls": [], "frames": [], "interval": None}
    with pytest.raises(CourseError, match=r"01_debut.ipynb: two figures have .* 'Une droite\.'; say how they differ"):
        moving.shown({path: (None, [record, record])}, [(path, notebook)], course.build)


@pytest.mark.parametrize(
    ("file", "again"),
    [
        ("checks/lectures.py", False),
        ("checks/engine.py", False),
        ("told_errors.py", False),
        ("plots/latent.py", False),
        ("plots/perceptron.py", True),
        ("display.py", True),
        ("frames.py", True),
        ("arbres.csv", True),
    ],
)
def test_frames_are_drawn_again_when_what_they_depend_on_has_changed(monkeypatch, file, again):
    course = Course.load()
    notebook = notebooks.read(course.sources / "notebooks/cours/02_perceptron.ipynb")
    before, content = moving._digest(course, notebook), depends.content
    monkeypatch.setattr(
        depends, "content", lambda path: b"changed" if path.as_posix().endswith(file) else content(path)
    )
    assert (moving._digest(course, notebook) != before) == again
