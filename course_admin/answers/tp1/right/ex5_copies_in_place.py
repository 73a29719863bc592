"""In-place steps on a copy: an integer start stops it."""

import numpy as np

EXERCISE = 5


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = theta0.copy()
    traj = [theta0.copy()]
    for _ in range(n_steps):
        theta -= learning_rate * gradient(theta)
        traj.append(theta.copy())
    return np.array(traj)
