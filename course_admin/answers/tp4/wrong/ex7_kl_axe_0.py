"""Summed over the samples."""

import numpy as np

EXERCISE = 7
MISTAKE = "kl_axe_0"


def kl_divergence(mu, log_var):
    return -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=0)
