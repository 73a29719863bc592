"""Every answer of TP1's bank through the checks of its exercise: right ones pass, wrong ones are told why they fail."""

import re

import pytest
from bank import HIDDEN, assert_recognised, faults, name

from course_admin.answers import answers
from course_utils.checks import tp1 as visible

BANK = answers("tp1")
LEARNS = (("train", "learns"),)  # the learning test, for right answers: wrong ones take long not to learn


def faults_of(answer):
    return faults("tp1", answer, also=LEARNS if answer.right or answer.cheats else ())


@pytest.mark.parametrize("answer", [a for a in BANK if a.right], ids=name)
def test_a_right_answer_passes_every_cell(answer):
    assert faults_of(answer) == []


@pytest.mark.parametrize("answer", [a for a in BANK if not a.right], ids=name)
def test_a_wrong_answer_fails_and_its_misconception_is_recognised(answer):
    assert_recognised(answer, faults_of(answer))


def test_a_hidden_message_holds_no_number():
    for answer in BANK:
        if answer.exercise and not answer.right and answer.exercise != 9:
            for side, _, failure in faults_of(answer):
                if side == HIDDEN:
                    said = str(failure)
                    task = visible.TASKS[answer.functions[0]]
                    for known in (
                        "(n, 1)",
                        "float64",
                        "theta0",
                        "1e-5",
                        *task.hints.values(),
                        task.broader,
                        task.example,
                        task.reread,
                    ):
                        said = said.replace(known, "")
                    assert not re.search(r"\d", re.sub(r"(zs|activations|dweights|dbiases)\[\d\]", "", said)), said
