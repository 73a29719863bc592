"""TP4's visible checks: what they give away; and through the sandbox, the same verdicts as here."""

import ast
import inspect
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, writes

from course_admin.answers import FUNCTIONS, answers, reference
from course_admin.engine import run, sandbox, submission
from course_utils.checks import engine, tp4

SETTINGS = {"schema_version": 3, "locked": False}


def test_nothing_that_students_receive_computes_an_answer():
    """No Keras layer, no decomposition, no quantile, no exponential, no import of what holds them."""
    for node in ast.walk(ast.parse(Path(tp4.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"layers", "fit", "svd", "eigh", "quantile", "percentile", "exp"}
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            assert not any(name.startswith(("course_utils.nn", "course_admin", "keras", "sklearn")) for name in names)


def test_hints_name_a_cause_and_no_formula():
    for task in tp4.TASKS.values():
        for text in (*task.hints.values(), task.broader):
            assert not any(sign in text for sign in ("np.", "**", "exp(", "sqrt", ".mean(", "/ 2"))
            assert text.rstrip().endswith((".", "?"))


def test_the_arguments_names_are_those_of_the_reference():
    for name, task in tp4.TASKS.items():
        assert tuple(inspect.signature(reference("tp4")[name]).parameters) == task.arguments


def unwritten(*args, **kwargs):
    raise NotImplementedError


@pytest.mark.parametrize("exercise", FUNCTIONS["tp4"])
def test_what_is_not_written_is_told_so(exercise):
    for name in FUNCTIONS["tp4"][exercise]:
        with pytest.raises(engine.CheckFailed) as failure:
            getattr(tp4, f"exercise_{exercise}")(**{name: unwritten})
        assert failure.value.mistake == "pas_ecrite"


@pytest.mark.parametrize(
    "returned",
    [None, 3, "modèle", [1, 2], {"loss": 1.0}, object(), lambda x: x],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("exercise", FUNCTIONS["tp4"])
def test_whatever_comes_back_is_judged_without_a_crash(exercise, returned):
    for name in FUNCTIONS["tp4"][exercise]:
        with pytest.raises(engine.CheckFailed):
            getattr(tp4, f"exercise_{exercise}")(**{name: lambda *args, **kwargs: returned})


def notebook(chosen):
    """A notebook of these answers, each function followed by its hidden test, as bytes."""
    cells = [new_code_cell("import keras\nimport sklearn")]
    for answer in chosen:
        name, exercise = answer.functions[-1], answer.exercise
        solution = SETTINGS | {"grade_id": f"ex{exercise}", "grade": False, "solution": True}
        grade = SETTINGS | {"grade_id": f"test_ex{exercise}", "grade": True, "solution": False, "points": 1}
        test = f"from course_admin.hidden.tp4 import exercise_{exercise}; exercise_{exercise}({name}={name})"
        cells.append(new_code_cell(answer.source, metadata={"nbgrader": solution}))
        cells.append(new_code_cell(test, metadata={"nbgrader": grade}))
    return writes(new_notebook(cells=cells)).encode()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_the_sandbox_gives_the_verdicts_that_are_given_here(kind, tmp_path):
    """Models, a training that is watched, a generator, networks made of weights: all through stand-ins."""
    bank = {answer.path.stem: answer for answer in answers("tp4")}
    names = {
        "right": ("ex1_subclassed", "ex2_keywords_and_recompiled", "ex3_sklearn", "ex4_scikit_learn", "ex5_keras",
                  "ex6_pandas", "ex7_ops", "ex8_tenseur"),
        "wrong": ("ex1_poids_non_partages", "ex2_debruiteur", "ex3_acp_ajustee_sur_x", "ex4_debruite_image_moyenne",
                  "ex5_erreurs_racine", "ex6_detection_large", "ex7_kl_signe", "ex8_marche_spherique"),
    }[kind]  # fmt: skip
    source = notebook([bank[name] for name in names])
    tree = sandbox.HERE.parent.parent / "course_utils"
    for name in ("__init__.py", "checks/__init__.py", "checks/record.py", "checks/models.py"):
        place = tmp_path / "course_utils" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes((tree / name).read_bytes())
    merged = submission.read(source, source)
    limits = {"cell_seconds": 120, "total_seconds": 600, "memory_mb": 2048}
    results = run.run(merged.notebook, merged.tests, limits, tmp_path)
    told = [(verdict.status, verdict.mistake) for verdict in results.verdicts]
    expected = [("passed", None) if kind == "right" else ("failed", bank[name].mistake) for name in names]
    assert told == expected, [verdict.message for verdict in results.verdicts]
