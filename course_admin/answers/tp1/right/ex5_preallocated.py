"""A preallocated array, row after row."""

import numpy as np

EXERCISE = 5


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    trajectory = np.zeros((n_steps + 1, len(theta0)))
    trajectory[0] = theta0
    for t in range(n_steps):
        trajectory[t + 1] = trajectory[t] - learning_rate * np.asarray(gradient(trajectory[t]))
    return trajectory
