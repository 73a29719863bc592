"""Loss functions C(a, y): one number for a batch of predictions a and targets y of one shape (n_samples, n_outputs).

All follow one convention, the slides': **summed over the outputs, averaged over the samples**. Keras' mean squared
error, mean absolute error and binary cross-entropy average over the outputs too: they are ours divided by n_outputs,
and so are their gradients. Keras' categorical cross-entropy sums over the classes and is equal to ours.

A cross-entropy names the activation that it belongs with (`matched_activation`). Through both, ∂C/∂z = (a − y) /
n_samples, where the divisions by a and 1 − a have cancelled: `Network.backpropagate` uses that instead of the product
of the two derivatives.
"""

import numpy as np

TINY = 1e-15  # probabilities are kept this far from 0 and 1, so that a logarithm is always finite


class Loss:
    """What a loss has: `value`, a number, and `gradient`, ∂C/∂a of the shape of a, which checks the shapes for all."""

    matched_activation = None  # the name of one of `activations.ACTIVATIONS`, where there is a shortcut through it

    def value(self, a, y):
        """C(a, y), a number.

        Raises ValueError where the shapes differ: broadcasting would compare every a with every y.
        """
        a, y = _same_shape(a, y)
        return float(np.sum(self._terms(a, y))) / len(a)

    def gradient(self, a, y):
        """∂C/∂a, of the shape of a."""
        a, y = _same_shape(a, y)
        return self._slopes(a, y) / len(a)

    def _terms(self, a, y):
        raise NotImplementedError

    def _slopes(self, a, y):
        raise NotImplementedError


class MeanSquaredError(Loss):
    """C = (1/n) Σ_i Σ_j (a_ij − y_ij)².

    >>> MeanSquaredError().value([[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [3.0, 3.0]])
    2.5
    """

    def _terms(self, a, y):
        return (a - y) ** 2

    def _slopes(self, a, y):
        return 2 * (a - y)


class MeanAbsoluteError(Loss):
    """C = (1/n) Σ_i Σ_j |a_ij − y_ij|; the slope where a = y is taken to be 0.

    >>> MeanAbsoluteError().value([[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [3.0, 3.0]])
    1.5
    """

    def _terms(self, a, y):
        return np.abs(a - y)

    def _slopes(self, a, y):
        return np.sign(a - y)


class CrossEntropy(Loss):
    """What the two cross-entropies share: the shortcut through the activation that they belong with."""

    def gradient_before_activation(self, a, y):
        """∂C/∂z through the matched activation a = σ(z), of the shape of z."""
        a, y = _same_shape(a, y)
        return (a - y) / len(a)


class BinaryCrossentropy(CrossEntropy):
    """C = −(1/n) Σ_i Σ_j [y_ij ln a_ij + (1 − y_ij) ln(1 − a_ij)], a the outputs of sigmoids, y in [0, 1].

    >>> round(BinaryCrossentropy().value([[0.5], [0.5]], [[0.0], [1.0]]), 6)
    0.693147
    """

    matched_activation = "sigmoid"

    def _terms(self, a, y):
        a = np.clip(a, TINY, 1 - TINY)
        return -(y * np.log(a) + (1 - y) * np.log(1 - a))

    def _slopes(self, a, y):
        a = np.clip(a, TINY, 1 - TINY)
        return (a - y) / (a * (1 - a))


class CategoricalCrossentropy(CrossEntropy):
    """C = −(1/n) Σ_i Σ_j y_ij ln a_ij, a the outputs of a softmax, the rows of y as of `one_hot`.

    >>> round(CategoricalCrossentropy().value([[0.5, 0.25, 0.25]], one_hot([1], 3)), 6)
    1.386294
    """

    matched_activation = "softmax"

    def _terms(self, a, y):
        return -y * np.log(np.maximum(a, TINY))

    def _slopes(self, a, y):
        return -y / np.maximum(a, TINY)


def one_hot(labels, n_classes):
    """Integer labels (n,), from 0 to n_classes − 1, as rows (n, n_classes) of zeros with a single 1. Raises ValueError.

    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.dtype.kind not in "iu" or np.any((labels < 0) | (labels >= n_classes)):
        raise ValueError(f"labels : des entiers de 0 à {n_classes - 1}, de forme (n,), attendus, reçu {labels!r:.80}")
    return np.eye(n_classes)[labels]


def _same_shape(a, y):
    a, y = np.asarray(a, dtype=float), np.asarray(y, dtype=float)
    if a.shape != y.shape:
        raise ValueError(f"prédictions et cibles de même forme attendues, reçu {a.shape} et {y.shape}")
    return a, y
