"""Written for vectors: len(theta), one index."""

import numpy as np

EXERCISE = 8


def numerical_gradient(f, theta, eps=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        above, below = np.array(theta, dtype=float), np.array(theta, dtype=float)
        above[i] += eps
        below[i] -= eps
        gradient[i] = (f(above) - f(below)) / (2 * eps)
    return gradient
