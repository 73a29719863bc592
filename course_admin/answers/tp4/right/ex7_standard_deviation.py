"""By way of the standard deviation."""

import numpy as np

EXERCISE = 7


def reparameterize(mu, log_var, eps):
    sigma = np.sqrt(np.exp(log_var))
    return np.add(mu, np.multiply(sigma, eps))


def kl_divergence(mu, log_var):
    sigma = np.exp(np.asarray(log_var) / 2)
    return np.sum(-np.log(sigma) + (sigma**2 + np.asarray(mu) ** 2) / 2 - 0.5, axis=1)
