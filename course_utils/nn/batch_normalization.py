"""Batch normalisation: a layer that standardises each feature over the batch."""

import numpy as np

from course_utils.nn.layers import Layer


class BatchNormalization(Layer):
    """Standardises each feature (the last axis) over the batch, then scales by γ and shifts by β, both learnt.

    While training the batch's own mean and (biased) variance serve, and a running mean of both is kept: it is what
    serves at prediction, where the output for one sample must not depend on the others. `eps` is added to the
    variance. Defaults are Keras'. (Ioffe & Szegedy, 2015.)
    """

    def __init__(self, n_features, momentum=0.99, eps=1e-3):
        self.momentum = momentum
        self.eps = eps
        self.gamma, self.beta = np.ones(n_features), np.zeros(n_features)
        self.d_gamma, self.d_beta = np.zeros(n_features), np.zeros(n_features)
        self.running_mean, self.running_variance = np.zeros(n_features), np.ones(n_features)

    @property
    def parameters(self):
        return [self.gamma, self.beta]

    @property
    def gradients(self):
        return [self.d_gamma, self.d_beta]

    @property
    def state(self):
        return [*self.parameters, self.running_mean, self.running_variance]

    def forward(self, x, training=False):
        self._axes = tuple(range(x.ndim - 1))  # all but the features: samples, and the pixels of feature maps
        self._training = training
        if training:
            mean, variance = x.mean(self._axes), x.var(self._axes)
            self.running_mean += (1 - self.momentum) * (mean - self.running_mean)
            self.running_variance += (1 - self.momentum) * (variance - self.running_variance)
        else:
            mean, variance = self.running_mean, self.running_variance
        self._deviation = np.sqrt(variance + self.eps)
        self._normalised = (x - mean) / self._deviation
        return self.gamma * self._normalised + self.beta

    def backward(self, d_out):
        self.d_gamma = np.sum(d_out * self._normalised, self._axes)
        self.d_beta = np.sum(d_out, self._axes)
        d_normalised = d_out * self.gamma
        if self._training:  # the mean and the variance depend on every sample of the batch: two more terms
            d_normalised = (
                d_normalised
                - d_normalised.mean(self._axes)
                - self._normalised * np.mean(d_normalised * self._normalised, self._axes)
            )
        return d_normalised / self._deviation
