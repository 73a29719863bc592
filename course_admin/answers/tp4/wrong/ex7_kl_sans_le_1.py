"""Without the 1."""

import numpy as np

EXERCISE = 7
MISTAKE = "kl_sans_le_1"


def kl_divergence(mu, log_var):
    return -0.5 * np.sum(log_var - mu**2 - np.exp(log_var), axis=1)
