"""scipy's softmax."""

import numpy as np

EXERCISE = 2


def softmax(z):
    from scipy.special import softmax as scipy_softmax

    return scipy_softmax(np.asarray(z, dtype=float), axis=1)
