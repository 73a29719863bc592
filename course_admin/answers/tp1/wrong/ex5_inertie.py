"""Momentum."""

import numpy as np

EXERCISE = 5


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=float)
    velocity = np.zeros_like(theta)
    trajectory = [theta]
    for _ in range(n_steps):
        velocity = 0.9 * velocity - learning_rate * gradient(theta)
        theta = theta + velocity
        trajectory.append(theta)
    return np.array(trajectory)
