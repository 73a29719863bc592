"""Sensor readings of trees, generated: six measures in raw units, and whether the tree suffers.

A tree that is well stays near the normal; one that suffers leaves it, on whichever side. Two mixtures v₁, v₂ of the six
standardised measures matter, and the label is v₁² + v₂² + noise > 2 ln 2, which is as often true as false. So no line
does better than chance. A *campaign* has sensors of its own: their units, from thousandths to tens of
thousands, their zeros, and the mixtures are drawn anew.
"""

import numpy as np

N_MEASURES = 6
NOISE = 0.35  # standard deviation: some trees near the frontier are labelled otherwise


def campaign(rng, *sizes):
    """One pair `X` (n, 6), `y` (n,) of integers 0 or 1 for each of `sizes`, all of one campaign drawn from `rng`.

    >>> (X_train, y_train), (X_test, y_test) = campaign(np.random.default_rng(0), 800, 2000)
    >>> X_train.shape, y_test.shape, 0.45 < y_test.mean() < 0.55
    ((800, 6), (2000,), True)
    """
    mixtures = np.linalg.qr(rng.normal(size=(N_MEASURES, N_MEASURES)))[0][:, :2]
    units = 10.0 ** rng.permutation(np.linspace(-3, 4, N_MEASURES))
    zeros = 3 * rng.normal(size=N_MEASURES) * units
    parts = []
    for n in sizes:
        standard = rng.normal(size=(n, N_MEASURES))
        distance = ((standard @ mixtures) ** 2).sum(axis=1) + rng.normal(0, NOISE, n)
        parts.append((zeros + units * standard, (distance > 2 * np.log(2)).astype(int)))
    return parts
