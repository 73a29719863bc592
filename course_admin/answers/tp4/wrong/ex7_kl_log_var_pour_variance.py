"""The logarithm is taken for the variance."""

import numpy as np

EXERCISE = 7
MISTAKE = "kl_log_var_pour_variance"


def kl_divergence(mu, log_var):
    return -0.5 * np.sum(1 + log_var - mu**2 - log_var, axis=1)
