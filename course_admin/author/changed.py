"""`make check`: what a change touches, proven in about two minutes; it says what it leaves to `make test`.

    python -m course_admin.author.changed               what differs from the last commit, new files included
    python -m course_admin.author.changed --base main   what differs from another commit
    python -m course_admin.author.changed --list        run nothing: only say what would run

Lint; the tests that import a changed file, directly or through one module of ours; the changed notebooks, cleanly
stored and run again; the bank of the exercises whose check, hidden test or answers changed. Tests marked slow, and
those farther away, are left out, by name.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

from course_admin.base.errors import CourseError, in_one_line
from course_admin.base.git import git
from course_admin.release.leaks import imports

ROOT = Path(__file__).resolve().parents[2]
QUICK = "not slow and not assignments and not ci"
_EXERCISE = re.compile(
    r"course_utils/checks/(tp\d)/ex(\d+)|course_admin/answers/(tp\d)/\w+/ex(\d+)|course_admin/hidden/(tp\d)"
)


def changed_files(base):
    """The files that differ from a commit, new ones included, as paths from the root. Raises CourseError."""
    found = git("diff", "--name-only", "-z", base, cwd=ROOT, check=False)
    if found.returncode:
        raise CourseError(f"'{base}' is no commit here; give a branch or a commit with --base")
    new = git("ls-files", "--others", "--exclude-standard", "-z", cwd=ROOT).stdout
    names = {name for name in (found.stdout + new).split("\0") if name}
    return sorted(name for name in names if (ROOT / name).exists())


def arrows(paths):
    """File → the dotted names that it imports, of the Python files among `paths`; those that it collects too."""
    python = [path for path in paths if path.endswith(".py")]
    found, modules = {path: imports(path, (ROOT / path).read_bytes()) for path in python}, [*map(module, python)]
    for names in found.values():
        starts = tuple(name.removesuffix("*") for name in names if name.endswith("*"))
        names |= {name for name in modules if name.startswith(starts)}
    return found


def module(path):
    """A file as the dotted name that others import it by.

    >>> module("course_utils/nn/layers.py"), module("tests/support/bank.py")
    ('course_utils.nn.layers', 'bank')
    """
    name = path.removesuffix(".py").removesuffix("/__init__")
    return name.removeprefix("tests/support/").replace("/", ".")


def tests_of(changed, tracked):
    """The test files that a change touches (those that import it, or one that does), and those farther away."""
    graph = arrows(tracked)
    ours = [path for path in graph if not Path(path).name.startswith("test_")]
    tests = sorted(path for path in graph if Path(path).name.startswith("test_"))
    touched = {module(path) for path in changed if path in graph}
    near = touched | {module(path) for path in ours if graph[path] & touched}
    far, grown = set(near), True
    while grown:
        more = {module(path) for path in ours if graph[path] & far} - far
        far, grown = far | more, bool(more)
    chosen = [path for path in tests if path in changed or graph[path] & near]
    return chosen, [path for path in tests if path not in chosen and graph[path] & far]


def exercises_of(changed):
    """(TP, exercise) pairs whose check or answers changed; the exercise is "" where the whole TP is concerned."""
    found = set()
    for path in changed:
        match = _EXERCISE.search(path)
        if match:
            first, one, second, two, whole = match.groups()
            found.add((first or second or whole, one or two or ""))
    return sorted(found)


def steps(changed, tracked):
    """The commands to run, (what it is, arguments), and the lines that say what is left out."""
    python = [sys.executable, "-m"]
    found = [("style", [*python, "ruff", "check", "."]), ("format", [*python, "ruff", "format", "--check", "."])]
    near, far = tests_of(changed, tracked)
    if near:
        found.append((f"{len(near)} test files", [*python, "pytest", "-q", "-n", "2", "-m", QUICK, *near]))
    for tp, exercise in exercises_of(changed):
        select = ["-k", f"ex{exercise}_"] if exercise else []
        bank = f"tests/answers/test_answers_{tp}.py"
        found.append((f"the bank of {tp} {exercise}".strip(), [*python, "pytest", "-q", "-n", "2", bank, *select]))
    books = [path for path in changed if path.endswith(".ipynb") and path.startswith("notebooks/")]
    if books:
        found.append(("stored notebooks", [*python, "course_admin.author.notebooks", "--check", *books]))
        options = ["--nbval", "--nbval-cell-timeout=120", "-W", "default", "-q"]
        found.append((f"{len(books)} notebooks run again", [*python, "pytest", *options, *books]))
    left = [f"tests marked slow, assignments or ci, of {len(near)} files"] if near else []
    left += [f"{len(far)} test files that reach the change through several modules: {', '.join(far)}"] if far else []
    left += ["notebooks that were not changed"]
    return found, left


@in_one_line
def main(arguments=None):
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="make check", description=__doc__.splitlines()[0])
    parser.add_argument("--base", default="HEAD", help="the commit to compare with (default: the last one)")
    parser.add_argument("--list", action="store_true", help="run nothing: only say what would run")
    options = parser.parse_args(arguments)
    changed = changed_files(options.base)
    if not changed:
        print(f"nothing differs from {options.base}: nothing to check (give another --base)")
        return 0
    tracked = set(git("ls-files", "-z", cwd=ROOT).stdout.split("\0")) | set(changed)
    commands, left = steps(changed, sorted(path for path in tracked if path and (ROOT / path).exists()))
    failed = []
    for what, command in commands:
        print(f"— {what}", flush=True)
        if not options.list and subprocess.run(command, cwd=ROOT).returncode not in (0, 5):  # 5: no test selected
            failed.append(what)
    print("left out, for `make test`:", *(f"  {line}" for line in left), sep="\n")
    if failed:
        print(f"✘ {', '.join(failed)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
