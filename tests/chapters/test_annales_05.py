"""The paper-exam questions of chapter 5: their numbers again, by scipy and by Keras."""

import os
from itertools import pairwise

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
import pytest
from annales import answer, holds, spaced
from scipy.signal import correlate2d


def rows(matrix):
    """The lines of a matrix as the pages write them."""
    return [f"({' ; '.join(f'{value:g}' for value in row)})" for row in matrix]


def written(question, *texts):
    """Every text stands in the answer."""
    missing = [text for text in texts if text not in answer(question)]
    assert not missing, answer(question)


def test_explosion():
    sizes = [1024, 512, 256, 1]
    counts = [n * h + h for n, h in pairwise(sizes)]
    holds("5.1", *[spaced(count) for count in [*counts, sum(counts)]], spaced((5 * 5 + 1) * 16))


def test_convolution_by_hand():
    image = np.array([[1, 2, 0, 1], [0, 1, 3, 1], [2, 2, 1, 0], [1, 0, 1, 2]])
    kernel = np.array([[1, -1], [0, 2]])
    out = correlate2d(image, kernel, mode="valid") - 1
    active = np.maximum(out, 0)
    pooled = np.array([[active[i : i + 2, j : j + 2].max() for j in (0, 1)] for i in (0, 1)])
    written("5.2", *rows(out), *rows(active), *rows(pooled))
    assert correlate2d(np.pad(image, 1), kernel, mode="valid")[::2, ::2].shape == (3, 3)


def test_sizes_and_parameters():
    keras = pytest.importorskip("keras")
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((64, 48, 3)),
            layers.ZeroPadding2D(2),
            layers.Conv2D(8, 5, strides=2),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    shapes = [layer.output.shape[1:] for layer in model.layers[1:5]]
    written("5.3", *[" × ".join(map(str, shape)) for shape in shapes], str(model.layers[5].output.shape[1]))
    holds("5.3", *[spaced(layer.count_params()) for layer in model.layers if layer.weights])
    holds("5.3", spaced(model.count_params()))


def test_receptive_field():
    """By what changes: a pixel after the second convolution, when each pixel of a 1-D image is moved."""

    def deep(x):
        x = np.correlate(x, [1, 2, 3, 4, 5], mode="valid")[::2]
        x = x[: len(x) // 2 * 2].reshape(-1, 2).sum(axis=1)
        return np.correlate(x, [1, 2, 3], mode="valid")[2]

    seen = sum(deep(pixel) != 0 for pixel in np.eye(60))
    holds("5.3", str(seen))


def test_matrix_of_a_convolution():
    W = np.array([np.correlate(pixel, [2, -1], mode="valid") for pixel in np.eye(5)]).T
    written("5.4", *rows(W))
    holds("5.4", str(W.size), str(np.count_nonzero(W)), str(len(np.unique(W[W != 0]))))
