"""Attention: each place of a sequence takes a weighted mean of what all places offer, and chooses the weights itself.

A batch of sequences is (n, length, width). Each place makes a query q, a key k and a value v; it gives place j the
weight softmax_j(q · k_j / √d), and receives Σ_j weight_j v_j. (Vaswani et al., « Attention Is All You Need », 2017.)
"""

import numpy as np

from course_utils.nn.activations import softmax, softmax_backward
from course_utils.nn.layers import Layer


def causal_mask(length):
    """Who may look where, (length, length) booleans: place i sees places 0 to i alone.

    >>> causal_mask(3).astype(int)
    array([[1, 0, 0],
           [1, 1, 0],
           [1, 1, 1]])
    """
    return np.tri(length, dtype=bool)


def attention(q, k, v, mask=None):
    """What each place receives, (…, n_queries, d_v), and the weights, (…, n_queries, n_keys), which sum to 1.

    `q` is (…, n_queries, d), `k` (…, n_keys, d), `v` (…, n_keys, d_v). Where `mask` is False the weight is 0; a place
    that may look nowhere raises ValueError.

    >>> out, weights = attention(np.zeros((1, 2)), np.ones((2, 2)), np.array([[1.0], [3.0]]))
    >>> weights, out
    (array([[0.5, 0.5]]), array([[2.]]))
    """
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        if not np.any(mask, axis=-1).all():
            raise ValueError("attention : une ligne du masque ne laisse regarder nulle part")
        scores = np.where(mask, scores, -np.inf)
    weights = softmax(scores)
    return weights @ v, weights


def attention_backward(q, k, v, weights, d_out):
    """∂C/∂q, ∂C/∂k and ∂C/∂v from `weights`, which `attention` returned, and `d_out` = ∂C/∂out.

    A masked place needs no care: its weight is 0, and so is the gradient that the softmax lets through to its score.
    """
    d_scores = softmax_backward(weights, d_out @ np.swapaxes(v, -1, -2)) / np.sqrt(q.shape[-1])
    return d_scores @ k, np.swapaxes(d_scores, -1, -2) @ q, np.swapaxes(weights, -1, -2) @ d_out


class MultiHeadAttention(Layer):
    """Self-attention with several heads, (n, length, width) → (n, length, width).

    Each head works on width / heads numbers, so that several places can be looked at for different reasons; what the
    heads receive is set side by side, then mixed by a last dense map. `W` and `b` hold the four maps, of queries, keys,
    values and output, each (width, width) and (width,), with w_jk from k to j. Weights are drawn from `rng` within
    Glorot's limits; biases are 0. `causal`: no place sees a later one. `weights`, (n, heads, length, length), are those
    of the last `forward`. Raises ValueError where `heads` does not divide `width`, or the input has another width.

    >>> layer = MultiHeadAttention(width=8, heads=2, rng=np.random.default_rng(0))
    >>> layer.forward(np.ones((3, 5, 8))).shape, layer.weights.shape
    ((3, 5, 8), (3, 2, 5, 5))
    """

    def __init__(self, width, heads, rng, causal=False):
        if width % heads:
            raise ValueError(f"la largeur ({width}) n’est pas un multiple du nombre de têtes ({heads})")
        limit = np.sqrt(6 / (2 * width))
        self.W = rng.uniform(-limit, limit, (4, width, width))
        self.b = np.zeros((4, width))
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        self.heads, self.causal = heads, causal

    @property
    def parameters(self):
        return [self.W, self.b]

    @property
    def gradients(self):
        return [self.dW, self.db]

    def forward(self, x, training=False):
        if x.ndim != 3 or x.shape[2] != self.W.shape[2]:
            raise ValueError(f"une entrée de forme (n, longueur, {self.W.shape[2]}) attendue, reçu {x.shape}")
        self._x = x
        self._qkv = [self._split(x @ W.T + b) for W, b in zip(self.W[:3], self.b[:3], strict=True)]
        received, self.weights = attention(*self._qkv, causal_mask(x.shape[1]) if self.causal else None)
        self._received = self._join(received)
        return self._received @ self.W[3].T + self.b[3]

    def backward(self, d_out):
        d_received = self._split(d_out @ self.W[3])
        d_qkv = attention_backward(*self._qkv, self.weights, d_received)
        d_maps = [self._join(d) for d in d_qkv] + [d_out]
        inputs = [self._x] * 3 + [self._received]
        self.dW = np.stack([np.einsum("nti,ntj->ij", d, a) for d, a in zip(d_maps, inputs, strict=True)])
        self.db = np.stack([d.sum(axis=(0, 1)) for d in d_maps])
        return sum(d @ W for d, W in zip(d_maps[:3], self.W[:3], strict=True))

    def _split(self, x):
        """(n, length, width) → (n, heads, length, width / heads)."""
        n, length, width = x.shape
        return x.reshape(n, length, self.heads, width // self.heads).transpose(0, 2, 1, 3)

    def _join(self, x):
        """The inverse of `_split`."""
        n, _, length, _ = x.shape
        return x.transpose(0, 2, 1, 3).reshape(n, length, -1)
