"""A small lab for the engine's tests: an instructor's notebook, and submissions made from it."""

import contextlib
import json
import os
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes

from course_admin.marking.engine import run, sandbox, submission

SECRET = "attendu_7319"  # stands in the tests' source and nowhere else

ANSWERS = {
    "double": "def double(x):\n    return 2 * x",
    "center": "import numpy as np\ndef center(X):\n    return X - np.mean(X, axis=0)",
    "apply": "def apply(f, x):\n    return [f(f(value)) for value in x]",
    "draw": "def draw(rng, n):\n    return rng.normal(size=n)",
}
TESTS = {
    "double": f"""{SECRET} = [(1, 2), (2.5, 5.0), (-3, -6)]
for x, expected in {SECRET}:
    assert double(x) == expected, f"double({{x}}) n’est pas bon"
""",
    "center": f"""import numpy as np
from course_utils.checks.record import call
{SECRET} = np.arange(12.0).reshape(4, 3) ** 2
made = call(center, {SECRET})
assert made.error is None, made.message
assert np.shape(made.value) == (4, 3)
assert np.allclose(made.value, {SECRET} - {SECRET}.mean(axis=0)), "center : moyenne par colonne ?"
assert np.array_equal(made.args[0], {SECRET}), "l’argument a été modifié"
""",
    "apply": f"""from course_utils.checks.record import call
{SECRET} = []
def f(value):
    {SECRET}.append(value)
    return 3 * value + 1
made = call(apply, f, [1, 2])
assert made.value == [13, 22] and {SECRET} == [1, 4, 2, 7], "apply : f deux fois"
""",
    "draw": f"""import numpy as np
from course_utils.checks.record import call
{SECRET} = np.random.default_rng(5)
twin = np.random.default_rng(5)
for _ in range(2):
    made = call(draw, {SECRET}, 4)
    assert np.allclose(made.value, twin.normal(size=4)), "draw : tirez de rng, et de lui seul"
""",
}


def _cell(name, source, **settings):
    base = {"grade_id": name, "schema_version": 3, "grade": False, "solution": False, "locked": False}
    return new_code_cell(source, metadata={"nbgrader": base | settings})


def source():
    """The instructor's notebook, four exercises of one point, as bytes."""
    cells = [new_markdown_cell("# TP"), new_code_cell("import numpy as np")]
    for name, answer in ANSWERS.items():
        cells.append(_cell(name, answer, solution=True))
        cells.append(_cell(f"test_{name}", TESTS[name], grade=True, locked=True, points=1))
    return writes(new_notebook(cells=cells)).encode()


def notebook(answers=(), first="", last=""):
    """A submission: right answers but for `answers`, a cell of the student's own before and after all."""
    work = json.loads(source())
    for cell in work["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        cell["source"] = dict(answers).get(name, cell["source"])
        if name.startswith("test_"):
            cell["source"] = "# tests"
    work["cells"].insert(1, json.loads(json.dumps(new_code_cell(first))))
    work["cells"].append(json.loads(json.dumps(new_code_cell(last))))
    return json.dumps(work).encode()


def mark(data, kinds=("warm",), files=None, **limits):
    """The results of marking a submission's bytes with short limits."""
    merged = submission.read(data, source())
    limits = {"cell_seconds": 3, "total_seconds": 30, "memory_mb": 600, "disk_mb": 16, "output_kb": 64} | limits
    return run.run(merged.notebook, merged.tests, limits, None, files, kinds=kinds)


def mark_answers(tp, answers, world, keywords=None):
    """The results of marking answers of a TP's bank, each before the hidden test of its last function.

    `world`, an empty folder, receives the part of `course_utils` that the kernel needs; `keywords` (exercise → name) is
    under which keyword a test takes the function, where that is not its own name.
    """
    cells = [new_code_cell("import keras\nimport sklearn")]
    for answer in answers:
        exercise, function = answer.exercise, answer.functions[-1]
        keyword = (keywords or {}).get(exercise, function)
        test = f"from course_admin.hidden.{tp} import exercise_{exercise}; exercise_{exercise}({keyword}={function})"
        cells.append(_cell(f"ex{exercise}", answer.source, solution=True))
        cells.append(_cell(f"test_ex{exercise}", test, grade=True, points=1))
    checks = ("__init__", "record", "models", "model_inside", "model_training", "description", "builders")
    for name in ("__init__.py", *(f"checks/{module}.py" for module in checks)):
        place = world / "course_utils" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes((sandbox.HERE.parents[2] / "course_utils" / name).read_bytes())
    whole = writes(new_notebook(cells=cells)).encode()
    merged = submission.read(whole, whole)
    limits = {"cell_seconds": 120, "total_seconds": 600, "memory_mb": 2048}
    return run.run(merged.notebook, merged.tests, limits, world)


def points(results):
    """Points by exercise, as a string such as « 1101 »."""
    return "".join(str(int(verdict.points)) for verdict in results.verdicts)


def traces():
    """What this process's marking has left behind: control groups and processes."""
    found = [str(path) for path in Path("/sys/fs/cgroup").glob(f"*/course-{os.getpid()}-*")]
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and (entry.stat().st_uid - sandbox.FIRST_UID) >> 8 == os.getpid():
                found.append(Path(entry.path, "cmdline").read_text())
    return found
