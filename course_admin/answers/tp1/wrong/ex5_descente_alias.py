"""The same array in every row."""

import numpy as np

EXERCISE = 5
MISTAKE = "descente_alias"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=float)
    trajectory = [theta]
    for _ in range(n_steps):
        theta -= learning_rate * gradient(theta)
        trajectory.append(theta)
    return np.array(trajectory)
