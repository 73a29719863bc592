"""The codes come back."""

import numpy as np

EXERCISE = 8
MISTAKE = "marche_non_decodee"


def interpolate(decoder, z_start, z_end, n_steps):
    return np.linspace(z_start, z_end, n_steps)
