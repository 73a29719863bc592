"""Coordinate by coordinate, from one gradient a step; tuples of floats."""

import numpy as np

EXERCISE = 5


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = [float(value) for value in theta0]
    trajectory = [tuple(theta)]
    while len(trajectory) <= n_steps:
        slope = gradient(np.array(theta))
        theta = [theta[j] - learning_rate * float(slope[j]) for j in range(len(theta))]
        trajectory.append(tuple(theta))
    return trajectory
