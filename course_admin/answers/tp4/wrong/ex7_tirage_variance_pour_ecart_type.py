"""The variance multiplies the draw."""

import numpy as np

EXERCISE = 7
MISTAKE = "tirage_variance_pour_ecart_type"


def reparameterize(mu, log_var, eps):
    return mu + np.exp(log_var) * eps
