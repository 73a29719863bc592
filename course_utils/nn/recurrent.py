"""A recurrent layer: one cell reads a sequence step by step, and what it remembers is its state h.

    h_t = tanh(W x_t + U h_{t−1} + b),   h_0 = 0

The same weights serve at every step, so back-propagation goes through the cell once a step: « through time ». (Elman,
« Finding Structure in Time », 1990.)
"""

import numpy as np

from course_utils.nn.layers import Layer


class SimpleRNN(Layer):
    """All the states of a recurrent cell: (n, length, n_in) → (n, length, width).

    `W` (width, n_in) is drawn within Glorot's limits, `U` (width, width) is a random orthogonal matrix, as in Keras:
    alone it would keep the norm of the state. Raises ValueError where the input has another shape.

    >>> layer = SimpleRNN(3, 8, np.random.default_rng(0))
    >>> layer.forward(np.ones((2, 10, 3))).shape
    (2, 10, 8)
    """

    def __init__(self, n_in, width, rng):
        limit = np.sqrt(6 / (n_in + width))
        self.W = rng.uniform(-limit, limit, (width, n_in))
        q, r = np.linalg.qr(rng.normal(size=(width, width)))
        self.U = q * np.sign(np.diag(r))
        self.b = np.zeros(width)
        self.dW, self.dU, self.db = (np.zeros_like(array) for array in self.parameters)

    @property
    def parameters(self):
        return [self.W, self.U, self.b]

    @property
    def gradients(self):
        return [self.dW, self.dU, self.db]

    def forward(self, x, training=False):
        if x.ndim != 3 or x.shape[2] != self.W.shape[1]:
            raise ValueError(f"une entrée de forme (n, longueur, {self.W.shape[1]}) attendue, reçu {x.shape}")
        self._x = x
        self._h = np.zeros((len(x), x.shape[1] + 1, len(self.b)))  # the state before the first step, then after each
        for t in range(x.shape[1]):
            self._h[:, t + 1] = np.tanh(x[:, t] @ self.W.T + self._h[:, t] @ self.U.T + self.b)
        return self._h[:, 1:].copy()

    def backward(self, d_out):
        """∂C/∂x from ∂C/∂h_t of every step; `d_states` keeps the whole ∂C/∂h_t, share of the later steps included."""
        d_z = np.empty_like(d_out)
        self.d_states = np.empty_like(d_out)
        later = np.zeros((len(d_out), len(self.b)))
        for t in reversed(range(d_out.shape[1])):
            self.d_states[:, t] = d_out[:, t] + later
            d_z[:, t] = self.d_states[:, t] * (1 - self._h[:, t + 1] ** 2)
            later = d_z[:, t] @ self.U
        self.dW = np.einsum("nti,ntj->ij", d_z, self._x)
        self.dU = np.einsum("nti,ntj->ij", d_z, self._h[:, :-1])
        self.db = d_z.sum(axis=(0, 1))
        return d_z @ self.W
