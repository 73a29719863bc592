"""choice between 0 and the scale, with its probabilities."""

import numpy as np

EXERCISE = 7


def dropout(a, rate, rng, training):
    if training:
        keep = 1 - rate
        mask = rng.choice([0.0, 1 / keep], size=np.shape(a), p=[rate, keep])
        return np.multiply(a, mask)
    return 1.0 * np.asarray(a)
