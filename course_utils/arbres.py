"""The sick trees: the running example, as a distribution that we know entirely.

In real life only a sample is known. Here the law is too, so what a course usually has to leave as a formula can be
computed: the real risk of a model, the true share of sick trees, the error that no model can avoid.

- A tree is described by its number of broken branches (a count) and its height in metres.
- Heights follow a normal law kept within 2 and 30 m; broken branches a Poisson law whose mean grows with the height.
- A tree is sick with a probability that depends on both: the more broken branches it has beyond what a tree of its
  height can bear, the likelier. Trees of about 18 m bear the most; young and old ones are fragile, so the frontier is a
  curve. Near it the two attributes do not tell all: two trees that look the same may differ.
- From one year to the next only the trees change, not the illness: 2026 comes after a storm, which broke more branches
  and felled part of the tall trees (a *covariate shift*).

Everywhere `X` has shape (n, 2), columns `ATTRIBUTES`, and labels are 1 for sick, 0 for healthy.
"""

from dataclasses import dataclass

import numpy as np

ATTRIBUTES = ("branches cassées", "hauteur (m)")
YEARS = (2025, 2026)  # the year that was collected, and the one that comes after it
LOWEST, HIGHEST = 2.0, 30.0  # metres
MOST_BRANCHES = 60  # beyond it the probability is below 1e-12
SHARPNESS = 1.3  # how fast the probability rises across the frontier, per broken branch


@dataclass(frozen=True)
class Season:
    """What a year's weather and forestry make of the trees."""

    mean_height: float  # metres
    spread_height: float  # metres
    branches_at_0: float  # mean count of broken branches of a tree of height 0
    branches_per_metre: float


SEASONS = {
    2025: Season(mean_height=14.0, spread_height=5.0, branches_at_0=2.0, branches_per_metre=0.30),
    2026: Season(mean_height=11.0, spread_height=4.5, branches_at_0=5.0, branches_per_metre=0.30),
}


def bearable_branches(height):
    """How many broken branches a tree of that height bears: the frontier between healthy and sick.

    >>> [round(float(bearable_branches(h)), 1) for h in (4, 18, 28)]
    [3.1, 9.0, 6.0]
    """
    return 9.0 - 0.03 * (np.asarray(height, dtype=float) - 18.0) ** 2


def probability_sick(X):
    """P(sick | attributes) of each row of `X`, shape (n,).

    >>> probability_sick([[0, 18], [9, 18], [20, 18]]).round(2)
    array([0. , 0.5, 1. ])
    """
    X = np.asarray(X, dtype=float)
    return 1 / (1 + np.exp(-SHARPNESS * (X[:, 0] - bearable_branches(X[:, 1]))))


def true_f(X):
    """The target f: the likelier label of each row of `X`, shape (n,). No model has a smaller real risk."""
    return (probability_sick(X) >= 0.5).astype(int)


def sample_trees(n, year, rng):
    """Draw `n` trees of that year's forest and their labels: `X` (n, 2) and `y` (n,).

    >>> X, y = sample_trees(3, 2025, np.random.default_rng(0))
    >>> X.shape, y.shape
    ((3, 2), (3,))
    """
    season = _season(year)
    heights = np.empty(0)
    while len(heights) < n:
        drawn = rng.normal(season.mean_height, season.spread_height, size=n)
        heights = np.append(heights, drawn[(drawn >= LOWEST) & (drawn <= HIGHEST)])
    heights = heights[:n]
    branches = rng.poisson(season.branches_at_0 + season.branches_per_metre * heights)
    X = np.column_stack([branches, heights]).astype(float)
    return X, (rng.random(n) < probability_sick(X)).astype(int)


def population(year, step=0.1):
    """The whole forest of that year on a fine grid: points `X` (m, 2) and the weight of each, which sum to 1.

    Any mean over the distribution is a weighted sum over these points; `step` is the grid's, in metres. Counts are
    summed exactly, heights by the midpoint rule: with the default step a real risk is right to 0.001.
    """
    season = _season(year)
    heights = np.arange(LOWEST + step / 2, HIGHEST, step)
    density = np.exp(-0.5 * ((heights - season.mean_height) / season.spread_height) ** 2)
    counts = np.arange(MOST_BRANCHES + 1)
    mean = season.branches_at_0 + season.branches_per_metre * heights[:, None]
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(counts[1:]))])
    weights = density[:, None] * np.exp(counts * np.log(mean) - mean - log_factorial)
    X = np.column_stack([np.tile(counts, len(heights)), np.repeat(heights, len(counts))]).astype(float)
    weights = weights.ravel() / weights.sum()
    keep = weights > 1e-12
    return X[keep], weights[keep] / weights[keep].sum()


def true_share(year):
    """The true share of sick trees of that year, between 0 and 1."""
    X, weights = population(year)
    return float(weights @ probability_sick(X))


def real_risk(predict, year, step=0.1):
    """The real risk of a model: the probability that `predict(X)`, labels 0/1 of shape (n,), is wrong that year.

    >>> real_risk(true_f, 2025) < real_risk(lambda X: X[:, 0] > 8, 2025)
    True
    """
    X, weights = population(year, step)
    predicted = np.asarray(predict(X)).reshape(len(X))
    p = probability_sick(X)
    return float(weights @ np.where(predicted == 1, 1 - p, p))


def _season(year):
    if year not in SEASONS:
        raise ValueError(f"Année {year} inconnue : les arbres ont été observés en {' et en '.join(map(str, YEARS))}.")
    return SEASONS[year]
