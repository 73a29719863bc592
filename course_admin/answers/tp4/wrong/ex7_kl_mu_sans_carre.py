"""mu without its square."""

import numpy as np

EXERCISE = 7
MISTAKE = "kl_mu_sans_carre"


def kl_divergence(mu, log_var):
    return -0.5 * np.sum(1 + log_var - mu - np.exp(log_var), axis=1)
