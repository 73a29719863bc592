"""Along a circle."""

import numpy as np

EXERCISE = 8
MISTAKE = "marche_spherique"


def interpolate(decoder, z_start, z_end, n_steps):
    angle = np.linspace(0, np.pi / 2, n_steps)[:, None]
    return decoder.predict(np.cos(angle) * z_start + np.sin(angle) * z_end, verbose=0)
