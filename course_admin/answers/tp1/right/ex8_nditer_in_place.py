"""nditer over a copy, each coordinate put back."""

import numpy as np

EXERCISE = 8


def numerical_gradient(f, theta, eps=1e-5):
    theta = np.array(theta, dtype=float)
    gradient = np.empty(theta.shape)
    with np.nditer(theta, flags=["multi_index"], op_flags=["readwrite"]) as values:
        for value in values:
            kept = float(value)
            value[...] = kept + eps
            above = f(theta)
            value[...] = kept - eps
            below = f(theta)
            value[...] = kept
            gradient[values.multi_index] = 0.5 * (above - below) / eps
    return gradient
