"""A step is missing."""

import numpy as np

EXERCISE = 5
MISTAKE = "descente_un_pas_de_moins"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=float)
    trajectory = [theta]
    for _ in range(n_steps - 1):
        theta = theta - learning_rate * gradient(theta)
        trajectory.append(theta)
    return np.array(trajectory)
