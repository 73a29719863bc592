"""Pooling: each window of an image is summed up by one number, its maximum or its mean, channel by channel.

Nothing is learnt. Images are (n_samples, height, width, channels); what does not fill a window, at the right and at the
bottom, is dropped. (Slides « Réseaux de neurones convolutifs : pooling ».)
"""

import numpy as np

from course_utils.nn.convolution import output_size, under
from course_utils.nn.layers import Layer


class Pool2D(Layer):
    """What both poolings share: square windows of `size` pixels a side, `stride` pixels apart (`size` if not given)."""

    def __init__(self, size, stride=None):
        self.size, self.stride = size, size if stride is None else stride

    def _views(self, image):
        """For each place of the window, the pixels of `image` that lie under it; every view has the output's shape."""
        height, width = (output_size(side, self.size, stride=self.stride) for side in self._shape[1:3])
        places = np.ndindex(self.size, self.size)
        return [under(image, i, j, height, width, self.stride) for i, j in places]

    def _check(self, x):
        if x.ndim != 4:
            raise ValueError(f"une entrée de forme (n, hauteur, largeur, canaux) attendue, reçu {x.shape}")
        self._shape = x.shape


class MaxPool2D(Pool2D):
    """The maximum of each window. The gradient goes to the pixel that was the maximum; of several, to the first.

    >>> image = np.array([[1.0, 5.0, 2.0], [3.0, 4.0, 0.0], [7.0, 7.0, 9.0]])
    >>> MaxPool2D(2).forward(image[None, :, :, None])[0, :, :, 0]
    array([[5.]])
    >>> MaxPool2D(2, stride=1).forward(image[None, :, :, None])[0, :, :, 0]
    array([[5., 5.],
           [7., 9.]])
    """

    def forward(self, x, training=False):
        self._check(x)
        first, *others = self._views(x)
        out = first.copy()
        self._winner = np.zeros(out.shape, np.min_scalar_type(len(others)))  # place of the maximum in its window
        for place, view in enumerate(others, start=1):
            np.copyto(self._winner, place, where=view > out)
            np.maximum(out, view, out=out)
        return out

    def backward(self, d_out):
        d_x = np.zeros(self._shape, d_out.dtype)
        for place, view in enumerate(self._views(d_x)):
            view += d_out * (self._winner == place)
        return d_x


class MeanPool2D(Pool2D):
    """The mean of each window. Every pixel of a window gets the same share of its gradient.

    >>> MeanPool2D(2).forward(np.array([[1.0, 5.0], [3.0, 4.0]])[None, :, :, None]).item()
    3.25
    """

    def forward(self, x, training=False):
        self._check(x)
        return sum(self._views(x)) / self.size**2

    def backward(self, d_out):
        d_x = np.zeros(self._shape, d_out.dtype)
        share = d_out / self.size**2
        for view in self._views(d_x):
            view += share
        return d_x
