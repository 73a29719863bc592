"""One point, modified in place, and a copy of it a step; a list of rows."""

import numpy as np

EXERCISE = 5


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=np.float64)
    rows = [theta.copy()]
    for _ in range(n_steps):
        theta -= learning_rate * gradient(theta)
        rows.append(theta.copy())
    return rows
