"""Only the last point."""

import numpy as np

EXERCISE = 5
MISTAKE = "descente_dernier_point"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=float)
    trajectory = [theta]
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient(theta)
    return theta
