"""The start is left out."""

import numpy as np

EXERCISE = 8
MISTAKE = "marche_sans_le_debut"


def interpolate(decoder, z_start, z_end, n_steps):
    return decoder.predict(np.linspace(z_start, z_end, n_steps + 1)[1:], verbose=0)
