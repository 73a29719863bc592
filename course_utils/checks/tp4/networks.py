"""Networks of known weights, given to a student’s functions in TP4: computed here in numpy, made there with Keras."""

from itertools import pairwise

import numpy as np

from course_utils.checks.record import Built
from course_utils.checks.tp4.arguments import values

ACTIVATIONS = {"linear": lambda z: z, "tanh": np.tanh, "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2}


class Network:
    """A dense network of known weights: computed here in numpy, made with Keras where a student's function wants it.

    `weights` holds the kernel (n_in, n_out) and the bias (n_out,) of each layer in turn; `options` go to its builder.
    """

    __name__ = "un modèle"

    def __init__(self, weights, activations, **options):
        self.weights, self.activations, self.options = list(weights), list(activations), options

    def predict(self, X, verbose=0):
        """The network's output, in double precision."""
        a = np.asarray(X, dtype=float)
        for W, b, name in zip(self.weights[::2], self.weights[1::2], self.activations, strict=True):
            a = ACTIVATIONS[name](a @ W + b)
        return a

    __call__ = predict

    def built(self, builder="network", **options):
        """The argument that a student's function is given: a Keras model with these weights."""
        return Built(builder, {"weights": self.weights, "activations": self.activations} | self.options | options)


def network(*sizes, activations, start=1.0, **options):
    """A `Network` of these layer sizes, with the fixed numbers of `values`."""
    weights = []
    for layer, (n_in, n_out) in enumerate(pairwise(sizes)):
        weights += [values(n_in, n_out, start=start + layer), values(n_out, start=start + 10 + layer)]
    return Network(weights, activations, **options)


DECODER = network(3, 5, 6, activations=["tanh", "sigmoid"])

AUTOENCODER = network(4, 2, 4, activations=["tanh", "sigmoid"], start=3, loss="binary_crossentropy")

# It answers half of what it is shown: errors that every machine computes exactly.
HALF = Network([np.eye(4), np.zeros(4), np.eye(4) / 2, np.zeros(4)], ["linear", "linear"], dropout=0.5)
