"""TP2's visible checks: what they give away; and through the sandbox, the same verdicts as here."""

import ast
import inspect
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, writes

from course_admin.answers import FUNCTIONS, answers, reference
from course_admin.engine import run, sandbox, submission
from course_utils.checks import engine, tp2

SETTINGS = {"schema_version": 3, "locked": False}


def test_nothing_that_students_receive_computes_an_answer():
    """No generator's draw of a mask, no Keras layer, no import of the modules that the TP withholds."""
    for node in ast.walk(ast.parse(Path(tp2.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"layers", "fit", "EarlyStopping", "StandardScaler"}
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            assert not any(name.startswith(("course_utils.nn", "course_admin", "keras", "sklearn")) for name in names)


def test_hints_name_a_cause_and_no_formula():
    for task in tp2.TASKS.values():
        for text in (*task.hints.values(), task.broader):
            assert not any(sign in text for sign in ("np.", "**", "1 / (1", "1/(1", "sqrt", ".mean("))
            assert text.rstrip().endswith((".", "?"))


def test_an_exercise_checks_the_function_that_it_is_given(capsys):
    tp2.exercise_8(batch_norm=reference("tp2")["batch_norm"])
    assert capsys.readouterr().out == "✔ batch_norm\n"
    with pytest.raises(engine.CheckFailed, match="n’est pas une fonction"):
        tp2.exercise_5(train_model=None)
    with pytest.raises(TypeError):
        tp2.exercise_5()


def unwritten(*args, **kwargs):
    raise NotImplementedError


@pytest.mark.parametrize("exercise", FUNCTIONS["tp2"])
def test_what_is_not_written_is_told_so(exercise):
    check = getattr(tp2, f"exercise_{exercise}")
    for keyword in inspect.signature(check).parameters:
        with pytest.raises(engine.CheckFailed) as failure:
            check(**{keyword: unwritten})
        assert failure.value.mistake == "pas_ecrite"


@pytest.mark.parametrize(
    "returned",
    [None, 3, "modèle", [1, 2], {"loss": 1.0}, object(), lambda x: x],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("exercise", FUNCTIONS["tp2"])
def test_whatever_comes_back_is_judged_without_a_crash(exercise, returned):
    check = getattr(tp2, f"exercise_{exercise}")
    for keyword in inspect.signature(check).parameters:
        with pytest.raises(engine.CheckFailed):
            check(**{keyword: lambda *args, **kwargs: returned})


def test_the_arguments_names_are_those_of_the_reference():
    for name, task in tp2.TASKS.items():
        assert tuple(inspect.signature(reference("tp2")[name]).parameters) == task.arguments


def notebook(functions):
    """A notebook of these answers, `{exercise: source}`, each followed by its hidden test; and its bytes."""
    cells = [new_code_cell("import keras\nimport sklearn")]
    for exercise, source in functions.items():
        name = FUNCTIONS["tp2"][exercise][0]
        keyword = "best_model_1" if exercise == 9 else name
        solution = SETTINGS | {"grade_id": f"ex{exercise}", "grade": False, "solution": True}
        grade = SETTINGS | {"grade_id": f"test_ex{exercise}", "grade": True, "solution": False, "points": 1}
        test = f"from course_admin.hidden.tp2 import exercise_{exercise}; exercise_{exercise}({keyword}={name})"
        cells.append(new_code_cell(source, metadata={"nbgrader": solution}))
        cells.append(new_code_cell(test, metadata={"nbgrader": grade}))
    return writes(new_notebook(cells=cells)).encode()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_the_sandbox_gives_the_verdicts_that_are_given_here(kind, tmp_path):
    bank = {answer.path.stem: answer for answer in answers("tp2")}
    chosen = {
        "right": ("ex1_standard_scaler", "ex2_softmax", "ex3_mae_mse", "ex4_logits_sous_classe", "ex5_boucle",
                  "ex6_les_deux_parts", "ex7_choice", "ex8_loops", "ex9_classe_enveloppe"),
        "wrong": ("ex1_fuite", "ex2_seuil_de_l_exactitude", "ex3_relu", "ex4_softmax_et_from_logits",
                  "ex5_validation_en_bloc", "ex6_fuite", "ex7_nombre_fixe", "ex8_norm_par_exemple", "ex9_lineaire"),
    }[kind]  # fmt: skip
    source = notebook({bank[name].exercise: bank[name].source for name in chosen})
    tree = sandbox.HERE.parent.parent / "course_utils"
    for name in ("__init__.py", "checks/__init__.py", "checks/record.py", "checks/models.py"):
        place = tmp_path / "course_utils" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes((tree / name).read_bytes())
    merged = submission.read(source, source)
    limits = {"cell_seconds": 120, "total_seconds": 600, "memory_mb": 2048}
    results = run.run(merged.notebook, merged.tests, limits, tmp_path)
    told = [(verdict.status, verdict.mistake, verdict.message) for verdict in results.verdicts]
    if kind == "right":
        assert [status for status, _, _ in told] == ["passed"] * 9, told
    else:
        assert [(status, mistake) for status, mistake, _ in told] == [
            ("failed", bank[name].mistake) for name in chosen
        ], told
