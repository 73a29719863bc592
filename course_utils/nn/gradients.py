"""Numerical differentiation: the slow and sure way to a gradient, which back-propagation is compared with."""

import numpy as np


def numerical_gradient(f, theta, eps=1e-5):
    """Gradient of `f` at `theta` by central differences, (f(θ + ε e_i) − f(θ − ε e_i)) / 2ε for each component i.

    `f` takes an array of the shape of `theta` (any shape, a plain number included) and returns a number. The result
    has the shape of `theta`, which is left as it was. The error is of order ε², plus what rounding adds, of order
    1e-16 |f| / ε.

    >>> numerical_gradient(lambda t: np.sum(t**2), np.array([[1.0, -2.0], [0.5, 3.0]])).round(6)
    array([[ 2., -4.],
           [ 1.,  6.]])
    """
    theta = np.array(theta, dtype=float)
    gradient = np.empty_like(theta)
    for index in np.ndindex(theta.shape):
        above, below = theta.copy(), theta.copy()
        above[index] += eps
        below[index] -= eps
        gradient[index] = (float(f(above)) - float(f(below))) / (2 * eps)
    return gradient


def relative_error(gradient, reference):
    """Largest difference between two gradients of one shape, relative to the largest component: below 1e-6, they agree.

    >>> relative_error(np.array([1.0, 2.0]), np.array([1.0, 2.5]))
    0.2
    """
    gradient, reference = np.asarray(gradient, dtype=float), np.asarray(reference, dtype=float)
    if gradient.shape != reference.shape:
        raise ValueError(f"deux gradients de même forme attendus, reçu {gradient.shape} et {reference.shape}")
    if gradient.size == 0:
        return 0.0
    scale = max(np.abs(gradient).max(), np.abs(reference).max(), 1e-8)
    return float(np.abs(gradient - reference).max() / scale)
