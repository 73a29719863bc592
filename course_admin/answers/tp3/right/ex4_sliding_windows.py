"""All windows at once."""

from numpy.lib.stride_tricks import sliding_window_view

EXERCISE = 4


def max_pool2d(image, size, stride):
    windows = sliding_window_view(image, (size, size), axis=(0, 1))
    return windows[::stride, ::stride].max(axis=(-2, -1))
