"""What stops a cell is told in French, in a real kernel that is set up as a student's."""

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course_utils.checks.errors_of_syntax import _UNREAD, french_syntax
from course_utils.verifier_errors import stopped

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ("invalid syntax", "was never closed", "is not defined", "Traceback", "SyntaxError", "NameError")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """`told(*cells)`: what the last of these cells shows, in a kernel whose cells go on after an error."""
    profile = tmp_path_factory.mktemp("ipython") / "profile_default"
    profile.mkdir()
    shutil.copy(ROOT / "course_admin/release/student/jupyterlab/ipython_config.py", profile)
    notebook = nbformat.v4.new_notebook()
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True)
    environment = os.environ | {"IPYTHONDIR": str(profile.parent), "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}

    def run(*cells):
        for source in cells:
            notebook.cells.append(nbformat.v4.new_code_cell(source))
            client.execute_cell(notebook.cells[-1], len(notebook.cells) - 1)
        outputs = notebook.cells[-1].outputs
        return "\n".join(one.get("text") or "\n".join(one.get("traceback", [])) for one in outputs)

    with client.setup_kernel(env=environment):
        yield run


@pytest.mark.parametrize(
    ("source", "number", "says"),
    [
        ("x = 1\nfor i in range(3)\n    print(i)", 2, "il manque « : »"),
        ("print((1, 2)", 1, "n’est jamais refermé"),
        ("def f(x):\nreturn x", 2, "doit être décalé vers la droite"),
        ("x = 1\n  y = 2", 2, "décalée vers la droite sans raison"),
        ("x = 3\nif x = 3:\n    pass", 2, "« == »"),
        ("x = 0,05", 1, "point"),
        ("y = 2x", 1, "2 * x"),
        ("print 3", 1, "parenthèses"),
        ("a = 'oui", 1, "n’est pas refermé"),
        ("if x > 1 && x < 3:\n    pass", 1, "« and »"),
        ("x = 4 − 2", 1, "traitement de texte"),
        ("if x > 2:\n    y = 1\nelse if x > 1:\n    y = 2", 3, "« elif »"),
        ("return 3", 1, "dans aucune fonction"),
    ],
)
def test_a_line_that_python_cannot_read(told, source, number, says):
    shown = told(source)
    assert says in shown.replace("\n", " ") and f"Ligne {number} de cette cellule" in shown
    assert source.splitlines()[number - 1].strip() in shown
    assert not any(word in shown for word in ENGLISH), shown


def test_a_name_that_does_not_exist_says_what_to_do(told):
    shown = told("W = 3\nresultat = forward(W)").replace("\n", " ")
    assert "Ligne 2" in shown and "« forward » n’existe pas" in shown and "le noyau a redémarré" in shown
    assert "resultat = forward(W)" in shown and not any(word in shown for word in ENGLISH)
    assert "cellule, celle des imports" in told("np.zeros(3)").replace("\n", " ")
    assert "vouliez-vous dire « sigmoide »" in told("def sigmoide(z):\n    return z", "sigmoid(3)").casefold()


def test_a_known_error_has_its_sentence_above_the_traceback(told):
    shown = told("import numpy as np\nA = np.ones((2, 3))\nA @ A")
    assert shown.startswith("✘ Ligne 3, « A @ A »") and "tailles qui ne vont pas ensemble" in shown
    assert "ValueError" in shown
    assert "NotImplementedError" in told("raise NotImplementedError")


def test_a_missing_library_keeps_its_own_words_and_the_kernel_goes_on(told):
    shown = told("import une_bibliotheque_absente")
    assert "Ligne 1, «" not in shown and "une_bibliotheque_absente" in shown
    assert told("print(6 * 7)") == "42\n"


def test_every_line_that_python_refuses_has_a_sentence():
    assert french_syntax("something new in a Python to come", "x = 1") == _UNREAD
    assert french_syntax(None, None) == _UNREAD


@pytest.mark.parametrize(
    ("kind", "text", "source", "says"),
    [
        (
            "SyntaxError",
            "expected ':' (1234.py, line 2)",
            "x = 1\nfor i in x\n    y",
            "ligne 2, « for i in x » : il manque",
        ),
        (
            "IndentationError",
            "unexpected indent (1.py, line 9)",
            "  y = 2",
            "ligne 9, « y = 2 » : la ligne est décalée",
        ),
        ("SyntaxError", "something new", "", "Python ne comprend pas"),
        ("NameError", "name 'sigmoid' is not defined", "sigmoid(2)", "« sigmoid » n’existe pas : aucune cellule"),
        ("ValueError", "matmul: size 2 is different from 3", "A @ A", "le produit @ reçoit des tailles"),
        ("OSError", "boo", "x", "OSError : boo"),
    ],
)
def test_verifier_says_what_stopped_a_cell(kind, text, source, says):
    output = {"output_type": "error", "ename": kind, "evalue": text, "traceback": []}
    assert says in stopped({"source": source, "outputs": [output]})
    assert stopped({"source": source, "outputs": []}) is None
