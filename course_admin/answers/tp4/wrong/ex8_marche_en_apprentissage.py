"""The decoder is called in training mode: its dropout is at work."""

import numpy as np

EXERCISE = 8


def interpolate(decoder, z_start, z_end, n_steps):
    walk = np.linspace(z_start, z_end, n_steps)
    return np.asarray(decoder(walk.astype("float32"), training=True))
