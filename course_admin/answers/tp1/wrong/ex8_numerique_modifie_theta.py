"""theta itself is perturbed and not put back."""

import numpy as np

EXERCISE = 8
MISTAKE = "argument_modifie"


def numerical_gradient(f, theta, eps=1e-5):
    theta = np.asarray(theta, dtype=float)
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        theta[index] += eps
        above = f(theta)
        theta[index] -= 2 * eps
        gradient[index] = (above - f(theta)) / (2 * eps)
    return gradient
