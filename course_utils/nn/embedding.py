"""Embedding: a table gives each symbol a vector, which is learnt like any weight."""

import numpy as np

from course_utils.nn.layers import Layer


class Embedding(Layer):
    """Row `symbol` of a table for each symbol: integers (n, length) → (n, length, width).

    It is a dense layer on one-hot vectors, without the multiplications by 0. The table (n_symbols, width) is drawn from
    `rng`, uniform on ±0.05 as Keras does. Raises ValueError where a number is no symbol.

    >>> layer = Embedding(10, 4, np.random.default_rng(0))
    >>> layer.forward(np.array([[7, 0, 7]])).shape
    (1, 3, 4)
    """

    def __init__(self, n_symbols, width, rng):
        self.table = rng.uniform(-0.05, 0.05, (n_symbols, width))
        self.d_table = np.zeros_like(self.table)

    @property
    def parameters(self):
        return [self.table]

    @property
    def gradients(self):
        return [self.d_table]

    def forward(self, x, training=False):
        x = np.asarray(x)
        if not np.issubdtype(x.dtype, np.integer) or (x.size and not 0 <= x.min() <= x.max() < len(self.table)):
            raise ValueError(f"des nombres entiers de 0 à {len(self.table) - 1} attendus")
        self._symbols = x
        return self.table[x]

    def backward(self, d_out):
        """Fills `gradients`; returns None, since a symbol is no number that could move a little."""
        self.d_table = np.zeros_like(self.table)
        np.add.at(self.d_table, self._symbols, d_out)  # a symbol that comes twice receives both gradients
