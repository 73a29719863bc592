"""Honest submissions through the real engine, in each kind of sandbox: right answers pass, and nothing is lost."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import engine_lab as lab
import nbgrader
import pytest

from course_admin.marking.engine import run, sandbox, submission

pytestmark = pytest.mark.slow

PS1 = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source" / "ps1" / "problem1.ipynb"

HONEST_CELLS = {
    "nothing": "",
    "prints": "print('bonjour'); print('élève', 'à l’œuvre')",
    "stderr": "import sys\nprint('attention', file=sys.stderr)",
    "warnings": "import warnings\nwarnings.warn('prudence'); np.float64(1) / 0",
    "raises": "1 / 0",
    "syntax error": "def (",
    "progress bar": "for i in range(1000): print('\\r', i, end='', flush=True)",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",
    "magics": "%matplotlib inline\n%time 1 + 1\n!echo bonjour\n%timeit -n 1 -r 1 1",
    "cell magic": "%%time\nx = 1",
    "await": "import asyncio\nawait asyncio.sleep(0.01)",
    "accents": "élèves = {'Zoé': 3}\ndef moitié(x): return x / 2\nmoitié(élèves['Zoé'])",
    "names of builtins": "len = 3\nsum = 'total'\nlist = [1]",
    "files": "open('notes.txt', 'w').write('x')\nimport tempfile\ntempfile.mkdtemp()",
    "seeds": "np.random.seed(3); rng = np.random.default_rng()",
    "processes": "import subprocess\nprint(subprocess.run(['echo', 'ok'], capture_output=True, text=True).stdout)",
    "pandas": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "widgets": "from IPython.display import clear_output, Markdown\nclear_output(); Markdown('**a**')",
}

# The same right `center`, written otherwise.
CENTERS = {
    "loops": """
def center(X):
    X = np.array(X, float)
    for j in range(X.shape[1]): X[:, j] -= X[:, j].mean()
    return X""",
    "lists": "def center(X): return (np.array(X) - np.mean(X, 0)).tolist()",
    "prints": """
import sys
def center(X):
    print("." * 100, file=sys.stderr)
    return X - X.mean(0)""",
    "helper": "def center(X): return X - aide(X)\ndef aide(X): return X.mean(axis=0)",
    "object": "class Center:\n    def __call__(self, X): return X - X.mean(axis=0)\ncenter = Center()",
    "lambda": "center = lambda X: X - X.mean(axis=0, keepdims=True)",
    "float32": "def center(X): return (X - X.mean(axis=0)).astype(np.float32)",
    "keywords": "from functools import partial\ncenter = partial(lambda axis, X: X - X.mean(axis=axis), 0)",
    "matrix": "def center(X): return np.asmatrix(X - X.mean(axis=0))",
}


@pytest.mark.parametrize("name", HONEST_CELLS)
def test_honest_cells_do_not_matter(name):
    results = lab.mark(lab.notebook(first=HONEST_CELLS[name], last=HONEST_CELLS[name]), cell_seconds=30)
    assert lab.points(results) == "1111", results.log
    assert results.status == "graded"


@pytest.mark.parametrize("name", CENTERS)
def test_right_answers_written_otherwise(name):
    assert lab.points(lab.mark(lab.notebook({"center": CENTERS[name]}))) == "1111"


@pytest.mark.parametrize("kind", sandbox.KINDS)
def test_each_kind_of_sandbox_gives_the_same_mark(kind):
    answers = {"center": "def center(X): return X - X.mean()", "apply": "def apply(f, x): return [f(v) for v in x]"}
    results = lab.mark(lab.notebook(answers), kinds=(kind,))
    assert lab.points(results) == "1001"
    assert results.verdicts[1].message == "center : moyenne par colonne ?"
    assert results.memory_mb > 1


@pytest.mark.parametrize("kind", sandbox.KINDS)
def test_a_hostile_cell_is_contained_in_each_kind(kind):
    double = "def double(x):\n    while True: pass"
    first = "import os\nos._exit(0)"
    assert lab.points(lab.mark(lab.notebook({"double": double}, first), kinds=(kind,), cell_seconds=1)) == "0111"


def test_without_a_sandbox_it_refuses_unless_unsafe():
    merged = submission.read(lab.notebook(), lab.source())
    with pytest.raises(sandbox.NoSandbox, match="no sandbox can be made here"):
        run.run(merged.notebook, merged.tests, {}, kinds=())
    assert lab.points(run.run(merged.notebook, merged.tests, {}, unsafe=True, kinds=())) == "1111"


def test_a_cell_that_hangs_is_named_and_costs_its_exercise():
    results = lab.mark(lab.notebook({"center": "def center(X): return X\nwhile True: pass"}), cell_seconds=1)
    verdict = results.verdicts[1]
    assert lab.points(results) == "1011"
    assert (verdict.status, results.status) == ("timeout", "partial")
    assert "« center » n’est pas défini" in verdict.message and "a dépassé 1 s" in verdict.message


def test_a_cell_that_dies_is_named_and_costs_its_exercise():
    results = lab.mark(lab.notebook({"apply": "def apply(f, x): pass\nimport os; os._exit(1)"}))
    assert lab.points(results) == "1101"
    assert results.verdicts[2].status == "died"
    assert "a arrêté le noyau" in results.verdicts[2].message


def test_too_much_memory_is_said():
    results = lab.mark(
        lab.notebook({"double": "def double(x): return 2 * x\nd = []\nwhile True: d.append(b'x' * 10**7)"})
    )
    assert lab.points(results) == "0111"
    assert "mémoire" in results.verdicts[0].message


def test_the_total_time_ends_it():
    results = lab.mark(lab.notebook(first="import time; time.sleep(1.5)"), total_seconds=1)
    assert [verdict.status for verdict in results.verdicts] == ["timeout"] * 4
    assert "1 s pour tout le carnet" in results.verdicts[0].message


def test_an_exercise_not_done_says_so():
    results = lab.mark(lab.notebook({"double": "# à vous"}))
    assert lab.points(results) == "0111"
    assert "« double » n’est pas défini" in results.verdicts[0].message


def test_same_submission_twice_gives_the_same():
    work = lab.notebook({"draw": "def draw(rng, n): return np.random.normal(size=n)"}, first="np.random.rand()")
    first, second = lab.mark(work), lab.mark(work)
    assert lab.points(first) == lab.points(second) == "1110"
    assert [v.message for v in first.verdicts] == [v.message for v in second.verdicts]
    assert first.outputs == second.outputs


def test_outputs_are_kept_without_anything_active():
    first = "from IPython.display import HTML, display\ndisplay(HTML('<script>1</script>'))\nprint('a')\n1 + 1"
    results = lab.mark(lab.notebook(first=first))
    kinds = [output["output_type"] for output in results.outputs[1]]
    assert kinds == ["display_data", "stream", "execute_result"]
    assert "<script>" not in json.dumps(results.outputs)
    assert json.loads(results.notebook)["cells"][1]["outputs"] == results.outputs[1]


def test_data_files_are_beside_the_notebook():
    double = "def double(x): return int(open('donnees/facteur.txt').read()) * x"
    results = lab.mark(lab.notebook({"double": double}), files={"donnees/facteur.txt": b"2", "../evil": b"x"})
    assert lab.points(results) == "1111"


@pytest.mark.parametrize("kind", sandbox.KINDS)
@pytest.mark.parametrize("name", ["policies", "codec", "worker", "shell_hooks", "confine", "forkserver"])
def test_a_file_of_the_students_may_have_the_name_of_one_of_ours(name, kind):
    double = f"def double(x):\n    import {name}\n    return {name}.FACTOR * x"
    files = {f"{name}.py": b"FACTOR = 2"}
    assert lab.points(lab.mark(lab.notebook({"double": double}), kinds=(kind,), files=files)) == "1111"


def test_world_is_what_the_kernel_sees(tmp_path):
    checks = tmp_path / "course_utils" / "checks"
    checks.mkdir(parents=True)
    (checks / "record.py").write_bytes((sandbox.HERE.parents[2] / "course_utils/checks/record.py").read_bytes())
    (tmp_path / "course_utils" / "aide.py").write_text("facteur = 2\n")
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "a.csv").write_text("7")
    double = """
def double(x):
    import course_utils.aide, os
    assert open("../../../datasets/a.csv").read() == open(os.environ["COURSE_DATASETS"] + "/a.csv").read() == "7"
    try: import course_utils.nn.activations; return None
    except ImportError: return course_utils.aide.facteur * x"""
    merged = submission.read(lab.notebook({"double": double}), lab.source())
    for kind in sandbox.KINDS:
        assert lab.points(run.run(merged.notebook, merged.tests, {}, tmp_path, kinds=(kind,))) == "1111"


def test_nbgraders_own_example_gets_its_points():
    merged = submission.read(PS1.read_bytes(), PS1.read_bytes())
    results = run.run(merged.notebook, merged.tests, {})
    assert [verdict.points for verdict in results.verdicts] == [1, 1, 0.5, 0.5]
    cheat = json.loads(PS1.read_bytes())
    for cell in cheat["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "sum_of_squares":
            cell["source"] = "def sum_of_squares(n): return sum(i * i for i in range(1, n + 1))"
    merged = submission.read(json.dumps(cheat).encode(), PS1.read_bytes())
    results = run.run(merged.notebook, merged.tests, {})
    assert [verdict.points for verdict in results.verdicts] == [1, 1, 0.5, 0]
    assert results.verdicts[3].message == "sum_of_squares does not use squares"


def test_a_test_that_cannot_run_is_our_fault():
    work = json.loads(lab.source())
    work["cells"][3]["source"] = "import no_such_module_of_ours"
    merged = submission.read(lab.notebook(), json.dumps(work).encode())
    results = run.run(merged.notebook, merged.tests, {})
    assert (results.status, results.verdicts[0].status) == ("error", "error")
    assert lab.points(results) == "0111"


UNSAFE = """
import sys
sys.path[:0] = [{tests!r}]
import engine_lab as lab
from course_admin.marking.engine import run, submission
merged = submission.read(lab.notebook(first="import os, time\\nprint(os.getpid())\\ntime.sleep(600)"), lab.source())
run.run(merged.notebook, merged.tests, {{}}, unsafe=True, kinds=())
"""


def test_an_unsafe_worker_dies_with_the_process_that_started_it():
    script = UNSAFE.format(tests=str(Path(__file__).parents[1] / "support"))
    marking = subprocess.Popen([sys.executable, "-c", script], start_new_session=True)
    task = Path(f"/proc/{marking.pid}/task")

    def worker():
        children = " ".join(path.read_text() for path in task.glob("*/children")).split()
        return next((pid for pid in children if "worker.py" in Path(f"/proc/{pid}/cmdline").read_text()), None)

    try:
        pid = wait(worker)
        wait(lambda: "/course-" in os.readlink(f"/proc/{pid}/cwd") and lives(pid))
    finally:
        marking.kill()
        marking.wait()
    wait(lambda: not lives(pid), 5)


def lives(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


def wait(condition, seconds=60):
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return found
