"""k-fold: a partition, whatever the sizes; the trap of sorted labels; scores of models that never saw their fold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.nn.model_selection import cross_validate, k_fold


@given(st.data(), st.booleans(), st.booleans())
@settings(deadline=None)
def test_every_sample_validates_once(data, shuffled, stratified):
    n = data.draw(st.integers(2, 40))
    k = data.draw(st.integers(2, n))
    labels = np.array(data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))) if stratified else None
    folds = k_fold(n, k, np.random.default_rng(0) if shuffled else None, labels)
    assert len(folds) == k
    assert sorted(np.concatenate([validation for _, validation in folds])) == list(range(n))
    sizes = [len(validation) for _, validation in folds]
    assert max(sizes) - min(sizes) <= 1
    for train, validation in folds:
        assert sorted([*train, *validation]) == list(range(n))
        if stratified:
            for label in range(4):
                share = np.sum(labels == label) / k
                assert abs(np.sum(labels[validation] == label) - share) < 1


def test_sorted_labels_are_a_trap_that_shuffling_or_stratifying_avoids():
    y = np.repeat([0, 1, 2], 50)
    seen = [len(np.unique(y[validation])) for _, validation in k_fold(150, 3)]
    assert seen == [1, 1, 1]  # each fold is one class, which its training part never shows
    for folds in (k_fold(150, 3, np.random.default_rng(0)), k_fold(150, 3, labels=y)):
        assert all(set(y[train]) == {0, 1, 2} for train, _ in folds)


def test_shuffling_repeats_with_its_seed():
    first, again, other = (k_fold(20, 4, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert all(np.array_equal(a[1], b[1]) for a, b in zip(first, again, strict=True))
    assert any(not np.array_equal(a[1], b[1]) for a, b in zip(first, other, strict=True))


def test_cross_validate_never_shows_a_fold_to_its_model():
    X, y = np.arange(20.0)[:, None], np.arange(20)

    def evaluate(X_train, y_train, X_validation, y_validation):
        assert not set(y_train) & set(y_validation)
        assert np.array_equal(X_train[:, 0], y_train) and np.array_equal(X_validation[:, 0], y_validation)
        return len(y_validation)

    assert cross_validate(evaluate, X, y, 3, np.random.default_rng(0)).tolist() == [7.0, 7.0, 6.0]


def test_cross_validate_stratifies():
    y = np.array([0] * 12 + [1] * 4)
    shares = cross_validate(lambda X, y, X_val, y_val: y_val.mean(), y[:, None], y, 4, stratify=True)
    assert shares.tolist() == [0.25] * 4


@pytest.mark.parametrize("k", [0, 1, 6])
def test_says_which_k_can_be(k):
    with pytest.raises(ValueError, match="de 2 à 5"):
        k_fold(5, k)


def test_says_what_else_is_wrong():
    with pytest.raises(ValueError, match="labels"):
        k_fold(5, 2, labels=[0, 1])
    with pytest.raises(ValueError, match="autant de lignes"):
        cross_validate(lambda *parts: 0, np.zeros((4, 1)), np.zeros(5), 2)
