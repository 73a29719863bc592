"""y as a column: the errors become a matrix."""

EXERCISE = 4
MISTAKE = "gradient_mse_diffusion"


def mse_gradient(X, y, w, b):
    error = X @ w + b - y.reshape(-1, 1)
    return 2 * X.T @ error.mean(axis=1) / len(X), 2 * error.mean()
