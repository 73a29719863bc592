"""Works in eps."""

import numpy as np

EXERCISE = 7
MISTAKE = "argument_modifie"


def reparameterize(mu, log_var, eps):
    eps *= np.exp(np.asarray(log_var) / 2).astype(eps.dtype)
    return mu + eps
