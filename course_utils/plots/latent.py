"""Pictures decoded over a square of a two-dimensional latent space."""

import numpy as np
from scipy.stats import norm


def decoded_grid(decoder, n=12, side=28):
    """One picture (n side, n side): `decoder` at n × n places, as dense as N(0, 1) is; the second coordinate goes up.

    >>> decoded_grid(lambda Z: np.zeros((len(Z), 784)), n=3).shape
    (84, 84)
    """
    places = norm.ppf(np.linspace(0.04, 0.96, n))
    Z = np.array([(a, b) for b in places[::-1] for a in places], dtype="float32")
    pictures = np.asarray(decoder(Z)).reshape(n, n, side, side)
    return pictures.transpose(0, 2, 1, 3).reshape(n * side, n * side)
