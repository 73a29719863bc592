"""The forest's law: the grid against scipy and against sampling, and what the chapters rely on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, optimize, stats

from course_utils import arbres
from course_utils.data import load_arbres


def law(year):
    """The law of a year, written a second time with scipy: density of the heights, and of the branches at a height."""
    season = arbres.SEASONS[year]
    low, high = ((edge - season.mean_height) / season.spread_height for edge in (arbres.LOWEST, arbres.HIGHEST))
    heights = stats.truncnorm(low, high, loc=season.mean_height, scale=season.spread_height)
    return heights, lambda height: stats.poisson(season.branches_at_0 + season.branches_per_metre * height)


@pytest.mark.parametrize("year", arbres.YEARS)
def test_true_share_and_best_risk_agree_with_adaptive_quadrature(year):
    heights, branches = law(year)
    counts = np.arange(80)

    def given_height(height, of_probability):
        X = np.column_stack([counts, np.full(80, height)])
        return heights.pdf(height) * branches(height).pmf(counts) @ of_probability(arbres.probability_sick(X))

    share, _ = integrate.quad(given_height, arbres.LOWEST, arbres.HIGHEST, args=(lambda p: p,))
    risk, _ = integrate.quad(
        given_height, arbres.LOWEST, arbres.HIGHEST, args=(lambda p: np.minimum(p, 1 - p),), limit=200
    )
    assert arbres.true_share(year) == pytest.approx(share, abs=1e-5)
    assert arbres.real_risk(arbres.true_f, year) == pytest.approx(risk, abs=1e-4)


@pytest.mark.parametrize("year", arbres.YEARS)
def test_samples_follow_the_law(year):
    X, y = arbres.sample_trees(200_000, year, np.random.default_rng(3))
    straight = lambda X: (X[:, 0] - 0.4 * X[:, 1] > 2).astype(int)  # noqa: E731
    assert y.mean() == pytest.approx(arbres.true_share(year), abs=0.005)
    assert np.mean(straight(X) != y) == pytest.approx(arbres.real_risk(straight, year), abs=0.005)
    points, weights = arbres.population(year)
    assert X.mean(axis=0) == pytest.approx(weights @ points, abs=0.05)
    assert weights.sum() == pytest.approx(1)
    assert X[:, 1].min() >= arbres.LOWEST and X[:, 1].max() <= arbres.HIGHEST


@settings(max_examples=50, deadline=None)
@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(-30, 30), st.sampled_from(arbres.YEARS))
def test_no_straight_separator_beats_f(a, b, c, year):
    assert arbres.real_risk(lambda X: X @ [a, b] > c, year) >= arbres.real_risk(arbres.true_f, year) - 1e-12


def test_the_same_seed_draws_the_same_trees():
    first, second = (arbres.sample_trees(50, 2025, np.random.default_rng(1)) for _ in range(2))
    assert np.array_equal(first[0], second[0]) and np.array_equal(first[1], second[1])


def test_an_unknown_year_is_refused_in_french():
    with pytest.raises(ValueError, match=r"2024 inconnue.*2025 et en 2026"):
        arbres.true_share(2024)


@pytest.mark.parametrize("year", arbres.YEARS)
def test_no_line_separates_the_collected_trees(year):
    """So that the perceptron cycles: the linear programme y (w·x + b) ≥ 1 has no solution."""
    X, y = load_arbres(year)
    rows = -(2 * y - 1)[:, None] * np.column_stack([X, np.ones(len(X))])
    found = optimize.linprog(np.zeros(3), A_ub=rows, b_ub=-np.ones(len(X)), bounds=(None, None))
    assert found.status == 2  # infeasible


def test_the_contorted_separator_is_perfect_here_and_worse_than_the_line_elsewhere():
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier

    X, y = load_arbres(2025)
    line, contorted = LogisticRegression().fit(X, y), KNeighborsClassifier(1).fit(X, y)
    assert contorted.score(X, y) == 1
    assert 0.05 < 1 - line.score(X, y) < 0.2
    for year in arbres.YEARS:
        risk, floor = arbres.real_risk(line.predict, year), arbres.real_risk(arbres.true_f, year)
        assert arbres.real_risk(contorted.predict, year) > risk > floor + 0.01
