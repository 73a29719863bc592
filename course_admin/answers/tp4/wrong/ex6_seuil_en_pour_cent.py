"""The quantile is taken for a percentage."""

import numpy as np

EXERCISE = 6
MISTAKE = "seuil_en_pour_cent"


def anomaly_threshold(errors, quantile):
    return np.percentile(errors, quantile)
