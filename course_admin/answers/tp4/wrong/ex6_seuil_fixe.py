"""Always the same quantile."""

import numpy as np

EXERCISE = 6
MISTAKE = "seuil_fixe"


def anomaly_threshold(errors, quantile):
    return np.quantile(errors, 0.95)
