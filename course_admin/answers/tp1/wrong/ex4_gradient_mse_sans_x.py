"""dw forgets the factor x."""

import numpy as np

EXERCISE = 4
MISTAKE = "gradient_mse_sans_x"


def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return 2 * error.mean() * np.ones(X.shape[1]), 2 * error.mean()
