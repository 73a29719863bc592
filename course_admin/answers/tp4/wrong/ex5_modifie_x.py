"""X is overwritten with the gap."""

EXERCISE = 5
MISTAKE = "argument_modifie"


def reconstruction_errors(X, X_hat):
    X -= X_hat
    return (X.reshape(len(X), -1) ** 2).mean(axis=1)
