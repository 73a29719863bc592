"""The sign is wrong."""

import numpy as np

EXERCISE = 8
MISTAKE = "numerique_signe"


def numerical_gradient(f, theta, eps=1e-5):
    theta = np.array(theta, dtype=float)
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        step = np.zeros_like(theta)
        step[index] = eps
        gradient[index] = (f(theta - step) - f(theta + step)) / (2 * eps)
    return gradient
