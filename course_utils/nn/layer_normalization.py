"""Layer normalisation: each sample, or each place of a sequence, is standardised over its own features."""

import numpy as np

from course_utils.nn.layers import Layer


class LayerNormalization(Layer):
    """Takes off the mean of the last axis and divides by its standard deviation, then scales by γ and shifts by β.

    Unlike batch normalisation it looks at no other sample, and does the same at prediction as in training; so it suits
    sequences of any length and batches of one. `eps` is added to the (biased) variance; its default is Keras'.
    Input and output (…, n_features). (Ba, Kiros & Hinton, 2016.)

    >>> LayerNormalization(2, eps=0.0).forward(np.array([[1.0, 3.0]]))
    array([[-1.,  1.]])
    """

    def __init__(self, n_features, eps=1e-3):
        self.eps = eps
        self.gamma, self.beta = np.ones(n_features), np.zeros(n_features)
        self.d_gamma, self.d_beta = np.zeros(n_features), np.zeros(n_features)

    @property
    def parameters(self):
        return [self.gamma, self.beta]

    @property
    def gradients(self):
        return [self.d_gamma, self.d_beta]

    def forward(self, x, training=False):
        if x.shape[-1] != len(self.gamma):
            raise ValueError(f"une entrée de forme (…, {len(self.gamma)}) attendue, reçu {x.shape}")
        self._deviation = np.sqrt(x.var(axis=-1, keepdims=True) + self.eps)
        self._normalised = (x - x.mean(axis=-1, keepdims=True)) / self._deviation
        return self.gamma * self._normalised + self.beta

    def backward(self, d_out):
        samples = tuple(range(d_out.ndim - 1))
        self.d_gamma = np.sum(d_out * self._normalised, axis=samples)
        self.d_beta = np.sum(d_out, axis=samples)
        d_normalised = d_out * self.gamma  # the mean and the deviation depend on every feature: two more terms
        mean = d_normalised.mean(axis=-1, keepdims=True)
        along = np.mean(d_normalised * self._normalised, axis=-1, keepdims=True)
        return (d_normalised - mean - self._normalised * along) / self._deviation
