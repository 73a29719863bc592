"""One coordinate after the other, the gradient computed anew."""

import numpy as np

EXERCISE = 5
MISTAKE = "descente_coordonnees_une_a_une"


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    theta = np.array(theta0, dtype=float)
    trajectory = [theta]
    for _ in range(n_steps):
        theta = theta.copy()
        for j in range(len(theta)):
            theta[j] -= learning_rate * gradient(theta)[j]
        trajectory.append(theta)
    return np.array(trajectory)
