"""(db, dw)."""

EXERCISE = 4
MISTAKE = "gradient_mse_ordre"


def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return 2 * error.mean(), 2 * X.T @ error / len(X)
