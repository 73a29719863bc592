"""Metrics: what is reported of a model beside its loss, and need not be differentiable."""

import numpy as np


def accuracy(a, y):
    """Share of the samples whose class is right, from outputs `a` and targets `y` of one shape (n, n_outputs).

    With one output the class is 1 where it exceeds 1/2; with several it is the largest one, `y` being one-hot.

    >>> accuracy([[0.9], [0.2], [0.6]], [[1], [0], [0]])
    0.6666666666666666
    >>> accuracy([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2]], [[0, 1, 0], [0, 0, 1]])
    0.5
    """
    a, y = np.asarray(a), np.asarray(y)
    if a.ndim != 2 or a.shape != y.shape:
        raise ValueError(f"deux tableaux de même forme (n, sorties) attendus, reçu {a.shape} et {y.shape}")
    right = (a > 0.5) == (y > 0.5) if a.shape[1] == 1 else a.argmax(axis=1) == y.argmax(axis=1)
    return float(np.mean(right))
