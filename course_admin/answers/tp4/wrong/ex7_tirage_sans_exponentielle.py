"""Half the logarithm, without the exponential."""

EXERCISE = 7
MISTAKE = "tirage_sans_exponentielle"


def reparameterize(mu, log_var, eps):
    return mu + 0.5 * log_var * eps
