"""The sensor readings: what their text promises."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.capteurs import N_MEASURES, campaign


@pytest.mark.parametrize("seed", range(5))
def test_half_of_the_trees_suffer_and_no_straight_frontier_tells_which(seed):
    (X, y), (X_test, y_test) = campaign(np.random.default_rng(seed), 2000, 4000)
    assert X.shape == (2000, N_MEASURES) and set(np.unique(y)) == {0, 1}
    assert 0.45 < y.mean() < 0.55
    line = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
    assert line.score(X_test, y_test) < 0.58


def test_units_are_far_apart_and_a_campaign_repeats():
    ((X, y),) = campaign(np.random.default_rng(3), 500)
    assert X.std(axis=0).max() / X.std(axis=0).min() > 1e6
    ((again, labels),) = campaign(np.random.default_rng(3), 500)
    assert np.array_equal(X, again) and np.array_equal(y, labels)
    ((other, _),) = campaign(np.random.default_rng(4), 500)
    assert not np.allclose(X, other)
