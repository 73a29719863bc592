"""The gradient is normalised."""

import numpy as np

EXERCISE = 5
MISTAKE = "descente_normalisee"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=float)
    trajectory = [theta]
    for _ in range(n_steps):
        slope = gradient(theta)
        theta = theta - learning_rate * slope / np.linalg.norm(slope)
        trajectory.append(theta)
    return np.array(trajectory)
