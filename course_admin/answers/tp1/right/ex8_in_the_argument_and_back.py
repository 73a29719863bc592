"""The argument itself is moved and restored; a number is handled apart."""

import numpy as np

EXERCISE = 8


def numerical_gradient(f, theta, eps=1e-5):
    if np.ndim(theta) == 0:
        return (f(theta + eps) - f(theta - eps)) / (2 * eps)
    if theta.dtype != float:
        theta = theta.astype(float)
    gradient = np.zeros(theta.shape)
    for index, value in np.ndenumerate(theta):
        theta[index] = value + eps
        gradient[index] = f(theta)
        theta[index] = value - eps
        gradient[index] -= f(theta)
        theta[index] = value
    return gradient / (2 * eps)
