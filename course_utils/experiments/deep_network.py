"""A deep network at its start: weights of a chosen size, then the signal that goes forward and the one that comes back.

scikit-learn computes everything; it does not show its gradients, but one step of descent with a rate of 1 gives them
away: the gradient is what was subtracted. Taken with a single example, the step of a bias is that example's ∂C/∂z.
"""

import numpy as np
from sklearn.neural_network import MLPClassifier

FUNCTIONS = {
    "logistic": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
}
ONE_STEP = {"solver": "sgd", "learning_rate_init": 1.0, "momentum": 0.0, "alpha": 0.0}


def fresh_network(activation, variance, seed, layer_sizes=(2, *[32] * 10, 1), **options):
    """A classifier of scikit-learn whose weights are normal, of variance `variance(n_in, n_out)`, its biases 0.

    `activation` is scikit-learn's name; `options` are those of `MLPClassifier` (without any: `ONE_STEP`).

    >>> network = fresh_network("tanh", lambda n_in, n_out: 1 / n_in, seed=0, layer_sizes=(2, 5, 1))
    >>> [W.shape for W in network.coefs_]
    [(2, 5), (5, 1)]
    """
    n_inputs, *hidden, _ = layer_sizes
    options = options or ONE_STEP
    network = MLPClassifier(hidden, activation=activation, random_state=seed, **options | {"batch_size": 2})
    network.partial_fit(np.zeros((2, n_inputs)), [0, 1], classes=[0, 1])  # so that it has weights to be replaced
    network.set_params(batch_size=options.get("batch_size", "auto"))
    rng = np.random.default_rng(seed)
    for W, b in zip(network.coefs_, network.intercepts_, strict=True):
        W[...] = rng.normal(size=W.shape) * np.sqrt(variance(*W.shape))
        b[...] = 0
    return network


def activations(network, X):
    """The outputs of each hidden layer for the examples `X`: a list of arrays (n, width)."""
    a, outputs = np.asarray(X, dtype=float), []
    for W, b in zip(network.coefs_[:-1], network.intercepts_[:-1], strict=True):
        a = FUNCTIONS[network.activation](a @ W + b)
        outputs.append(a)
    return outputs


def deltas(network, X, y):
    """∂C/∂z of each hidden layer, one row an example: a list of arrays (n, width). The network is left as it was."""
    steps = [_step(network, X[[i]], y[[i]], biases=True) for i in range(len(X))]
    return [np.concatenate([step[layer][None] for step in steps]) for layer in range(len(steps[0]))]


def weight_gradients(network, X, y):
    """∂C/∂W of each layer for the whole sample, of the shapes of `coefs_`. The network is left as it was."""
    return _step(network, X, y, biases=False)


def _step(network, X, y, biases):
    """What one step of descent on `X`, `y` subtracts: from the hidden layers' biases, or from all the weights."""
    parameters = network.coefs_ + network.intercepts_
    before = [array.copy() for array in parameters]
    network.set_params(batch_size=len(X)).partial_fit(X, y)
    gradients = [old - new for old, new in zip(before, parameters, strict=True)]
    for array, stored in zip(parameters, before, strict=True):
        array[...] = stored
    return gradients[len(network.coefs_) : -1] if biases else gradients[: len(network.coefs_)]
