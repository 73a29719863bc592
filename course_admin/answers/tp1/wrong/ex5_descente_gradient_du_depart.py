"""The gradient of the starting point, at every step."""

import numpy as np

EXERCISE = 5
MISTAKE = "descente_gradient_du_depart"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=float)
    trajectory = [theta]
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient(np.array(theta0, dtype=float))
        trajectory.append(theta)
    return np.array(trajectory)
