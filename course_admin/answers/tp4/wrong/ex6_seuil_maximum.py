"""The largest error."""

import numpy as np

EXERCISE = 6
MISTAKE = "seuil_maximum"


def anomaly_threshold(errors, quantile):
    return np.max(errors)
