"""Every answer of TP3's bank through the checks of its exercise: right ones pass, wrong ones are told why they fail."""

import contextlib
import re

import numpy as np
import pytest
from bank import HIDDEN, VISIBLE, faults, misconceptions, name
from scipy import signal

from course_admin.answers import answers, reference
from course_admin.hidden import tp3 as hidden
from course_utils.checks import tp3 as visible
from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import cases_of
from course_utils.checks.tp3.ex8_training import digits

SIDES = (VISIBLE, HIDDEN)
pytestmark = pytest.mark.usefixtures("quick_keras")
BANK = answers("tp3")
NUMPY = [answer for answer in BANK if answer.exercise and answer.exercise <= 6]
MODELS = [answer for answer in BANK if answer.exercise == 7]
CHEATS = [answer for answer in BANK if answer.cheats]
TRAININGS = [answer for answer in BANK if answer.exercise == 8 and not answer.cheats]
TOPICS = tuple(("conv2d", keyword) for keyword in ("padding", "stride", "shapes"))
THRESHOLDS = tuple(("train_cnn", keyword) for keyword in ("second", "third", "shifted"))


@pytest.mark.parametrize("answer", [a for a in NUMPY if a.right], ids=name)
def test_a_right_answer_passes_every_cell(answer):
    assert faults("tp3", answer, TOPICS) == []


@pytest.mark.parametrize("answer", [a for a in NUMPY if not a.right], ids=name)
def test_a_wrong_answer_fails_and_its_misconception_is_recognised(answer):
    found = faults("tp3", answer, TOPICS)
    assert any(side == HIDDEN for side, _, _ in found), "the hidden tests must fail it: students see the others"
    if answer.mistake:
        assert misconceptions(found) == {answer.mistake}, [str(f) for _, _, f in found]


@pytest.mark.parametrize("answer", MODELS, ids=name)
def test_a_model_is_judged_by_what_it_computes(answer):
    found = faults("tp3", answer, sides=SIDES if answer.right else (HIDDEN,))
    assert bool(found) != answer.right, [str(f) for _, _, f in found]
    if answer.mistake:
        assert misconceptions(found) == {answer.mistake}, [str(f) for _, _, f in found]


@pytest.fixture
def seed():
    """Keras draws the same numbers in every run."""
    import keras

    keras.utils.set_random_seed(3)


@pytest.mark.slow
@pytest.mark.parametrize("answer", TRAININGS, ids=name)
def test_a_training_is_judged_on_hidden_digits(answer, seed):
    found = faults("tp3", answer, also=THRESHOLDS, sides=SIDES if answer.right else (HIDDEN,))
    assert bool(found) != answer.right, [str(f) for _, _, f in found]
    if answer.mistake:
        assert answer.mistake in misconceptions(found), [str(f) for _, _, f in found]


@pytest.mark.slow
def test_a_dense_network_earns_half_of_the_points(seed):
    (dense,) = (answer for answer in TRAININGS if name(answer) == "ex8_reseau_dense")
    train = dense.load()["train_cnn"]
    for keyword, passes in {"train_cnn": True, "second": True, "third": False, "shifted": False}.items():
        with contextlib.nullcontext() if passes else pytest.raises(CheckFailed):
            hidden.exercise_8(**{keyword: train})


@pytest.mark.slow
@pytest.mark.parametrize("answer", CHEATS, ids=name)
def test_a_cheat_earns_no_point(answer, seed):
    train = answer.load()["train_cnn"]
    for keyword in ("train_cnn", "second", "third", "shifted"):
        with pytest.raises(CheckFailed) as failure:
            hidden.exercise_8(**{keyword: train})
        assert answer.mistake in (None, failure.value.mistake)


@pytest.mark.slow
def test_a_public_copy_is_no_network_either(monkeypatch):
    monkeypatch.setattr(hidden, "disguised", lambda: (digits(slice(10)), hidden.hidden_digits()))
    (table,) = (answer for answer in CHEATS if name(answer) == "ex8_copie_publique")
    train = table.load()["train_cnn"]
    with pytest.raises(CheckFailed) as failure:
        hidden.exercise_8(third=train)
    assert failure.value.mistake == "entraine_sans_reseau"


def test_one_training_serves_every_threshold():
    calls = []

    class Guess:
        def predict(self, X):
            calls.append("predict")
            return np.eye(10)[np.zeros(len(X), dtype=int)]

    def train_cnn(X, y):
        calls.append("train")
        return Guess()

    for keyword in ("train_cnn", "second", "third", "shifted"):
        for checks in (visible, hidden):
            with pytest.raises(CheckFailed, match="seuil"):
                checks.exercise_8(**{keyword: train_cnn})
    assert calls.count("train") == 2 and calls.count("predict") == 4
    with pytest.raises(CheckFailed):
        visible.exercise_8(train_cnn=train_cnn)
    assert calls.count("train") == 3, "the first cell trains anew: a helper of the function may have changed"


@pytest.mark.parametrize("answer", [a for a in NUMPY if not a.right], ids=name)
def test_a_hidden_message_holds_no_number(answer):
    for side, _, failure in faults("tp3", answer, TOPICS, sides=(HIDDEN,)):
        said = str(failure)
        task = visible.TASKS[answer.functions[0]]
        for known in (
            "float64",
            "float32",
            "32 bits",
            "conv2d",
            "max_pool2d",
            "[..., 0]",
            "[..., 1]",
            task.broader,
            task.example,
            task.reread,
        ):
            said = said.replace(known, "")
        for hint in task.hints.values():
            said = said.replace(hint, "")
        assert side == HIDDEN and (answer.exercise == 6 or not re.search(r"\d", said)), said


# The frozen and hidden numbers rest on the reference: it agrees with scipy and with numeric differentiation.


def output(image, kernels, biases, padding=0, stride=1):
    """conv2d by scipy, plane by plane."""
    padded = np.pad(np.asarray(image, dtype=float), ((padding, padding), (padding, padding), (0, 0)))
    kernels = np.asarray(kernels, dtype=float)
    maps = [
        sum(
            signal.correlate(padded[:, :, c], kernels[:, :, c, f], mode="valid", method="direct")
            for c in range(padded.shape[2])
        )
        for f in range(kernels.shape[3])
    ]
    return np.stack(maps, axis=-1)[::stride, ::stride] + np.asarray(biases)


@pytest.mark.parametrize("cases", [visible.CASES, cases_of(hidden.EXERCISES)], ids=["visible", "hidden"])
def test_the_reference_convolution_is_scipys(cases):
    for case in cases["conv2d"]:
        assert reference("tp3")["conv2d"](*map(np.asarray, case.args)) == pytest.approx(output(*case.args))


@pytest.mark.parametrize("cases", [visible.CASES, cases_of(hidden.EXERCISES)], ids=["visible", "hidden"])
def test_the_reference_gradients_are_numeric_ones(cases):
    for case in cases["conv2d_backward"]:
        d_out, image, kernels, *more = case.args
        start = [np.asarray(image, dtype=float), np.asarray(kernels, dtype=float), np.zeros(kernels.shape[3])]
        gradients = reference("tp3")["conv2d_backward"](*case.args)
        for which, gradient in enumerate(gradients):
            assert gradient.shape == start[which].shape
            for index in np.ndindex(gradient.shape):
                ends = []
                for sign in (1, -1):
                    moved = [array.copy() for array in start]
                    moved[which][index] += sign
                    ends.append(np.sum(d_out * output(*moved, *more)))
                assert gradient[index] == pytest.approx((ends[0] - ends[1]) / 2, abs=1e-8)
