"""scikit-learn's error, and its gradient by central differences, exact for a square."""

import numpy as np

EXERCISE = 4


def mse(y_pred, y):
    from sklearn.metrics import mean_squared_error

    return mean_squared_error(y, y_pred)


def mse_gradient(X, y, w, b):
    def cost(theta):
        return np.mean((X @ theta[:-1] + theta[-1] - y) ** 2)

    theta = np.append(np.array(w, dtype=float), b)
    steps = 1e-4 * np.eye(len(theta))
    gradient = np.array([(cost(theta + step) - cost(theta - step)) / 2e-4 for step in steps])
    return gradient[:-1], float(gradient[-1])
