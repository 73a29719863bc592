"""The experiments behind chapter 1: what they compute agrees with an independent way of computing it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.arbres import sample_trees
from course_utils.experiments import mountain, polynomials
from course_utils.experiments.lines import ANGLES, OFFSETS, Lines
from course_utils.experiments.spread import spread


@pytest.mark.parametrize(
    ("draws", "digits", "text"), [([1, 3], 0, "2 ± 1"), ([-0.04, 0.02], 1, "0,0 ± 0,0"), ([-2, -2], 1, "−2,0 ± 0,0")]
)
def test_a_spread_is_written_as_the_french_do(draws, digits, text):
    assert spread(draws, digits) == text


@given(st.integers(0, 7), st.integers(0, 1000))
def test_pythagoras_holds_for_every_learnt_polynomial(degree, seed):
    star = polynomials.best(degree)
    learnt = polynomials.learn(degree, n=25, noise=0.3, rng=np.random.default_rng(seed))
    total = polynomials.distance2(star) + np.sum((learnt - star) ** 2)
    assert polynomials.distance2(learnt) == pytest.approx(total)


def test_the_best_polynomial_is_what_endless_data_teach():
    grid = np.linspace(-1, 1, 200_001)
    by_least_squares = np.linalg.lstsq(polynomials.basis(grid, 3), polynomials.f(grid), rcond=None)[0]
    assert polynomials.best(3) == pytest.approx(by_least_squares, abs=1e-4)


@pytest.mark.parametrize("line", [(0, 25), (17, 40), (71, 0)])
def test_a_line_s_risk_is_that_of_its_answers(line):
    X, y = sample_trees(50, 2025, np.random.default_rng(0))
    lines = Lines(X, y)
    assert lines.risk.shape == (len(ANGLES), len(OFFSETS))
    assert lines.risk[line] == pytest.approx(100 * np.mean(lines.predict(line, X) != y))


def test_the_expected_gain_is_the_mean_of_walks():
    policy = np.random.default_rng(3).integers(4, size=len(mountain.KINDS))
    rng, gains = np.random.default_rng(0), []
    for _ in range(3000):
        state, gain, weight = mountain.START, 0.0, 1.0
        for _ in range(400):
            state, reward = mountain.step(state, policy[state], rng)
            gain, weight = gain + weight * reward, weight * mountain.GAMMA
            if mountain.FINAL[state]:
                break
        gains.append(gain)
    error = np.std(gains) / np.sqrt(len(gains))
    assert abs(np.mean(gains) - mountain.expected_gain(policy)) < 5 * error + 0.02


def test_no_policy_earns_more_than_the_best_gain():
    rng = np.random.default_rng(0)
    gains = [mountain.expected_gain(rng.integers(4, size=len(mountain.KINDS))) for _ in range(200)]
    assert max(gains) <= mountain.best_gain() + 1e-9
