"""mu is left out."""

import numpy as np

EXERCISE = 7
MISTAKE = "tirage_sans_mu"


def reparameterize(mu, log_var, eps):
    return np.exp(np.asarray(log_var) / 2) * eps
