"""Every answer of TP4's bank through the checks of its exercise: right ones pass, wrong ones are told why they fail.

Where an exercise trains, its wrong answers are tried on the hidden cell alone, which decides; so are the right ones of
exercises 2 and 4, whose visible cell is the same check on other data: the reference goes through both.
"""

import os
import re

import pytest
from bank import HIDDEN, VISIBLE, assert_recognised, faults, name

from course_admin.answers import answers
from course_utils.checks import tp4 as visible

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

pytestmark = pytest.mark.usefixtures("quick_keras")
BANK = answers("tp4")
BUILDS, TRAINS = (1,), (2, 4)


def faults_of(answer):
    dear = answer.exercise in (TRAINS if answer.right else BUILDS + TRAINS)
    return faults("tp4", answer, sides=(HIDDEN,) if dear else (VISIBLE, HIDDEN))


@pytest.mark.parametrize("answer", [a for a in BANK if a.right], ids=name)
def test_a_right_answer_passes_every_cell(answer):
    assert faults_of(answer) == []


@pytest.mark.parametrize("answer", [a for a in BANK if not a.right], ids=name)
def test_a_wrong_answer_fails_and_its_misconception_is_recognised(answer):
    found = faults_of(answer)
    assert_recognised(answer, found)
    for side, _, failure in found:
        if side == HIDDEN:
            assert_no_number(failure, visible.TASKS[answer.functions[0]])


def assert_no_number(failure, task):
    """A hidden message holds no number but those of the known sentences, and the score beside its limit."""
    said = re.sub(r"il reste \d+ % de l’erreur de l’image moyenne, pour 90 % au plus", "", str(failure))
    for known in (*task.hints.values(), task.broader, task.example, task.reread, *KNOWN):
        said = said.replace(known, "")
    assert not re.search(r"\d", said), said


KNOWN = ("[0, 1]", "(n, 1)", "(n, n)", "float64", "sigma=0", "(0)", "entre 0 et 1", "à 0", "à 1")
