"""Approximation and estimation errors measured: polynomials learnt from noisy samples of a known function.

With Legendre polynomials of length 1 as a basis, the distance of two polynomials (root mean square over [-1, 1]) is
that of their coefficients, and the best polynomial h* is the projection of f (chapter 1, « Biais et variance »).
"""

import numpy as np
from numpy.polynomial import legendre

NODES, WEIGHTS = legendre.leggauss(60)
WEIGHTS = WEIGHTS / 2  # means over [-1, 1], exact for all these polynomials


def f(x):
    """The target, on [-1, 1]."""
    return np.sin(3 * x + 0.6) + 0.5 * x**2


def basis(x, degree):
    """Legendre polynomials up to `degree` at `x` (n,), each of length 1: shape (n, degree + 1)."""
    return legendre.legvander(x, degree) * np.sqrt(2 * np.arange(degree + 1) + 1)


def best(degree):
    """The coefficients of h*, the polynomial of that degree nearest to `f`: shape (degree + 1,)."""
    return basis(NODES, degree).T @ (WEIGHTS * f(NODES))


def learn(degree, n, noise, rng):
    """The coefficients of ĥ, learnt by least squares from `n` points, noise of that standard deviation on each y."""
    x = rng.uniform(-1, 1, n)
    y = f(x) + noise * rng.normal(size=n)
    return np.linalg.lstsq(basis(x, degree), y, rcond=None)[0]


def distance2(coefficients):
    """‖f − h‖² of the polynomials whose coefficients are the last axis: mean square over [-1, 1]."""
    coefficients = np.asarray(coefficients)
    gaps = f(NODES) - coefficients @ basis(NODES, coefficients.shape[-1] - 1).T
    return gaps**2 @ WEIGHTS
