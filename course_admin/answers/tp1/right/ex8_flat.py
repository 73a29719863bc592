"""Flattened, one coordinate after the other, put back by reshape."""

import numpy as np

EXERCISE = 8


def numerical_gradient(f, theta, eps=1e-5):
    theta = np.asarray(theta, dtype=float)
    flat = theta.ravel()
    slopes = []
    for i in range(flat.size):
        above, below = flat.copy(), flat.copy()
        above[i] += eps
        below[i] -= eps
        slopes.append((f(above.reshape(theta.shape)) - f(below.reshape(theta.shape))) / (2 * eps))
    return np.array(slopes).reshape(theta.shape)
