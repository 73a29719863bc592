"""Layers: forward, an input becomes an output; backward, the gradient at the output becomes the one at the input.

A batch has its samples along the first axis. A dense layer computes Z = A Wᵀ + b, with W of shape (n_out, n_in): w_jk
goes from neuron k to neuron j, as in the slides. Keras' `kernel` is the transpose of W.
"""

import numpy as np

from course_utils.nn.activations import ACTIVATIONS


class Layer:
    """What every layer has; one without parameters only writes `forward` and `backward`."""

    @property
    def parameters(self):
        """The arrays that are learnt. An optimizer changes them in place."""
        return []

    @property
    def gradients(self):
        """∂C/∂ each of `parameters`, in their order, as the last `backward` left them."""
        return []

    @property
    def state(self):
        """All the arrays to store and restore: the parameters, and what is measured rather than learnt."""
        return self.parameters

    def forward(self, x, training=False):
        """The output for a batch `x`; what `backward` will need is kept.

        `training` matters to Dropout and BatchNormalization alone.
        """
        raise NotImplementedError

    def backward(self, d_out):
        """∂C/∂input from `d_out` = ∂C/∂output, for the batch of the last `forward`; `gradients` are filled."""
        raise NotImplementedError


class Dense(Layer):
    """Fully connected layer, z = W a + b for each sample: (n, n_in) → (n, n_out).

    The weights are drawn from `rng`, uniform on ±√(6 / (n_in + n_out)) (Glorot & Bengio, 2010; Keras' default); the
    biases are 0.

    >>> layer = Dense(3, 2, np.random.default_rng(0))
    >>> layer.W.shape, layer.b.shape, layer.forward(np.ones((5, 3))).shape
    ((2, 3), (2,), (5, 2))
    """

    def __init__(self, n_in, n_out, rng):
        limit = np.sqrt(6 / (n_in + n_out))
        self.W = rng.uniform(-limit, limit, (n_out, n_in))
        self.b = np.zeros(n_out)
        self.dW = np.zeros_like(self.W)
        self.db = np.zeros_like(self.b)

    @property
    def parameters(self):
        return [self.W, self.b]

    @property
    def gradients(self):
        return [self.dW, self.db]

    def forward(self, x, training=False):
        if x.ndim != 2 or x.shape[1] != self.W.shape[1]:
            raise ValueError(f"Dense : une entrée de forme (n, {self.W.shape[1]}) attendue, reçu {x.shape}")
        self._x = x
        return x @ self.W.T + self.b

    def backward(self, d_out):
        self.dW = d_out.T @ self._x
        self.db = d_out.sum(axis=0)
        return d_out @ self.W


class Activation(Layer):
    """One of `activations.ACTIVATIONS`, by its name.

    >>> Activation("relu").forward(np.array([[-1.0, 2.0]]))
    array([[0., 2.]])
    """

    def __init__(self, name):
        if name not in ACTIVATIONS:
            raise ValueError(f"activation inconnue : {name!r} ; il y a {', '.join(ACTIVATIONS)}")
        self.name = name
        self._value, self._backward = ACTIVATIONS[name]

    def forward(self, x, training=False):
        self._a = self._value(x)
        return self._a

    def backward(self, d_out):
        return self._backward(self._a, d_out)


class Flatten(Layer):
    """(n, …) → (n, product of the other dimensions)."""

    def forward(self, x, training=False):
        self._shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, d_out):
        return d_out.reshape(self._shape)
