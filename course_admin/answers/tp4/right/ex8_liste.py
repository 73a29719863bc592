"""A list of pictures, codes put together one below the other."""

import numpy as np

EXERCISE = 8


def interpolate(decoder, z_start, z_end, n_steps):
    step = (np.asarray(z_end, dtype=float) - np.asarray(z_start, dtype=float)) / (n_steps - 1)
    codes = np.stack([np.asarray(z_start) + k * step for k in range(n_steps)])
    return list(np.asarray(decoder.predict(codes, verbose=0)))
