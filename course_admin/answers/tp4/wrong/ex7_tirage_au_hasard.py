"""Draws its own noise."""

import numpy as np

EXERCISE = 7


def reparameterize(mu, log_var, eps):
    return mu + np.exp(np.asarray(log_var) / 2) * np.random.normal(size=np.shape(mu))
