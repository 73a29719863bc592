"""Transposed, so that broadcasting needs no new axis."""

import numpy as np

EXERCISE = 2


def softmax(z):
    columns = np.array(z, dtype=float).T
    columns -= columns.max(axis=0)
    np.exp(columns, out=columns)
    return (columns / columns.sum(axis=0)).T
