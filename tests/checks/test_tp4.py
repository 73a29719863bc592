"""TP4's visible checks: what they give away; and through the sandbox, the same verdicts as here."""

import ast
from pathlib import Path

import engine_lab
import pytest

from course_admin.answers import answers
from course_utils.checks import tp4


def test_nothing_that_students_receive_computes_an_answer():
    """No Keras layer, no decomposition, no quantile, no exponential, no import of what holds them."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(tp4.__file__).parent.glob("*.py"))]
    for node in (node for source in sources for node in ast.walk(ast.parse(source))):
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


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_the_sandbox_gives_the_verdicts_that_are_given_here(kind, tmp_path):
    """Models, a training that is watched, a generator, networks made of weights: all through stand-ins."""
    bank = {answer.name: answer for answer in answers("tp4")}
    names = {
        "right": ("ex1_subclassed", "ex2_keywords_and_recompiled", "ex3_sklearn", "ex4_scikit_learn", "ex5_keras",
                  "ex6_pandas", "ex7_ops", "ex8_tenseur"),
        "wrong": ("ex1_poids_non_partages", "ex2_debruiteur", "ex3_acp_ajustee_sur_x", "ex4_debruite_image_moyenne",
                  "ex5_erreurs_racine", "ex6_detection_large", "ex7_kl_signe", "ex8_marche_spherique"),
    }[kind]  # fmt: skip
    results = engine_lab.mark_answers("tp4", [bank[name] for name in names], tmp_path)
    told = [(verdict.status, verdict.mistake) for verdict in results.verdicts]
    expected = [("passed", None) if kind == "right" else ("failed", bank[name].mistake) for name in names]
    assert told == expected, [verdict.message for verdict in results.verdicts]
