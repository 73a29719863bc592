"""Chapter 7's paper-exam questions: each number of a worked answer is computed again."""

import math
import re

import numpy as np
import pytest
from annales import answer, holds


def best_loss(p, q):
    """The loss of the best discriminator, real and fake terms summed, by brute force over its answers in each place."""
    answers = np.linspace(0.0005, 0.9995, 2000)[:, None]
    return float(np.min(-np.array(p) * np.log(answers) - np.array(q) * np.log(1 - answers), axis=0).sum())


def test_best_discriminator():
    p, q = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
    loss = best_loss(p, q)
    m = np.mean([p, q], axis=0)
    divergence = np.mean([np.sum(d * np.log(d / m)) for d in np.array([p, q])])
    assert divergence == pytest.approx((math.log(4) - loss) / 2, abs=1e-4)
    holds("7.1", *[f"{a / (a + b):.3f}" for a, b in ((0.5, 0.2), (0.2, 0.5))])
    holds("7.1", f"{loss:.3f}", f"{loss / 2:.3f}", f"{divergence:.3f}", f"{math.log(4):.3f}")


def test_losses_at_equilibrium_and_far_from_it():
    holds("7.2", f"{math.log(2):.3f}", f"{math.exp(-6.3):.4f}")


def test_slopes_of_both_generator_losses():
    score, step = math.log(0.02 / 0.98), 1e-6

    def sigmoid(s):
        return 1 / (1 + math.exp(-s))

    slopes = [
        (loss(score + step) - loss(score - step)) / (2 * step)
        for loss in (lambda s: math.log(1 - sigmoid(s)), lambda s: -math.log(sigmoid(s)))
    ]
    holds("7.3", *[f"{slope:.2f}" for slope in slopes], f"{slopes[1] / slopes[0]:.0f}")


def test_mode_collapse():
    real, fake = np.full(8, 1 / 8), np.repeat([1 / 2, 0], [2, 6])
    d = real / (real + fake)
    assert d[0] == 2 / (2 + 8) and d[-1] == 1
    on_real, on_fake = -np.sum(real * np.log(d)), -np.sum(fake[:2] * np.log(1 - d[:2]))
    assert on_real + on_fake == pytest.approx(best_loss(real, fake), abs=5e-3)
    holds("7.4", f"{d[0]:.1f}", f"{on_real:.3f}", f"{on_fake:.3f}", f"{on_real + on_fake:.3f}", f"{math.log(4):.3f}")


def test_parameters_of_the_conditional_generator():
    layers = [(32 + 10) * 128 + 128, 128 * 14 * 14 * 8 + 14 * 14 * 8, 4 * 4 * 8 + 1]
    text = re.sub(r"\\.|\s", "", answer("7.5"))
    assert all(str(count) in text for count in [*layers, sum(layers)])
