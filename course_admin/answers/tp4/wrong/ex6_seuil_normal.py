"""The quantile of a normal law with that mean and deviation."""

import numpy as np
from scipy.stats import norm

EXERCISE = 6


def anomaly_threshold(errors, quantile):
    return norm.ppf(quantile, np.mean(errors), np.std(errors) + 1e-12)
