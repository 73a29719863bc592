"""Divided by eps."""

import numpy as np

EXERCISE = 8
MISTAKE = "numerique_sans_le_2"


def numerical_gradient(f, theta, eps=1e-5):
    theta = np.array(theta, dtype=float)
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        step = np.zeros_like(theta)
        step[index] = eps
        gradient[index] = (f(theta + step) - f(theta - step)) / eps
    return gradient
