"""Convolution: a small window of weights, the kernel, slides over an image and is the same everywhere.

Images are (n_samples, height, width, channels), kernels (kh, kw, in_channels, filters), both as in Keras. As in every
deep learning library the kernel is not turned over: strictly this is a cross-correlation. (Slides « Réseaux de neurones
convolutifs : principe ».)
"""

import numpy as np

from course_utils.nn.layers import Layer


def output_size(size, kernel, padding=0, stride=1):
    """How many times a kernel fits along one side of an image: ⌊(size − kernel + 2 padding) / stride⌋ + 1.

    All are numbers of pixels. Raises ValueError where the kernel does not fit, or an argument makes no sense.

    >>> output_size(9, 3, padding=1), output_size(9, 3, stride=2), output_size(9, 2, stride=2)
    (9, 4, 4)
    """
    if kernel < 1 or stride < 1 or padding < 0:
        raise ValueError(
            f"kernel ≥ 1, stride ≥ 1 et padding ≥ 0 attendus, reçu kernel={kernel}, stride={stride}, padding={padding}"
        )
    if size + 2 * padding < kernel:
        raise ValueError(f"un noyau de {kernel} pixels n’entre pas dans {size} + 2 × {padding} pixels")
    return (size - kernel + 2 * padding) // stride + 1


def under(image, i, j, height, width, stride):
    """The pixels that lie under place (i, j) of the kernel at each of its height × width stops: a view of `image`."""
    return image[:, i : i + stride * height : stride, j : j + stride * width : stride]


class Conv2D(Layer):
    """Convolution layer, (n, H, W, in_channels) → (n, H_out, W_out, filters). For each sample, each output pixel is

        out[y, x, f] = biases[f] + Σ_ijc kernels[i, j, c, f] · image[y·stride + i, x·stride + j, c]

    on an image first surrounded by `padding` pixels of 0; `output_size` gives H_out and W_out. `kernel_size` is a
    number of pixels, or a pair (kh, kw). Kernels are drawn from `rng` as Keras does (Glorot & Bengio, 2010); biases are
    0. All is computed in `dtype`; float32 is precise enough to train, and about twice as fast.

    What lies under the kernel is copied to one matrix, a column for each of its stops, so that a single matrix product
    does all the work. The price is memory: kh·kw times the image, kept for `backward`.

    >>> layer = Conv2D(3, 8, kernel_size=5, rng=np.random.default_rng(0), padding=2)
    >>> layer.kernels.shape, layer.forward(np.ones((4, 28, 20, 3))).shape
    ((5, 5, 3, 8), (4, 28, 20, 8))
    >>> sum(parameter.size for parameter in layer.parameters) == (5 * 5 * 3 + 1) * 8
    True
    """

    def __init__(self, in_channels, filters, kernel_size, rng, padding=0, stride=1, dtype=float):
        kh, kw = np.broadcast_to(kernel_size, 2).tolist()
        limit = np.sqrt(6 / (kh * kw * (in_channels + filters)))
        self.kernels = rng.uniform(-limit, limit, (kh, kw, in_channels, filters)).astype(dtype)
        self.biases = np.zeros(filters, dtype)
        self.d_kernels = np.zeros_like(self.kernels)
        self.d_biases = np.zeros_like(self.biases)
        self.padding, self.stride = padding, stride

    @property
    def parameters(self):
        return [self.kernels, self.biases]

    @property
    def gradients(self):
        return [self.d_kernels, self.d_biases]

    def forward(self, x, training=False):
        kh, kw, channels, filters = self.kernels.shape
        if x.ndim != 4 or x.shape[3] != channels:
            raise ValueError(f"Conv2D : une entrée de forme (n, hauteur, largeur, {channels}) attendue, reçu {x.shape}")
        n, height, width, _ = x.shape
        p, s = self.padding, self.stride
        self._out_shape = n, output_size(height, kh, p, s), output_size(width, kw, p, s), filters
        padded = self._zeros(n, height + 2 * p, width + 2 * p)
        padded[:, p : p + height, p : p + width] = x
        self._padded_shape = padded.shape
        stops = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(1, 2))[
            :, ::s, ::s
        ]  # (n, H_out, W_out, C, kh, kw)
        self._columns = stops.transpose(4, 5, 3, 0, 1, 2).reshape(kh * kw * channels, -1)
        out = self._columns.T @ self.kernels.reshape(-1, filters)
        out += self.biases
        return out.reshape(self._out_shape)

    def backward(self, d_out):
        kh, kw, channels, filters = self.kernels.shape
        n, height, width, _ = self._out_shape
        rows = d_out.reshape(-1, filters).astype(self.kernels.dtype, copy=False)
        self.d_kernels = (self._columns @ rows).reshape(self.kernels.shape)
        self.d_biases = np.ones(len(rows), rows.dtype) @ rows  # their sum, which is much faster as a product
        d_columns = self.kernels.reshape(-1, filters) @ rows.T
        d_columns = d_columns.reshape(kh, kw, channels, n, height, width).transpose(0, 1, 3, 4, 5, 2)
        d_padded = self._zeros(*self._padded_shape[:3])
        for i, j in np.ndindex(kh, kw):  # a pixel lay under several places of the kernel: their shares add up
            under(d_padded, i, j, height, width, self.stride)[...] += d_columns[i, j]
        p = self.padding
        return d_padded[:, p : d_padded.shape[1] - p, p : d_padded.shape[2] - p]

    def _zeros(self, n, height, width):
        """A batch of black images; in memory each channel is a plane of its own, as in `_columns`: copies go fast."""
        return np.zeros((self.kernels.shape[2], n, height, width), self.kernels.dtype).transpose(1, 2, 3, 0)
