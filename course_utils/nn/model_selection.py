"""k-fold cross-validation: every sample once validates a model learnt without it (slides « Validation croisée »)."""

import numpy as np


def k_fold(n_samples, k, rng=None, labels=None):
    """The `k` pairs (training indices, validation indices) of a cross-validation on `n_samples` samples.

    Every index is in exactly one validation part, and the parts' sizes differ by one at most. The samples are taken
    in their order, so data sorted by label make useless folds; give a `numpy.random.Generator` as `rng` to shuffle
    them first. With `labels` (n,) the folds are stratified: each class is spread evenly over them.

    Raises ValueError unless 2 ≤ k ≤ n_samples.

    >>> [validation.tolist() for _, validation in k_fold(5, 2)]
    [[0, 1, 2], [3, 4]]
    >>> [validation.tolist() for _, validation in k_fold(6, 2, labels=[0, 0, 0, 0, 1, 1])]
    [[0, 2, 4], [1, 3, 5]]
    """
    if not 2 <= k <= n_samples:
        raise ValueError(f"k : un entier de 2 à {n_samples} (le nombre d’exemples) attendu, reçu {k}")
    order = np.arange(n_samples) if rng is None else rng.permutation(n_samples)
    if labels is None:
        folds = np.array_split(order, k)
    else:
        labels = np.asarray(labels)
        if labels.shape != (n_samples,):
            raise ValueError(f"labels : forme ({n_samples},) attendue, reçu {labels.shape}")
        by_class = order[np.argsort(labels[order], kind="stable")]
        folds = [by_class[fold::k] for fold in range(k)]  # deal them out like cards, one class after the other
    return [(np.setdiff1d(order, fold), np.sort(fold)) for fold in folds]


def cross_validate(evaluate, X, y, k, rng=None, stratify=False):
    """The `k` scores of a cross-validation, shape (k,).

    `evaluate(X_train, y_train, X_validation, y_validation)` learns a **new** model from the first two and returns its
    score on the last two; whatever is fitted, scaling and selection of features included, must be fitted there.

    >>> X = np.arange(6.0)
    >>> def error_of_the_mean(X_train, y_train, X_validation, y_validation):
    ...     return np.mean((y_validation - y_train.mean()) ** 2)
    >>> cross_validate(error_of_the_mean, X, X, k=3).round(2)
    array([9.25, 0.25, 9.25])
    """
    X, y = np.asarray(X), np.asarray(y)
    if len(X) != len(y):
        raise ValueError(f"X et y : autant de lignes attendues, reçu {len(X)} et {len(y)}")
    folds = k_fold(len(X), k, rng, y if stratify else None)
    return np.array([evaluate(X[train], y[train], X[held_out], y[held_out]) for train, held_out in folds], dtype=float)
