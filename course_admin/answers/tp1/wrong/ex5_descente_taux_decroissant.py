"""The learning rate decreases."""

import numpy as np

EXERCISE = 5
MISTAKE = "descente_taux_decroissant"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=float)
    trajectory = [theta]
    for t in range(n_steps):
        theta = theta - learning_rate / (t + 1) * gradient(theta)
        trajectory.append(theta)
    return np.array(trajectory)
