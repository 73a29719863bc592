"""A network of scikit-learn trained for a given number of epochs, from the weights that it has."""

import warnings

from sklearn.exceptions import ConvergenceWarning


def train(network, X, y, epochs):
    """`epochs` passes of descent over `X` and `y`, neither fewer nor more; returns the network.

    A network that was trained before goes on from its weights; a new one starts from those of scikit-learn.
    """
    batch_size = network.batch_size if network.batch_size == "auto" else min(network.batch_size, len(X))
    network.set_params(warm_start=True, max_iter=epochs, n_iter_no_change=epochs, tol=0.0, batch_size=batch_size)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopping where it is told to is no accident
        return network.fit(X, y)
