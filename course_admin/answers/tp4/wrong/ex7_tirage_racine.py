"""The root of the logarithm."""

import numpy as np

EXERCISE = 7


def reparameterize(mu, log_var, eps):
    return mu + np.sqrt(np.abs(log_var)) * eps
