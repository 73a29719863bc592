"""y - h(x): the opposite of the gradient."""

EXERCISE = 4
MISTAKE = "gradient_mse_signe"


def mse_gradient(X, y, w, b):
    error = y - (X @ w + b)
    return 2 * X.T @ error / len(X), 2 * error.mean()
