"""A tensor comes back."""

import numpy as np

EXERCISE = 8


def interpolate(decoder, z_start, z_end, n_steps):
    t = np.linspace(0.0, 1.0, n_steps)[:, None]
    return decoder(((1 - t) * z_start + t * z_end).astype("float32"))
