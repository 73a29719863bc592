"""Every answer of TP3's bank through the checks of its exercise: right ones pass, wrong ones are told why they fail."""

import re

import numpy as np
import pytest
from bank import HIDDEN, faults, misconceptions, name
from scipy import signal

from course_admin.answers import answers, reference
from course_admin.hidden import tp3 as hidden
from course_utils.checks import tp3 as visible

BANK = answers("tp3")
NUMPY = [answer for answer in BANK if answer.exercise and answer.exercise <= 6]


@pytest.mark.parametrize("answer", [a for a in NUMPY if a.right], ids=name)
def test_a_right_answer_passes_every_cell(answer):
    assert faults("tp3", answer) == []


@pytest.mark.parametrize("answer", [a for a in NUMPY if not a.right], ids=name)
def test_a_wrong_answer_fails_and_its_misconception_is_recognised(answer):
    found = faults("tp3", answer)
    assert any(side == HIDDEN for side, _, _ in found), "the hidden tests must fail it: students see the others"
    if answer.mistake:
        assert misconceptions(found) == {answer.mistake}, [str(f) for _, _, f in found]


@pytest.mark.parametrize("answer", [a for a in NUMPY if not a.right], ids=name)
def test_a_hidden_message_holds_no_number(answer):
    for side, _, failure in faults("tp3", answer, sides=(HIDDEN,)):
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


@pytest.mark.parametrize("cases", [visible.CASES, hidden.CASES], ids=["visible", "hidden"])
def test_the_reference_convolution_is_scipys(cases):
    for case in cases["conv2d"]:
        assert reference("tp3")["conv2d"](*map(np.asarray, case.args)) == pytest.approx(output(*case.args))


@pytest.mark.parametrize("cases", [visible.CASES, hidden.CASES], ids=["visible", "hidden"])
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
