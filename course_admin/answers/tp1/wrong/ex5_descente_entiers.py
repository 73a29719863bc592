"""An array of theta0's type: integers are truncated."""

import numpy as np

EXERCISE = 5
MISTAKE = "descente_entiers"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    trajectory = np.zeros((n_steps + 1, len(theta0)), dtype=np.asarray(theta0).dtype)
    trajectory[0] = theta0
    for t in range(n_steps):
        trajectory[t + 1] = trajectory[t] - learning_rate * gradient(trajectory[t])
    return trajectory
