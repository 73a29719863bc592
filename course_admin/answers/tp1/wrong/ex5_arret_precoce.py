"""It stops when the steps get small."""

import numpy as np

EXERCISE = 5


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=float)
    trajectory = [theta]
    for _ in range(n_steps):
        slope = gradient(theta)
        if np.abs(slope).max() < 2:
            break
        theta = theta - learning_rate * slope
        trajectory.append(theta)
    return np.array(trajectory)
