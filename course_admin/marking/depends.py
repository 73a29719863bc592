"""What a verdict depends on besides the submission: one answer for marking, for the cluster and for `regrade`.

It is derived, not listed: the modules of ours that a TP's source and the engine import, followed through what these
import in turn (inside functions too), the files in the folders of these modules that they read as data, the data sets,
and the versions of the libraries that decide numbers.
"""

import ast
import functools
import hashlib
import importlib.metadata
import json
import sys
from pathlib import Path

import course_admin
import course_utils
from course_admin.base.errors import CourseError

ENGINE = ("course_admin.marking.engine.run", "course_admin.marking.engine.judge", "course_admin.marking.engine.worker")
ENGINE += ("course_admin.marking.engine.warm_worker", "course_admin.marking.engine.warm_judge")
LIBRARIES = ("numpy", "scipy", "pandas", "scikit-learn", "keras", "tensorflow-cpu", "tensorflow", "ipython")
PACKAGES = {"course_admin": Path(course_admin.__file__).parent, "course_utils": Path(course_utils.__file__).parent}
_DATA = {".json", ".csv", ".npz", ".npy", ".toml"}
_ANSWERS = "course_admin.answers"  # reached by the names of files, not by imports


def digest(assignment, key):
    """A digest of all that a verdict of this TP depends on; `key` is the course's secret. Raises CourseError."""
    settings = [assignment.limits, assignment.withholds, hashlib.sha256(key.encode()).hexdigest(), versions()]
    found = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    source = assignment.course.sources / assignment.path
    for name, path in [(source.name, source), *files(assignment)]:
        found.update(name.encode() + b"\0" + content(path))
    return found.hexdigest()


def files(assignment):
    """(name, path) of every file of ours that a verdict depends on, the TP's source apart, sorted."""
    course = assignment.course
    source = course.sources / assignment.path
    try:
        notebook = json.loads(source.read_bytes())
    except (OSError, ValueError) as error:
        raise CourseError(f"grading needs {source}: {error}") from error
    cells = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    names = {*imported("\n".join(cells)), *ENGINE}
    modules = reached(tuple(sorted(names)))
    references = []
    if _ANSWERS in modules:
        references = sorted((PACKAGES["course_admin"] / "answers" / assignment.id / "right").glob("reference*"))
        for path in references:
            names |= _imported(path.read_text(encoding="utf-8"), "")
    return files_of(course, names, references)


def files_of(course, names, others=(), apart=None):
    """(name, path), sorted, of the files of ours behind these modules, of data sets and `others`.

    The package `apart` is left out, with what it alone needs.
    """
    paths = reached(tuple(sorted(names)), apart).values()
    data = course.sources / "datasets"
    found = {*paths, *others, *data.rglob("*")}
    for folder in {path.parent for path in paths}:
        found |= {path for path in folder.iterdir() if path.suffix in _DATA}
    roots = {path.parent for path in PACKAGES.values()} | {course.sources}
    return sorted((_name(path, roots), path) for path in found if path.is_file())


def versions():
    """The versions on which numbers depend: Python's and the libraries'."""
    found = {"python": list(sys.version_info[:2])}
    for name in LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def code():
    """A digest of all our code and of the versions: what two machines must share to mark alike."""
    found = hashlib.sha256(json.dumps(versions(), sort_keys=True).encode())
    for package, folder in sorted(PACKAGES.items()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(f"{package}/{path.relative_to(folder).as_posix()}".encode() + b"\0" + content(path))
    return found.hexdigest()


@functools.lru_cache(maxsize=16)
def reached(names, apart=None):
    """Module → file of ours, for those named and all that they import, directly or not; never into `apart`."""
    found, waiting = {}, list(names)
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if name.endswith("*"):
            waiting += _modules(name)
        if path is None or name in found or f"{name}.".startswith(f"{apart}."):
            continue
        found[name] = path
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        waiting += [*_imported(path.read_text(encoding="utf-8"), package), name.rpartition(".")[0]]
        if name.startswith("course_admin.marking.engine"):  # the sandbox has no package: `import codec`
            waiting += [f"course_admin.marking.engine.{one}" for one in _imported(path.read_text(), "")]
    return found


def imported(code):
    """The names that a notebook's code imports; its lines that are no Python (`%`, `!`) count for nothing."""
    return _imported("\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in code.split("\n")), "")


def _imported(text, package):
    """The names that a source imports, and what may be modules in them; relative ones seen from `package`."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("course_"):
            names.add(node.value)  # a module named by its text, for importlib; several where it ends with a star
    return names


def _file(name):
    """The file of a module of ours, None for any other name."""
    package, *parts = name.split(".")
    if package not in PACKAGES or not all(part.isidentifier() for part in parts):
        return None
    place = PACKAGES[package].joinpath(*parts)
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.is_file():
            return path
    return None


def _modules(names):
    """The modules of ours whose names begin so: `course_utils.checks.tp1.ex*`."""
    package, _, start = names.rpartition(".")
    place = _file(package)
    return [f"{package}.{path.stem}" for path in place.parent.glob(f"{start}.py")] if place else []


def _name(path, roots):
    return min((path.relative_to(root).as_posix() for root in roots if path.is_relative_to(root)), key=len)


def content(path):
    """A digest of a file. Raises CourseError where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        raise CourseError(f"grading needs {path}: {error.strerror}") from error
