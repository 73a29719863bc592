"""Dropout: a layer that silences neurons at random while a network trains."""

from course_utils.nn.layers import Layer


class Dropout(Layer):
    """While training, zeroes each entry with probability `rate` and scales the others by 1 / (1 − rate).

    So the mean is kept, and at prediction it is the identity (*inverted* dropout). `rng` draws the masks, one number
    an entry. (Srivastava et al., 2014.)
    """

    def __init__(self, rate, rng):
        if not 0 <= rate < 1:
            raise ValueError(f"Dropout : un taux dans [0, 1[ attendu, reçu {rate}")
        self.rate = rate
        self._rng = rng

    def forward(self, x, training=False):
        self._scale = (self._rng.random(x.shape) >= self.rate) / (1 - self.rate) if training else 1.0
        return x * self._scale

    def backward(self, d_out):
        return d_out * self._scale
