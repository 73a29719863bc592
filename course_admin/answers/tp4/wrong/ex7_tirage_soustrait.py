"""The draw is taken away."""

import numpy as np

EXERCISE = 7
MISTAKE = "tirage_soustrait"


def reparameterize(mu, log_var, eps):
    return mu - np.exp(np.asarray(log_var) / 2) * eps
