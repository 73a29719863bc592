"""Every answer of the project's bank through all its cells: right ones pass, wrong ones are told why they fail."""

import os

import pytest
from bank import HIDDEN, VISIBLE, name

from course_admin.answers import answer as named
from course_admin.answers import answers
from course_admin.hidden import projet as hidden
from course_admin.plan.course import Course
from course_utils.checks import projet as visible
from course_utils.checks.engine import CheckFailed
from course_utils.checks.projet import final_test

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

COURSE = Course.load()
FOLDER = (COURSE.root / COURSE.assignment("projet").path).parent
BANK = answers("projet")
THREE = ("load_and_clean", "build_features", "fit")
CELLS = {
    "exercise_1": THREE[:1],
    "audit": THREE[:1],
    "exercise_2": THREE[:2],
    **dict.fromkeys(("exercise_3", "leakage", "cost_1", "cost_2", "cost_3", "share_1", "share_2"), THREE),
}
OWN = {1: ("exercise_1", "audit"), 2: ("exercise_2",), 3: ("exercise_3", "leakage", "cost_1", "cost_2", "cost_3")}
OWN[3] += ("share_1", "share_2")


def together(answer):
    """The three functions as one notebook has them: the answer's, which may call the reference's others."""
    space = {"__name__": "answer"}
    for one in (named("projet", "reference"), answer):
        exec(compile(one.source, one.name, "exec"), space)
    return space


def faults(answer):
    """What each cell finds: `(module, cell, CheckFailed)`."""
    functions, found = together(answer), []
    for cell, names in CELLS.items():
        for side, module in ((VISIBLE, visible), (HIDDEN, hidden)):
            try:
                getattr(module, cell)(**{name: functions[name] for name in names})
            except CheckFailed as failure:
                found.append((side, cell, failure))
    return found


@pytest.fixture(autouse=True)
def beside_the_data(monkeypatch):
    monkeypatch.chdir(FOLDER)


@pytest.mark.parametrize("answer", [a for a in BANK if a.right], ids=name)
def test_a_right_answer_passes_every_cell(answer):
    assert faults(answer) == []


@pytest.mark.parametrize("answer", [a for a in BANK if not a.right], ids=name)
def test_a_wrong_answer_fails_and_its_misconception_is_recognised(answer):
    found = faults(answer)
    own = [(side, failure.mistake) for side, cell, failure in found if cell in OWN[answer.exercise]]
    assert any(side == HIDDEN for side, _ in own), "the hidden tests must fail it: students see the others"
    if answer.mistake:
        assert answer.mistake in {mistake for _, mistake in own}, [str(failure) for *_, failure in found]


def test_a_mistake_in_loading_costs_no_more_than_what_it_spoils():
    """Lines written twice: one point, and the rest of the project counts."""
    (answer,) = (a for a in BANK if name(a) == "ex1_doublons_gardes")
    assert {cell for _, cell, _ in faults(answer)} == {"exercise_1"}


def test_a_careful_regression_on_mean_colours_lacks_the_last_point_alone():
    (answer,) = (a for a in BANK if name(a) == "ex3_couleurs_soignees")
    assert {(side, cell) for side, cell, _ in faults(answer)} == {(HIDDEN, "cost_3")}


def test_the_final_test_is_closed_until_its_owner_opens_it(monkeypatch, capsys):
    functions = together(named("projet", "reference"))
    visible.cost_1(**{name: functions[name] for name in THREE})
    assert "fermé" in capsys.readouterr().out
    monkeypatch.setattr(final_test, "_opened", {"final test"})
    monkeypatch.delenv("COURSE_STATIC", raising=False)
    visible.cost_1(**{name: functions[name] for name in THREE})
    assert "jamais vu" in capsys.readouterr().out
    monkeypatch.setenv("COURSE_STATIC", "1")
    visible.cost_1(**{name: functions[name] for name in THREE})
    assert "fermé" in capsys.readouterr().out


def test_hidden_messages_tell_no_number_of_the_hidden_region():
    (answer,) = (a for a in BANK if name(a) == "ex3_l_appareil")
    told = [str(failure) for side, _, failure in faults(answer) if side == HIDDEN]
    assert told and not any(f"{cost:.0f} " in text for text in told for cost in hidden.costs().values())


def test_the_baselines_get_harder_and_the_device_is_a_trap():
    costs = hidden.costs()
    assert costs["GuidesRule"] > costs["VisitAll"] > costs["RawColours"] > 30
    _, trees = hidden.drawn("region")
    assert trees.table.appareil.eq("B").groupby(trees.sick).mean().min() > 0.4
