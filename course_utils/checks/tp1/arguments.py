"""What several exercises of TP1 call functions with: anybody can recompute these numbers."""

from itertools import pairwise

import numpy as np

CHAPTER = "le chapitre 3 (Perceptron multicouche et rétropropagation)"


def numbers(*shape, start=1.0):
    """Fixed numbers between −2 and 2 with two decimals, no two alike in a row: arguments that anybody can recompute."""
    return np.round(2 * np.sin(start + 1.7 * np.arange(np.prod(shape))), 2).reshape(shape)


# The network 2-2-1 of chapter 3 and of exercises 6 and 7, which is worked by hand there: one example, its target.
HAND = np.array([[1.0, 2.0]]), np.array([[1.0]])
BY_HAND = [np.array([[1.0, -0.5], [-1.0, 1.5]]), np.array([[2.0, -1.0]])], [np.array([0.5, 0.0]), np.array([0.5])]


def network(*sizes, start=1.0):
    """Weights and biases of a network of that size, none of them zero."""
    pairs = list(pairwise(sizes))
    weights = [numbers(n_out, n_in, start=start + i) for i, (n_in, n_out) in enumerate(pairs)]
    biases = [numbers(n_out, start=start + 10 + i) for i, (_, n_out) in enumerate(pairs)]
    return weights, biases
