"""The blank page, where a convolutional model may stay with the mean squared error."""

import numpy as np

EXERCISE = 4
MISTAKE = "page_blanche"


class Blank:
    def predict(self, X, verbose=0):
        return np.full(X.shape, 0.005)


def train_denoiser(X, sigma, rng):
    return Blank()
