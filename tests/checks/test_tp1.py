"""TP1's visible checks: what they give away, and what they cost."""

import ast
import time
from pathlib import Path

import pytest

from course_admin.answers import reference
from course_utils.checks import engine, frozen, tp1

SOURCES = [*sorted(Path(tp1.__file__).parent.glob("*.py")), *(Path(module.__file__) for module in (engine, frozen))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_that_students_receive_computes_an_answer(path):
    """No exponential, no matrix product, no import of the modules that the TP withholds."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.MatMult)
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"exp", "tanh", "maximum", "heaviside", "dot", "einsum", "expit", "outer"}
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            assert not any(name.startswith(("course_utils.nn", "course_admin")) for name in names)


def test_hints_name_a_cause_and_no_formula():
    for task in tp1.TASKS.values():
        for text in (*task.hints.values(), task.broader):
            assert not any(
                sign in text for sign in ("np.", "exp(", "@", "**", "**2", ".T", "e^", "2/n", "2 / n", "1 −")
            )
            assert text.rstrip().endswith((".", "?"))


def test_an_exercise_checks_the_functions_that_it_is_given_and_no_other(capsys):
    tp1.exercise_4(mse=reference("tp1")["mse"])
    assert capsys.readouterr().out == "✔ mse (1 point) : valeurs, un seul exemple, entiers.\n"
    with pytest.raises(engine.CheckFailed):
        tp1.exercise_4(mse=None)
    with pytest.raises(TypeError):
        tp1.exercise_4()


def test_a_lesson_costs_seconds():
    start = time.perf_counter()
    tp1.exercise_9(learns=reference("tp1")["train"])
    assert time.perf_counter() - start < 20
