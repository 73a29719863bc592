"""theta0 must be an array: a list stops it, and no number is wrong."""

import numpy as np

EXERCISE = 5


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    trajectory = [theta0.astype(float)]
    for _ in range(n_steps):
        trajectory.append(trajectory[-1] - learning_rate * gradient(trajectory[-1]))
    return np.array(trajectory)
