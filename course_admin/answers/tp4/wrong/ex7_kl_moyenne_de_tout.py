"""Summed over latent dimensions, averaged over the samples."""

import numpy as np

EXERCISE = 7
MISTAKE = "kl_moyenne_de_tout"


def kl_divergence(mu, log_var):
    return np.mean(-0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=1))
