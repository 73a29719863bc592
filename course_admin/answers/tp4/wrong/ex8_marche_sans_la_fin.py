"""The end is left out."""

import numpy as np

EXERCISE = 8
MISTAKE = "marche_sans_la_fin"


def interpolate(decoder, z_start, z_end, n_steps):
    return decoder.predict(np.linspace(z_start, z_end, n_steps, endpoint=False), verbose=0)
