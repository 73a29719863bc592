"""Without the logarithm."""

import numpy as np

EXERCISE = 7
MISTAKE = "kl_sans_log_var"


def kl_divergence(mu, log_var):
    return -0.5 * np.sum(1 - mu**2 - np.exp(log_var), axis=1)
