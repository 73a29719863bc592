"""Nothing is summed."""

import numpy as np

EXERCISE = 7


def kl_divergence(mu, log_var):
    return -0.5 * (1 + log_var - mu**2 - np.exp(log_var))
