"""A network: layers one after the other. Forward goes through them in order, back-propagation in the reverse order."""

from itertools import pairwise

import numpy as np

from course_utils.nn.layers import Activation, Dense


class Network:
    """A sequence of layers; the output of each is the input of the next.

    >>> network = dense_network([2, 3, 1], hidden="tanh", output="sigmoid", rng=np.random.default_rng(0))
    >>> network.n_parameters, network.predict([[0.0, 1.0], [1.0, 1.0]]).shape
    (13, (2, 1))
    """

    def __init__(self, layers):
        self.layers = list(layers)

    def forward(self, X, training=False):
        """The network's output for a batch `X` (n_samples, …)."""
        return self.layer_outputs(X, training)[-1]

    def layer_outputs(self, X, training=False):
        """`X` and the output of every layer for it, in order: what there is to look at inside."""
        outputs = [np.asarray(X, dtype=float)]
        for layer in self.layers:
            outputs.append(layer.forward(outputs[-1], training))
        return outputs

    def predict(self, X):
        """The output once learnt: dropout off, batch normalisation on its running statistics."""
        return self.forward(X, training=False)

    def backward(self, d_out):
        """∂C/∂X from ∂C/∂output, for the batch of the last `forward`; the layers' `gradients` are filled on the way."""
        return _backward(self.layers, d_out)

    def backpropagate(self, X, y, loss, training=True):
        """Fill `gradients` with those of `loss` (a `losses.Loss`) on the batch `X`, `y`; return the output for it."""
        a = self.forward(X, training)
        last = self.layers[-1]
        if isinstance(last, Activation) and last.name == loss.matched_activation:
            _backward(self.layers[:-1], loss.gradient_before_activation(a, y))
        else:
            self.backward(loss.gradient(a, y))
        return a

    @property
    def parameters(self):
        """The arrays that are learnt, layer after layer."""
        return [parameter for layer in self.layers for parameter in layer.parameters]

    @property
    def gradients(self):
        """∂C/∂ each of `parameters`, in their order."""
        return [gradient for layer in self.layers for gradient in layer.gradients]

    @property
    def n_parameters(self):
        """How many numbers are learnt."""
        return sum(parameter.size for parameter in self.parameters)

    def get_weights(self):
        """Copies of all that the network has learnt or measured, to be given to `set_weights`."""
        return [array.copy() for layer in self.layers for array in layer.state]

    def set_weights(self, weights):
        """Put back what `get_weights` returned. Raises ValueError where the shapes are not this network's."""
        state = [array for layer in self.layers for array in layer.state]
        expected, received = [array.shape for array in state], [np.shape(array) for array in weights]
        if expected != received:
            raise ValueError(f"des tableaux de formes {expected} attendus, reçu {received}")
        for array, stored in zip(state, weights, strict=True):
            array[...] = stored


def dense_network(layer_sizes, hidden, output, rng):
    """A multi-layer perceptron: dense layers of `layer_sizes` (inputs first), each with its activation.

    `hidden` and, for the last layer, `output` are names of `activations.ACTIVATIONS`.

    >>> dense_network([576, 288, 144, 1], "relu", "linear", np.random.default_rng(0)).n_parameters
    207937
    """
    layers = []
    for n_in, n_out in pairwise(layer_sizes):
        layers += [Dense(n_in, n_out, rng), Activation(hidden)]
    return Network([*layers[:-1], Activation(output)])


def _backward(layers, d_out):
    for layer in reversed(layers):
        d_out = layer.backward(d_out)
    return d_out
