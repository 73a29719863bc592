"""It stops where the gradient is small, and the trajectory is short."""

import numpy as np

EXERCISE = 5


def gradient_descent(gradient, theta0, learning_rate, n_steps):
    traj = [theta0]
    for _ in range(n_steps):
        g = gradient(traj[-1])
        if np.linalg.norm(g) < 1e-3:
            break
        traj.append(traj[-1] - learning_rate * g)
    return np.array(traj)
