"""Always the mean image."""

import numpy as np

EXERCISE = 4
MISTAKE = "debruite_mal"


class Mean:
    def __init__(self, image):
        self.image = image

    def predict(self, X, verbose=0):
        return np.tile(self.image, (len(X), 1))


def train_denoiser(X, sigma, rng):
    return Mean(X.mean(axis=0))
