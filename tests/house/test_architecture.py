"""The arrows between the packages, and no others: who may import whom."""

import ast
import graphlib
import re
from itertools import pairwise
from pathlib import Path

import pytest

from course_admin.plan.course import Course
from course_admin.release.leaks import imports

ROOT = Path(__file__).parents[2]
COURSE = Course.load(ROOT / "course.toml")
WITHHELD = {module for assignment in COURSE.assignments for module in assignment.withholds}
UTILS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "course_utils").rglob("*.py"))
ADMIN = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "course_admin").rglob("*.py"))
CHAPTERS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "notebooks" / "cours").glob("*.ipynb"))


def imported(path):
    """All that a file imports, as dotted names; the modules that it collects by the beginning of their names too."""
    names = imports(path, (ROOT / path).read_bytes())
    files = [file for name in names if name.endswith("*") for file in ROOT.glob(f"{name.replace('.', '/')}.py")]
    return names | {file.relative_to(ROOT).as_posix().removesuffix(".py").replace("/", ".") for file in files}


def at_import(path):
    """The top-level packages that merely importing a module brings in: its imports outside functions."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    outside = [node for node in _outside_functions(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = [alias.name for node in outside if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in outside if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.split(".")[0] for name in names}


def _outside_functions(node):
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield child
            yield from _outside_functions(child)


def module_path(name):
    """The file of a module of ours, None if the name is no module."""
    path = name.replace(".", "/")
    return next((found for found in (f"{path}.py", f"{path}/__init__.py") if (ROOT / found).is_file()), None)


def reached(path):
    """The modules of ours that a file imports, directly or through another, packages on the way included."""
    seen, todo = set(), {path}
    while todo:
        names = {name for origin in todo for name in imported(origin)}
        names |= {
            ".".join(parts[:end]) for name in names for parts in [name.split(".")] for end in range(1, len(parts))
        }
        found = {name: module_path(name) for name in names if name.startswith("course_")}
        todo = {path for name, path in found.items() if path and name not in seen}
        seen |= {name for name, path in found.items() if path}
    return seen


def test_the_walk_sees_indirect_imports():
    """The test's own eyes: it finds a module behind another, relative imports and packages."""
    assert "course_admin.base.errors" in reached("course_admin/release/repository.py")
    assert {"course_utils", "course_utils.nn"} <= reached("course_utils/nn/network.py")
    assert "course_utils.checks.tp1.ex9_steps" in reached("course_admin/hidden/tp1.py")
    assert imports("a/b/c.py", b"from . import d\nfrom ..e import f") == {"a.b", "a.b.d", "a.e", "a.e.f"}


@pytest.mark.parametrize("path", UTILS)
def test_what_ships_never_imports_the_instructor_s_side(path):
    assert not [name for name in imported(path) if name.startswith("course_admin")]
    assert "course_admin" not in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path in UTILS if path.startswith("course_utils/nn/")])
def test_nn_needs_numpy_alone(path):
    allowed = {"numpy", "math", "course_utils", "dataclasses", "itertools", "collections", "contextlib", "sys", "time"}
    allowed |= {"abc", "copy", "functools", "typing", "warnings", "shutil"}
    assert at_import(path) <= allowed
    others = {name for name in imported(path) if name.startswith("course_utils") and name != "course_utils"}
    assert all(name.startswith("course_utils.nn") for name in others)


def test_the_packages_themselves_import_nothing():
    """A withheld module can be absent only if no package imports its modules."""
    for package in ("course_utils", "course_utils/nn", "course_utils/checks"):
        assert imported(f"{package}/__init__.py") <= {"os"}


@pytest.mark.parametrize("path", [path for path in UTILS if path.removesuffix(".py").replace("/", ".") not in WITHHELD])
def test_what_ships_from_the_start_never_needs_what_is_withheld(path):
    assert not reached(path) & WITHHELD


@pytest.mark.parametrize("path", [path for path in UTILS if path.startswith("course_utils/checks/")])
def test_checks_know_no_implementation_of_what_they_check(path):
    allowed = {"course_utils.nn", "course_utils.nn.gradients"}
    assert {name for name in reached(path) if name.startswith("course_utils.nn")} <= allowed


def test_the_engine_of_the_checks_knows_no_tp():
    assert not [name for name in reached("course_utils/checks/engine.py") if name.startswith("course_utils.checks.tp")]


@pytest.mark.parametrize("path", ADMIN)
def test_the_instructor_s_side_never_reads_a_notebook_as_code(path):
    assert not [name for name in imported(path) if name.split(".")[0] in ("notebooks", "tests")]


@pytest.mark.parametrize("path", CHAPTERS)
def test_chapters_never_import_the_instructor_s_side(path):
    assert not [name for name in imported(path) if name.startswith("course_admin")]


@pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda assignment: assignment.id)
def test_only_hidden_regions_name_the_hidden_tests(assignment):
    """Of the instructor's side, a TP's source imports its hidden tests and nothing else."""
    ours = {name for name in imported(assignment.path) if name.startswith("course_admin")}
    hidden = f"course_admin.hidden.{assignment.id}"
    assert ours and all(name == hidden or name.startswith(f"{hidden}.") for name in ours)


# No circles: an import inside a function is an arrow like any other.

ROOMS = (  # each imports from those before it alone
    "base", "answers", "plan", "records", "release", "collect", "marks", "marking", "faculty", "tell", "hidden",
    "author", "demo", "cli",
)  # fmt: skip


def arrows():
    """Module → the modules of ours that it imports, wherever in the file."""
    paths = [path for path in (*UTILS, *ADMIN) if not path.startswith("course_admin/answers/") or "__init__" in path]
    names = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in paths}
    return {
        name: {other for other in imported(path) if other in names and other != name} for name, path in names.items()
    }


def test_no_import_goes_in_circles():
    try:
        graphlib.TopologicalSorter(arrows()).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_rooms_import_downwards():
    """A room never imports one that comes after it."""
    wrong = []
    for name, others in arrows().items():
        room = name.split(".")[1:2]
        for other in others:
            theirs = other.split(".")[1:2] if other.startswith("course_admin.") else []
            if room and theirs and {*room, *theirs} <= set(ROOMS) and ROOMS.index(theirs[0]) > ROOMS.index(room[0]):
                wrong.append(f"{name} imports {other}")
    assert not wrong


def test_few_files_lie_outside_a_room():
    assert len([path for path in ADMIN if path.count("/") == 1]) <= 8


def test_the_paths_of_the_records_are_in_one_module():
    named = [path for path in ADMIN if re.search(r"\.records( /|\.glob)", (ROOT / path).read_text(encoding="utf-8"))]
    assert named == ["course_admin/records/layout.py"]


def test_what_nbgrader_notes_of_a_cell_is_read_in_one_module():
    """The merge writes it, the authors' tool leaves a part of it out."""
    noted = re.compile(r"\[\"nbgrader\"\]|get\(\"nbgrader\"")
    found = [path for path in (*UTILS, *ADMIN) if noted.search((ROOT / path).read_text(encoding="utf-8"))]
    writers = ["course_utils/notebook/merge.py", "course_admin/author/notebooks.py"]
    assert sorted(found) == sorted(["course_utils/notebook/cell.py", *writers])


def test_an_assignment_knows_its_course():
    """No function takes the two: `assignment.course` is there for who needs it."""
    wrong = []
    for path in ADMIN:
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
                wrong += [f"{path}: {node.name}"] if {"course", "assignment"} <= names else []
            if isinstance(node, ast.Call):
                given = [ast.unparse(argument) for argument in node.args]
                both = any(one.endswith("course") and other.endswith("assignment") for one, other in pairwise(given))
                wrong += [f"{path}: {ast.unparse(node)}"] if both else []
    assert not wrong
