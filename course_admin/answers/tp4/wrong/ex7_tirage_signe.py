"""The standard deviation is turned upside down."""

import numpy as np

EXERCISE = 7
MISTAKE = "tirage_signe"


def reparameterize(mu, log_var, eps):
    return mu + np.exp(-np.asarray(log_var) / 2) * eps
