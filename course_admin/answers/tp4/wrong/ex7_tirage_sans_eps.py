"""eps is left out."""

import numpy as np

EXERCISE = 7
MISTAKE = "tirage_sans_eps"


def reparameterize(mu, log_var, eps):
    return mu + np.exp(np.asarray(log_var) / 2)
