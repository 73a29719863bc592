"""What a ✔ is worth, and `bilan`: points earned in this kernel, what remains, and what only hidden data decide."""

import pytest

from course_admin.answers import reference
from course_utils.checks import progress, tp1, tp2
from course_utils.checks.engine import CheckFailed


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    monkeypatch.setattr(progress, "_outcomes", {})


def told(tp, capsys):
    capsys.readouterr()
    progress.bilan(tp)
    return capsys.readouterr().out


def test_nothing_yet(capsys):
    said = told("tp1", capsys)
    assert "Tests visibles : 0 point sur 19, et 1 point à la main." in said
    assert "reste : sigmoid, sigmoid_prime, relu, relu_prime" in said


def test_what_passed_counts_and_what_failed_since_does_not(capsys):
    answers = reference("tp1")
    for name in ("mse", "mse_gradient"):
        tp1.exercise_4(**{name: answers[name]})
    assert "3 points sur 19" in told("tp1", capsys)
    with pytest.raises(CheckFailed):
        tp1.exercise_4(mse=lambda y_pred, y: 0.0)
    said = told("tp1", capsys)
    assert "2 points sur 19" in said and "reste : mse)" in said


def test_the_remaining_minutes_are_the_announced_ones(capsys):
    left = sum(exercise["minutes"] for exercise in progress.plan("tp1") if exercise["cells"])
    assert f"{left} minutes annoncées" in told("tp1", capsys)


def test_a_form_is_no_point(monkeypatch, capsys):
    cell = ("tp2", "exercise_9", "best_model_1")
    progress.note(*cell, "form")
    said = told("tp2", capsys)
    assert "0 point sur 19" in said and "1 point se décide sur des données cachées" in said
    assert "forme seule : best_model_1" in said
    question = next(q for q in tp2.exercise_9.questions if q.name == "best_model_1")
    assert "point" not in question.passed(None, 1)


def test_a_hidden_test_leaves_no_trace(capsys):
    from course_admin.hidden import tp1 as hidden

    hidden.exercise_4(mse=reference("tp1")["mse"])
    assert capsys.readouterr().out == "✔ mse : valeurs, un seul exemple, entiers.\n"
    assert "0 point sur 19" in told("tp1", capsys)


def test_green_is_for_a_notebook_that_somebody_reads():
    assert progress.green("✔ mse") == "✔ mse"
