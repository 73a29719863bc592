"""A release gives students what they need and nothing else, and never takes anything away from them."""

import asyncio
import json
import os
import re
import sys
from datetime import timedelta
from pathlib import Path

import nbformat
import pytest
import small_course

from course_admin.base.errors import CourseError
from course_admin.base.git import git
from course_admin.plan.course import Course
from course_admin.release.contents import marking_world, release_files
from course_admin.release.repository import release, release_to_each

TP1 = "notebooks/tp/tp1/descente.ipynb"
CHAPTER = "notebooks/cours/01_debut.ipynb"
LAYERS = "course_utils/nn/layers.py"
REGION = r"(?s)### BEGIN SOLUTION\n.*?### END SOLUTION"
SECRETS = [b"BEGIN SOLUTION", b"BEGIN HIDDEN", b"BEGIN MARK SCHEME", b"course_admin"]


@pytest.fixture
def course(tmp_path):
    return small_course.make(tmp_path / "house")


@pytest.fixture
def tp1(course):
    return course.assignment("tp1")


def sources(content):
    return "\n".join(cell.source for cell in nbformat.reads(content.decode(), as_version=4).cells)


def everything(repository):
    """Every object of a repository's history, and every file of its folder."""
    listing = git("cat-file", "--batch-all-objects", "--batch-check", cwd=repository).stdout
    objects = [line.split() for line in listing.splitlines()]
    blobs = [git("cat-file", kind, name, cwd=repository, text=False).stdout for name, kind, _ in objects]
    files = [path for path in repository.rglob("*") if path.is_file() and ".git" not in path.parts]
    return [*blobs, *(str(path).encode() for path in files), *(path.read_bytes() for path in files)]


def test_a_release_has_the_exercise_without_its_solution(course, tp1):
    files = release_files(tp1, tp1.opens)
    text = sources(files[TP1])
    assert "def double(x):\n    # VOTRE RÉPONSE ICI" in text
    assert "return 2 * x" not in text
    assert "Réponse modèle" not in text and "1 point" not in text
    assert "exercise_1(double)" in text
    assert not any(secret in content for content in files.values() for secret in SECRETS)


def test_cells_are_locked_and_keep_their_ids(course, tp1):
    notebook = nbformat.reads(release_files(tp1, tp1.opens)[TP1].decode(), as_version=4)
    solution, test = notebook.cells[1], notebook.cells[2]
    assert solution.id == "a" and solution.metadata.deletable is False
    assert test.metadata.editable is False and test.metadata.nbgrader.points == 1
    assert test.metadata.nbgrader.checksum


def test_it_is_a_pure_function_of_the_date(course, tp1):
    before = sorted(course.root.rglob("*"))
    assert release_files(tp1, tp1.opens) == release_files(tp1, tp1.closes)
    assert sorted(course.root.rglob("*")) == before


def test_outputs_of_chapters_are_kept_and_of_exercises_cleared(course, tp1):
    files = release_files(tp1, tp1.opens)
    chapter = nbformat.reads(files[CHAPTER].decode(), as_version=4)
    assert chapter.cells[0].outputs[0].data["text/plain"] == "2"
    exercise = nbformat.reads(files[TP1].decode(), as_version=4)
    assert not any(cell.get("outputs") for cell in exercise.cells)


def test_what_answers_a_prediction_is_for_who_runs_the_cell(course, tp1):
    path = course.sources / CHAPTER
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].metadata["tags"] = ["prediction"]
    nbformat.write(notebook, path)
    asked, answered = (release_files(tp1, tp1.opens, answered=kept)[CHAPTER] for kept in (False, True))
    assert nbformat.reads(asked.decode(), as_version=4).cells[0].outputs == []
    assert nbformat.reads(answered.decode(), as_version=4).cells[0].outputs[0].data["text/plain"] == "2"


def test_the_withheld_joins_only_after_closing(course, tp1):
    last_moment = release_files(tp1, tp1.closes)
    assert LAYERS not in last_moment
    assert "layers" not in sources(last_moment[CHAPTER]) + sources(last_moment[TP1])
    assert not any("corriges" in path for path in last_moment)
    after = release_files(tp1, tp1.closes + timedelta(seconds=1))
    assert LAYERS in after
    assert "import answer" in sources(after[CHAPTER])
    corrige = sources(after["notebooks/corriges/tp1.ipynb"])
    assert "return 2 * x" in corrige and "Réponse modèle" in corrige
    assert "](../cours/01_debut.ipynb)" in corrige
    assert not any(secret in content for content in after.values() for secret in SECRETS)


def test_an_extension_beyond_closing_keeps_the_answer_back(tmp_path):
    course = small_course.make(tmp_path, 'dupont = "2026-11-01T23:59"')
    tp1 = course.assignment("tp1")
    assert LAYERS not in release_files(tp1, tp1.closes + timedelta(days=1))
    assert LAYERS in release_files(tp1, course.moment("2026-11-02"))


def test_a_later_tp_brings_all_that_was_opened_before(course, tp1):
    tp2 = course.assignment("tp2")
    early, late = release_files(tp1, tp2.opens), release_files(tp2, tp2.opens)
    assert "notebooks/tp/tp2/reseaux.ipynb" not in early and "course_utils/checks/tp2.py" not in early
    assert {TP1, "notebooks/tp/tp2/reseaux.ipynb", "notebooks/cours/02_suite.ipynb"} <= set(late)
    assert "course_utils/checks/tp2.py" in late


def test_nothing_but_sources_is_shipped(course, tp1):
    package = course.sources / "course_utils"
    small_course.write(package / "__pycache__" / "layers.cpython-311.pyc", "compiled")
    small_course.write(package / "scratch.orig", "x")
    small_course.write(course.sources / "datasets" / ".secret", "x")
    files = release_files(tp1, tp1.opens)
    assert not any("pycache" in path or path.endswith((".orig", ".secret")) for path in files)


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("course_utils/plots.py", "# see course_admin", "course_admin"),
        ("course_utils/plots.py", "from .nn import layers", "withheld"),
        ("datasets/README.md", "BEGIN HIDDEN TESTS", "BEGIN HIDDEN"),
    ],
)
def test_a_leak_stops_the_release(course, tp1, path, text, says):
    small_course.write(course.sources / path, text)
    with pytest.raises(CourseError, match=f"{re.escape(path)}.*{says}"):
        release_files(tp1, tp1.opens)


def test_a_chapter_that_needs_a_withheld_module_stops_the_release(course, tp1):
    path = course.sources / CHAPTER
    path.write_text(path.read_text().replace("apres-tp1", "exemple"))
    with pytest.raises(CourseError, match=r"01_debut.*course_utils\.nn\.layers"):
        release_files(tp1, tp1.opens)


def test_clear_refusals(course, tp1):
    with pytest.raises(CourseError, match="opens on 2026-10-12"):
        release_files(tp1, tp1.opens - timedelta(minutes=1))
    (course.sources / CHAPTER).unlink()
    with pytest.raises(CourseError, match=r"01_debut\.ipynb: No such file"):
        release_files(tp1, tp1.opens)


def test_a_withheld_module_that_does_not_exist_is_a_slip(course, tp1):
    (course.sources / LAYERS).rename(course.sources / "course_utils/nn/layer.py")
    with pytest.raises(CourseError, match=r"withholds course_utils\.nn\.layers"):
        release_files(tp1, tp1.opens)


def test_marking_never_sees_what_the_tp_withholds(course, tp1, tmp_path):
    marking_world(tp1, tmp_path / "world")
    assert not (tmp_path / "world" / LAYERS).exists()
    assert (tmp_path / "world/course_utils/checks/tp1.py").is_file()
    assert (tmp_path / "world/datasets/points.csv").is_file()
    assert not (tmp_path / "world/notebooks").exists()
    marking_world(course.assignment("tp2"), tmp_path / "world2")
    assert (tmp_path / "world2" / LAYERS).is_file()


# The repository


def test_one_commit_a_release_and_none_for_nothing(course, tp1, tmp_path):
    to = tmp_path / "students"
    first = release(tp1, to, tp1.opens)
    assert git("log", "--format=%H|%an|%cI|%s", cwd=to).stdout.splitlines() == [
        f"{first}|Équipe|2026-10-12T08:00:00+02:00|Distribution de tp1 : Descente"
    ]
    assert git("status", "--porcelain", cwd=to).stdout == ""
    assert release(tp1, to, tp1.deadline) is None
    second = release(tp1, to, tp1.closes + timedelta(days=1))
    assert git("rev-parse", f"{second}^", cwd=to).stdout.strip() == first
    assert (to / LAYERS).is_file()


def test_the_history_up_to_closing_holds_no_answer(course, tp1, tmp_path):
    to = tmp_path / "students"
    release(tp1, to, tp1.opens)
    small_course.write(course.sources / "datasets" / "autres.csv", "x\n")
    release(tp1, to, tp1.deadline)
    for content in everything(to):
        assert not any(secret in content for secret in [*SECRETS, b"return 2 * x", b"layers", b"return 42"])


def test_a_correction_has_a_new_name(course, tp1, tmp_path):
    to = tmp_path / "students"
    release(tp1, to, tp1.opens)
    released = (to / TP1).read_bytes()
    for number in (2, 3):
        source = course.sources / TP1
        source.write_text(source.read_text().replace("# TP", f"# TP corrigé {number}", 1))
        release(tp1, to, tp1.opens + timedelta(days=number))
        assert (to / TP1).read_bytes() == released
        assert f"corrigé {number}" in sources((to / TP1.replace(".ipynb", f"_v{number}.ipynb")).read_bytes())
        assert release(tp1, to, tp1.opens + timedelta(days=number)) is None


def test_a_new_run_of_a_chapter_is_no_correction(course, tp1, tmp_path):
    to = tmp_path / "students"
    release(tp1, to, tp1.opens)
    source = course.sources / CHAPTER
    source.write_text(source.read_text().replace('"execution_count": 1', '"execution_count": 7'))
    assert release(tp1, to, tp1.deadline) is None


def test_a_release_refuses_what_is_not_its_own(course, tp1, tmp_path):
    full = tmp_path / "full"
    small_course.write(full / "memoire.txt", "ten years of work")
    with pytest.raises(CourseError, match="not empty"):
        release(tp1, full, tp1.opens)
    git("init", "--quiet", cwd=full)
    with pytest.raises(CourseError, match="without a commit"):
        release(tp1, full, tp1.opens)
    git("add", ".", cwd=full)
    git("commit", "--quiet", "-m", "x", cwd=full, identity={"name": "A", "email": "a@b.example"})
    with pytest.raises(CourseError, match="no release of this course"):
        release(tp1, full, tp1.opens)
    assert (full / "memoire.txt").read_text() == "ten years of work"
    a_file = tmp_path / "file"
    a_file.write_text("x")
    with pytest.raises(CourseError, match="not empty"):
        release(tp1, a_file, tp1.opens)
    with pytest.raises(CourseError, match="cannot be made"):
        release(tp1, a_file / "below", tp1.opens)


def test_a_folder_inside_another_repository_is_a_new_one(course, tp1, tmp_path):
    git("init", "--quiet", cwd=tmp_path)
    (tmp_path / "build").mkdir()
    release(tp1, tmp_path / "build" / "students", tp1.opens)
    assert (tmp_path / "build" / "students" / ".git").is_dir()
    assert git("log", cwd=tmp_path, check=False).returncode != 0


def test_uncommitted_work_is_never_lost(course, tp1, tmp_path):
    to = tmp_path / "students"
    release(tp1, to, tp1.opens)
    (to / "README.md").write_text("mine")
    with pytest.raises(CourseError, match="uncommitted"):
        release(tp1, to, tp1.closes + timedelta(days=1))
    assert (to / "README.md").read_text() == "mine"


def test_a_student_s_clone_keeps_the_student_s_work(course, tp1, tmp_path):
    to, clone = tmp_path / "students", tmp_path / "clone"
    release(tp1, to, tp1.opens)
    git("clone", "--quiet", to, clone)
    work = (clone / TP1).read_text().replace("# VOTRE RÉPONSE ICI", "return x + x")
    (clone / TP1).write_text(work)
    git("commit", "--quiet", "-am", "Réponse", cwd=clone, identity={"name": "A", "email": "a@b.example"})
    release(tp1, clone, tp1.closes + timedelta(days=1))
    assert (clone / TP1).read_text() == work
    assert (clone / LAYERS).is_file()
    (clone / "datasets" / "points.csv").write_text("mine\n")
    git("commit", "--quiet", "-am", "Données", cwd=clone, identity={"name": "A", "email": "a@b.example"})
    small_course.write(course.sources / "datasets" / "points.csv", "ours\n")
    with pytest.raises(CourseError, match=r"somebody else changed datasets/points\.csv"):
        release(tp1, clone, tp1.closes + timedelta(days=2))
    assert (clone / "datasets" / "points.csv").read_text() == "mine\n"


def test_a_release_never_goes_back(course, tp1, tmp_path):
    to, tp2 = tmp_path / "students", course.assignment("tp2")
    release(tp2, to, tp2.deadline)
    with pytest.raises(CourseError, match="later date"):
        release(tp2, to, tp2.opens)
    with pytest.raises(CourseError, match="already holds tp2"):
        release(tp1, to, tp2.deadline)


def test_a_file_that_is_gone_from_the_sources_goes(course, tp1, tmp_path):
    to = tmp_path / "students"
    release(tp1, to, tp1.opens)
    (course.sources / "datasets" / "points.csv").rename(course.sources / "datasets" / "nuage.csv")
    release(tp1, to, tp1.deadline)
    assert sorted(path.name for path in (to / "datasets").iterdir()) == ["nuage.csv"]


# The real course


@pytest.fixture(scope="module")
def real():
    return Course.load(Path(__file__).parents[2] / "course.toml")


def dates(course):
    """Each date at which a release changes: every opening, and the day after every closing."""
    for assignment in course.assignments:
        yield assignment, assignment.opens
        yield assignment, assignment.closes + timedelta(days=1)


@pytest.mark.slow
@pytest.mark.assignments
def test_the_real_releases_leak_nothing(real, tmp_path):
    """All that the students' repository holds at each opening gives away no TP that is open or yet to open."""
    to = tmp_path / "students"
    for number, assignment in enumerate(real.assignments):
        to = give(assignment, to, assignment.opens)
        contents = everything(to)
        assert not any(secret in content for content in contents for secret in SECRETS)
        for later in real.assignments[number:]:
            solutions = solution_lines(later)
            assert solutions
            for content in contents:
                found = [line for line in solutions if line in content]
                assert len(found) < 2, (later.id, found, content[:60])  # one line may be anybody's
            for module in later.withholds:
                assert (real.sources / (module.replace(".", "/") + ".py")).read_bytes() not in contents


def give(assignment, to, now):
    """Release into `to`, or into a student's own repository below it; the folder of the repository."""
    if not assignment.individual:
        release(assignment, to, now)
        return to
    students = to.parent / f"{to.name}.csv"
    students.write_text("student,name,email,repository\nexemple,Exemple,exemple@etu.example,\n")
    release_to_each(assignment, to.parent / f"{to.name}-each", students, now)
    return to.parent / f"{to.name}-each" / "exemple"


def solution_lines(assignment):
    """The telling lines that stand in solutions alone, as they would stand in a notebook's JSON."""
    notebook = nbformat.read(assignment.course.sources / assignment.path, as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    # What is in the chapters is never withheld.
    taught = (assignment.course.sources / "course_utils" / "nn" / "gradients.py").read_text()
    public = re.sub(REGION, "", text) + taught
    lines = {line.strip() for region in re.findall(REGION, text) for line in region.splitlines()[1:-1]}
    # How a layer is made and a model compiled is Keras' documentation; an import is no answer.
    idioms = ("keras.", "model.", "from ", "import ")
    telling = [line for line in lines if len(line) > 30 and line not in public and not line.startswith(idioms)]
    return [json.dumps(line, ensure_ascii=False)[1:-1].encode() for line in telling]


@pytest.mark.slow
@pytest.mark.assignments
def test_the_real_releases_run(real, tmp_path):
    """Every chapter and corrigé runs to its end with its release's own package; an exercise stops at blanks alone.

    A notebook runs in the first release that holds it: those after it only add modules.
    """
    seen, to_run = set(), []
    for number, (assignment, now) in enumerate(dates(real)):
        to = give(assignment, tmp_path / str(number), now)
        for path in sorted((to / "notebooks").rglob("*.ipynb")):
            if path.read_bytes() not in seen:
                seen.add(path.read_bytes())
                to_run.append((path, to))
    for (path, to), errors in zip(to_run, asyncio.run(run_all(to_run)), strict=True):
        if "tp" in path.relative_to(to).parts:
            assert errors and errors <= {"NotImplementedError", "CheckFailed"}, path.name
        else:
            assert not errors, path.name


async def run_all(notebooks):
    """`run` on each `(path, release)`, two at a time."""
    places = asyncio.Semaphore(2)

    async def one(path, release):
        async with places:
            return await run(path, release)

    return await asyncio.gather(*(one(*notebook) for notebook in notebooks))


async def run(path, release):
    """Execute a notebook in its folder of a release; the names of the exceptions that its cells raised."""
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    where = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PYTHONPATH": str(release), "COURSE_STATIC": "1", "PATH": where}
    options = {"timeout": 120, "allow_errors": True, "resources": {"metadata": {"path": str(path.parent)}}}
    await NotebookClient(notebook, **options).async_execute(env=environment)
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    return {output.ename for output in outputs if output.output_type == "error"}
