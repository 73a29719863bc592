"""Every answer of TP2's bank through the checks of its exercise: right ones pass, wrong ones are told why they fail.

A right answer goes through both cells. A wrong one that trains is tried on the hidden cell alone, which decides.
"""

import re
from pathlib import Path

import pytest
from bank import HIDDEN, VISIBLE, cells, misconceptions, name

from course_admin.answers import answers
from course_admin.hidden import tp2 as hidden
from course_utils.checks import networks
from course_utils.checks import tp2 as visible
from course_utils.checks.engine import CheckFailed

pytestmark = pytest.mark.usefixtures("quick_keras")
BANK = answers("tp2")
TRAINS = (2, 3, 4, 5, 6, 9)


def faults(answer):
    """`(side, exercise, CheckFailed)` for each cell that an answer fails, exercise 9 at both its thresholds."""
    found = []
    for exercise, functions in cells("tp2", answer):
        for side, module in ((VISIBLE, visible), (HIDDEN, hidden)):
            if side == VISIBLE and exercise in TRAINS and not answer.right:
                continue
            for keywords in keywords_of(exercise, functions):
                try:
                    getattr(module, f"exercise_{exercise}")(**keywords)
                except CheckFailed as failure:
                    found.append((side, exercise, failure))
    return found


def keywords_of(exercise, functions):
    """The cells of an exercise: in the ninth, one function is judged at two thresholds."""
    if exercise != 9:
        return [functions]
    return [{f"best_model_{place}": functions["best_model"]} for place in (1, 2)]


@pytest.mark.parametrize("answer", [a for a in BANK if a.right], ids=name)
def test_a_right_answer_passes_every_cell(answer):
    assert faults(answer) == []


@pytest.mark.parametrize("answer", [a for a in BANK if not a.right], ids=name)
def test_a_wrong_answer_fails_and_its_misconception_is_recognised(answer):
    found = faults(answer)
    assert any(side == HIDDEN for side, _, _ in found), "the hidden tests must fail it: students see the others"
    if answer.mistake:
        told = misconceptions(found) - ({"seuil_2"} if answer.mistake == "seuil_1" else set())
        assert told == {answer.mistake}, [str(failure) for _, _, failure in found]


def test_every_hint_that_a_check_may_give_is_written():
    """The sentences are looked up by id when a fault is found: each id that the code names is there."""
    checks = Path(networks.__file__).parent
    paths = [checks / "networks.py", *sorted((checks / "tp2").glob("*.py")), Path(hidden.__file__)]
    source = "".join(path.read_text(encoding="utf-8") for path in paths)
    hints = {id for task in visible.TASKS.values() for id in task.hints}
    named = set(re.findall(r'(?:fail|fault)\([^()]*?"([a-z_0-9]+)"\)', source))
    assert named and named <= hints


@pytest.mark.parametrize("exercise", [1, 7, 8])
def test_a_hidden_message_holds_no_number(exercise):
    for answer in BANK:
        if answer.exercise == exercise and not answer.right:
            for side, _, failure in faults(answer):
                if side == HIDDEN:
                    said = str(failure)
                    task = visible.TASKS[answer.functions[0]]
                    for known in (*task.hints.values(), task.broader, task.example, task.reread, "float64"):
                        said = said.replace(known, "")
                    assert not re.search(r"\d", said), said
