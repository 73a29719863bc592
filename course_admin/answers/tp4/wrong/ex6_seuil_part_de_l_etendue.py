"""A share of the range."""

import numpy as np

EXERCISE = 6
MISTAKE = "seuil_part_de_l_etendue"


def anomaly_threshold(errors, quantile):
    return np.min(errors) + quantile * (np.max(errors) - np.min(errors))
