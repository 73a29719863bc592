"""Number by number."""

import math

import numpy as np

EXERCISE = 7


def reparameterize(mu, log_var, eps):
    z = np.zeros(np.shape(mu))
    for i in np.ndindex(z.shape):
        z[i] = mu[i] + math.exp(log_var[i] / 2) * eps[i]
    return z


def kl_divergence(mu, log_var):
    kl = []
    for means, logs in zip(mu, log_var):
        kl.append(sum((math.exp(s) + m * m - 1 - s) / 2 for m, s in zip(means, logs)))
    return kl
