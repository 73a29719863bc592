"""One cut of a data set of scikit-learn: a quarter at random to judge, entries at one scale."""

import numpy as np

from course_utils.data import load_sklearn


def one_split(name, seed):
    """`X`, `y` to learn from, then `X`, `y` to judge on: a quarter of the set `name`, drawn with `seed`.

    Measures are centred and reduced by what the learning part says; the pixels of digits, 0 to 16, divided by 16.

    >>> [part.shape for part in one_split("breast_cancer", 0)]
    [(427, 30), (427,), (142, 30), (142,)]
    """
    X, y = load_sklearn(name)
    order = np.random.default_rng(seed).permutation(len(X))
    known, held_out = order[len(X) // 4 :], order[: len(X) // 4]
    X = X / 16 if name == "digits" else (X - X[known].mean(axis=0)) / X[known].std(axis=0)
    return X[known], y[known], X[held_out], y[held_out]
