"""The paper-exam questions of chapter 6: each number of a worked answer is computed again."""

import math
from itertools import pairwise

import numpy as np
from annales import holds, spaced
from scipy.integrate import quad
from scipy.linalg import subspace_angles
from scipy.stats import norm


def test_parameters_and_compression():
    sizes = [100, 40, 5, 40, 100]
    each = [n * h + h for n, h in pairwise(sizes)]
    holds("6.1", *map(spaced, [*each, sum(each[:2]), sum(each[2:]), sum(each), sizes[0] // sizes[2]]))


def test_linear_autoencoder():
    assert math.isclose(sum([6, 3, 0.8, 0.2][2:]), 1) and math.isclose(9 / 10, 0.9)
    best, swapped = 1 + 0.2, 1.01 + 0.2
    assert swapped / best < 1.01
    axes = np.eye(4)
    angles = np.rad2deg(subspace_angles(axes[:, :2], axes[:, [0, 2]]))
    holds("6.2", "90", f"{best:.1f}", f"{swapped:.2f}", f"{angles[0]:.0f}")


def test_threshold():
    ranked = sorted([12, 15, 9, 11, 30, 14, 10, 13, 16, 18])
    threshold = (ranked[8] + ranked[9]) / 2
    normal, strange = np.array([11, 17, 25, 13, 12]), np.array([40, 22, 35, 8, 60])
    detected, alarms = np.mean(strange > threshold), np.mean(normal > threshold)
    holds(
        "6.3", f"{threshold:.0f}", f"{100 * detected:.0f}", f"{100 * alarms:.0f}", f"{100 * np.mean(strange > 20):.0f}"
    )


def test_variational():
    mean, deviation, epsilon = np.array([1.0, 0]), np.array([0.5, 1]), np.array([-1, 2])
    assert (mean + deviation * epsilon).tolist() == [0.5, 2]
    p, q = norm(1, 0.5), norm(0, 1)  # the second coordinate is the reference law itself
    divergence, _ = quad(lambda z: p.pdf(z) * (p.logpdf(z) - q.logpdf(z)), -6, 8)
    holds("6.4", f"{divergence:.3f}", f"{-math.log(0.25):.3f}")


def test_squared_error():
    line = np.array([0, 0, 1, 0, 0, 0])
    copies = np.array([[0, 0, 0, 1, 0, 0], [0, 0.25, 0.5, 0.25, 0, 0], [0, 0, 0, 0, 0, 0]])
    shifted, blurred, blank = np.mean((copies - line) ** 2, axis=1)
    holds("6.5", f"{shifted:.3f}", f"{blurred:.4f}", f"{blank:.3f}")
    assert shifted > blank > blurred
