"""theta0 is moved in place."""

import numpy as np

EXERCISE = 5
MISTAKE = "argument_modifie"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.asarray(theta0)
    trajectory = [theta.astype(float)]
    for _ in range(n_steps):
        theta[...] = theta - learning_rate * gradient(theta)
        trajectory.append(theta.astype(float))
    return np.array(trajectory)
