"""One row too many."""

import numpy as np

EXERCISE = 8
MISTAKE = "marche_un_pas_de_trop"


def interpolate(decoder, z_start, z_end, n_steps):
    return decoder.predict(np.linspace(z_start, z_end, n_steps + 1), verbose=0)
