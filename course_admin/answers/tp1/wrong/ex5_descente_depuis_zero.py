"""It starts from the origin."""

import numpy as np

EXERCISE = 5
MISTAKE = "descente_depuis_zero"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.zeros(len(theta0))
    trajectory = [theta]
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient(theta)
        trajectory.append(theta)
    return np.array(trajectory)
