"""The logarithm is taken for the standard deviation."""

EXERCISE = 7
MISTAKE = "tirage_log_var_pour_ecart_type"


def reparameterize(mu, log_var, eps):
    return mu + log_var * eps
