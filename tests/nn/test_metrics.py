"""Accuracy on one output and on several."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score

from course_utils.nn.losses import one_hot
from course_utils.nn.metrics import accuracy


@given(st.integers(0, 1000), st.integers(1, 20), st.integers(2, 5))
def test_agrees_with_scikit_learn(seed, n, k):
    rng = np.random.default_rng(seed)
    a, labels = rng.random((n, k)), rng.integers(0, k, n)
    assert accuracy(a, one_hot(labels, k)) == pytest.approx(accuracy_score(labels, a.argmax(axis=1)))
    binary = rng.integers(0, 2, (n, 1))
    assert accuracy(a[:, :1], binary) == pytest.approx(accuracy_score(binary, a[:, :1] > 0.5))


def test_refuses_flat_targets():
    with pytest.raises(ValueError, match="même forme"):
        accuracy(np.zeros((3, 1)), np.zeros(3))
