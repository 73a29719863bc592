"""The prediction instead of the error."""

EXERCISE = 4
MISTAKE = "gradient_mse_sans_l_erreur"


def mse_gradient(X, y, w, b):
    h = X @ w + b
    return 2 * X.T @ h / len(X), 2 * h.mean()
