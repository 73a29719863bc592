"""Crowns of trees seen from the sky, 9 × 9 pixels in colour, with brown spots to count."""

import numpy as np


def crowns(n, rng):
    """`n` pictures (n, 9, 9, 3) of green crowns with 0 to 5 brown spots, 1 or 2 × 2 pixels, apart; the counts."""
    X = np.array([0.2, 0.55, 0.2]) + rng.normal(scale=0.05, size=(n, 9, 9, 3))
    y = rng.integers(0, 6, n)
    places = [(row, column) for row in (0, 3, 6) for column in (0, 3, 6)]
    for image, count in zip(X, y, strict=True):
        for i in rng.permutation(9)[:count]:
            size = rng.integers(1, 3)
            row, column = np.array(places[i]) + rng.integers(0, 3 - size, 2)
            image[row : row + size, column : column + size] = [0.5, 0.3, 0.1]
    return X.astype("float32"), y.astype("float32")
