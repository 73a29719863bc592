"""TP2's visible checks: what they give away; and through the sandbox, the same verdicts as here."""

import ast
from pathlib import Path

import engine_lab
import pytest

from course_admin.answers import answers, reference
from course_utils.checks import engine, tp2


def test_nothing_that_students_receive_computes_an_answer():
    """No generator's draw of a mask, no Keras layer, no import of the modules that the TP withholds."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(tp2.__file__).parent.glob("*.py"))]
    for node in (node for source in sources for node in ast.walk(ast.parse(source))):
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
    assert capsys.readouterr().out.startswith("✔ batch_norm (2 points) : ")
    with pytest.raises(engine.CheckFailed, match="n’est pas une fonction"):
        tp2.exercise_5(train_model=None)
    with pytest.raises(TypeError):
        tp2.exercise_5()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_the_sandbox_gives_the_verdicts_that_are_given_here(kind, tmp_path):
    bank = {answer.name: answer for answer in answers("tp2")}
    chosen = {
        "right": ("ex1_standard_scaler", "ex2_softmax", "ex3_mae_mse", "ex4_logits_sous_classe", "ex5_boucle",
                  "ex6_les_deux_parts", "ex7_choice", "ex8_loops", "ex9_classe_enveloppe"),
        "wrong": ("ex1_fuite", "ex2_seuil_de_l_exactitude", "ex3_relu", "ex4_softmax_et_from_logits",
                  "ex5_validation_en_bloc", "ex6_fuite", "ex7_nombre_fixe", "ex8_norm_par_exemple", "ex9_lineaire"),
    }[kind]  # fmt: skip
    keywords = {9: "best_model_1"}
    results = engine_lab.mark_answers("tp2", [bank[name] for name in chosen], tmp_path, keywords)
    told = [(verdict.status, verdict.mistake, verdict.message) for verdict in results.verdicts]
    if kind == "right":
        assert [status for status, _, _ in told] == ["passed"] * 9, told
    else:
        assert [(status, mistake) for status, mistake, _ in told] == [
            ("failed", bank[name].mistake) for name in chosen
        ], told
