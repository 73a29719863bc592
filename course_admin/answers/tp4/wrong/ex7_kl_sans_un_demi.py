"""Without the half."""

import numpy as np

EXERCISE = 7
MISTAKE = "kl_sans_un_demi"


def kl_divergence(mu, log_var):
    return -np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=1)
