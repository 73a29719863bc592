"""Activation functions σ: their value a = σ(z), and their backward product, which takes ∂C/∂a to ∂C/∂z.

Every function is element-wise and takes any shape, except the softmax, which goes along the last axis. The derivative
of each can be read off its own output a, so the backward products take a and not z. (Slides « Fonctions d’activation
».)
"""

import numpy as np


def sigmoid(z):
    """1 / (1 + e^−z), between 0 and 1. The exponential is only ever taken of −|z|, so nothing overflows.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def tanh(z):
    """Hyperbolic tangent, between −1 and 1."""
    return np.tanh(np.asarray(z, dtype=float))


def relu(z):
    """max(0, z), the usual choice of the hidden layers.

    >>> relu([-2.0, 0.0, 3.0])
    array([0., 0., 3.])
    """
    return np.maximum(np.asarray(z, dtype=float), 0.0)


def linear(z):
    """z itself: the output of a regression."""
    return np.asarray(z, dtype=float)


def softmax(z):
    """e^z_j / Σ_k e^z_k along the last axis: positive numbers that sum to 1. No overflow: each row's
    maximum is taken off first.

    >>> softmax([[0.0, 0.0], [1000.0, 0.0]])
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def sigmoid_prime(z):
    """Derivative σ'(z) = σ(z) (1 − σ(z)), at most 1/4."""
    return sigmoid_backward(sigmoid(z), 1.0)


def relu_prime(z):
    """Derivative of the ReLU: 1 where z > 0, else 0. At 0, where there is none, 0 is the convention."""
    return relu_backward(relu(z), 1.0)


def sigmoid_backward(a, d_a):
    """∂C/∂z from a = sigmoid(z) and ∂C/∂a."""
    return d_a * a * (1.0 - a)


def tanh_backward(a, d_a):
    """∂C/∂z from a = tanh(z) and ∂C/∂a."""
    return d_a * (1.0 - a**2)


def relu_backward(a, d_a):
    """∂C/∂z from a = relu(z) and ∂C/∂a."""
    return d_a * (a > 0)


def linear_backward(a, d_a):
    """∂C/∂z = ∂C/∂a."""
    return d_a


def softmax_backward(a, d_a):
    """∂C/∂z from a = softmax(z) and ∂C/∂a: the product with the whole Jacobian.

    Every output depends on every z of its row, ∂a_j/∂z_k = a_j (1_{j=k} − a_k): unlike the others, this is not an
    element-wise product. The sum over j is written out, so no matrix is built.
    """
    return a * (d_a - np.sum(d_a * a, axis=-1, keepdims=True))


#: name → (value, backward product)
ACTIVATIONS = {
    "sigmoid": (sigmoid, sigmoid_backward),
    "tanh": (tanh, tanh_backward),
    "relu": (relu, relu_backward),
    "linear": (linear, linear_backward),
    "softmax": (softmax, softmax_backward),
}
