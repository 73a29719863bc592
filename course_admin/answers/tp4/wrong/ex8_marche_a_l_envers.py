"""From the end to the start."""

import numpy as np

EXERCISE = 8
MISTAKE = "marche_a_l_envers"


def interpolate(decoder, z_start, z_end, n_steps):
    return decoder.predict(np.linspace(z_end, z_start, n_steps), verbose=0)
