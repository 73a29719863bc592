"""The quantile from the other end."""

import numpy as np

EXERCISE = 6
MISTAKE = "seuil_complementaire"


def anomaly_threshold(errors, quantile):
    return np.quantile(errors, 1 - quantile)
