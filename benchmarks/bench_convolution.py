"""Time of `Conv2D` and of a LeNet against TensorFlow, Keras, the loop that a student writes, and numpy-ml.

    python benchmarks/bench_convolution.py [--rounds N]

Forward and backward of a first layer (64 digits 28 × 28, 16 kernels 3 × 3) and of a second one (14 × 14 × 16 → 32), in
float32: all the gradients, the image's included, and for the first layer also without it, which a training does not
need and TensorFlow then saves itself. An epoch of LeNet on the 4 000 digits, against Keras' `fit`. The student's loop
visits every output pixel and every kernel, of 4 digits. numpy-ml, where `pip install numpy-ml` has been run.

TensorFlow is compiled (`tf.function`), with oneDNN and all the cores; ours has one thread. The contestants take turns;
medians over the rounds, and their ratios, are printed. Exits with 1 if a ratio is over its budget.
"""

import argparse
import collections
import os
import statistics
import sys
import time
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"  # TensorFlow at its best
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import keras
import numpy as np
import tensorflow as tf

from course_utils.data import load_mnist
from course_utils.nn.convolution import Conv2D
from course_utils.nn.layers import Activation, Dense, Flatten
from course_utils.nn.losses import CategoricalCrossentropy, one_hot
from course_utils.nn.network import Network
from course_utils.nn.optimizers import Adam
from course_utils.nn.pooling import MaxPool2D
from course_utils.nn.training import train

FIRST, SECOND = ((64, 28, 28, 1), 16), ((64, 14, 14, 16), 32)  # images and number of kernels, all 3 × 3


def ours(shape, filters):
    """Forward and backward of our layer, as a function of nothing."""
    layer, x, d_out = _layer(shape, filters)

    def step():
        layer.forward(x)
        layer.backward(d_out)

    return step


def tensorflow(shape, filters, image_gradient=True):
    """The same by TensorFlow's compiled function."""
    layer, x, d_out = _layer(shape, filters)
    arguments = [tf.constant(array) for array in (layer.kernels, layer.biases, x, d_out)]

    @tf.function
    def compiled(kernels, biases, x, d_out):
        with tf.GradientTape() as tape:
            watched = [kernels, biases, x][: 3 if image_gradient else 2]
            tape.watch(watched)
            out = tf.nn.conv2d(x, kernels, 1, "VALID") + biases
        return out, tape.gradient(out, watched, output_gradients=d_out)

    return lambda: compiled(*arguments)


def students_loop(shape, filters):
    """The same, one output pixel and one kernel after the other."""
    layer, x, d_out = _layer(shape, filters)
    kernels, biases = layer.kernels, layer.biases
    kh, kw = kernels.shape[:2]

    def step():
        out = np.zeros(d_out.shape)
        d_x, d_kernels, d_biases = np.zeros(x.shape), np.zeros(kernels.shape), np.zeros(biases.shape)
        for n, i, j, f in np.ndindex(d_out.shape):
            window = x[n, i : i + kh, j : j + kw]
            out[n, i, j, f] = np.sum(window * kernels[..., f]) + biases[f]
            d_x[n, i : i + kh, j : j + kw] += d_out[n, i, j, f] * kernels[..., f]
            d_kernels[..., f] += d_out[n, i, j, f] * window
            d_biases[f] += d_out[n, i, j, f]

    return step


def numpy_ml(shape, filters):
    """The same by the package numpy-ml; None where it is not installed."""
    collections.Hashable = collections.abc.Hashable  # the package was written before Python 3.10
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from numpy_ml.neural_nets.layers import Conv2D as Theirs
    except ImportError:
        return None
    _, x, d_out = _layer(shape, filters)
    layer = Theirs(out_ch=filters, kernel_shape=(3, 3))

    def step():
        layer.forward(x)
        layer.backward(d_out)
        layer.flush_gradients()

    return step


def our_epoch(images, labels):
    """An epoch of LeNet, trained further at each call."""
    rng = np.random.default_rng(0)
    single = {"dtype": np.float32}
    convolutions = [
        *(Conv2D(1, 6, 5, rng, padding=2, **single), Activation("relu"), MaxPool2D(2)),
        *(Conv2D(6, 16, 5, rng, **single), Activation("relu"), MaxPool2D(2)),
    ]
    dense = [Dense(400, 120, rng), Activation("relu"), Dense(120, 84, rng), Activation("relu"), Dense(84, 10, rng)]
    network = Network([*convolutions, Flatten(), *dense, Activation("softmax")])
    optimizer, targets, loss = Adam(), one_hot(labels, 10), CategoricalCrossentropy()
    return lambda: train(network, images, targets, loss, optimizer, epochs=1, batch_size=32, rng=rng)


def keras_epoch(images, labels):
    """The same by Keras."""
    layers = keras.layers
    convolutions = [
        *(layers.Conv2D(6, 5, padding="same", activation="relu"), layers.MaxPooling2D()),
        *(layers.Conv2D(16, 5, activation="relu"), layers.MaxPooling2D()),
    ]
    dense = [layers.Dense(120, activation="relu"), layers.Dense(84, activation="relu")]
    head = layers.Dense(10, activation="softmax")
    model = keras.Sequential([keras.Input((28, 28, 1)), *convolutions, layers.Flatten(), *dense, head])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    images = images.astype("float32")
    return lambda: model.fit(images, labels, batch_size=32, epochs=1, verbose=0)


def medians(contestants, rounds):
    """Median seconds of each function, taking turns, after a round that warms up."""
    seconds = [[] for _ in contestants]
    for round_ in range(-1, rounds):
        for function, times in zip(contestants, seconds, strict=True):
            start = time.perf_counter()
            function()
            if round_ >= 0:
                times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in seconds]


def _layer(shape, filters):
    """A layer, images and an upstream gradient, the same at each call, in float32."""
    rng = np.random.default_rng(0)
    layer = Conv2D(shape[3], filters, 3, rng, dtype=np.float32)
    n, height, width, _ = shape
    images, d_out = rng.normal(size=shape), rng.normal(size=(n, height - 2, width - 2, filters))
    return layer, images.astype(np.float32), d_out.astype(np.float32)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60, help="timings of each layer (default: 60)")
    options = parser.parse_args()
    images, labels = load_mnist()
    images = images[..., None] / 255
    few = (4, *FIRST[0][1:]), FIRST[1]
    compared = [  # what, ours, theirs, the largest ratio ours / theirs allowed, rounds
        ("first layer / TensorFlow", ours(*FIRST), tensorflow(*FIRST), 2, options.rounds),
        ("same, TensorFlow without d_image", ours(*FIRST), tensorflow(*FIRST, False), 2, options.rounds),
        ("second layer / TensorFlow", ours(*SECOND), tensorflow(*SECOND), 5, options.rounds),
        ("epoch of LeNet / Keras", our_epoch(images, labels), keras_epoch(images, labels), 2, 5),
        ("first layer / student's loop", ours(*few), students_loop(*few), 1 / 20, 3),
        ("first layer / numpy-ml", ours(*FIRST), numpy_ml(*FIRST), 1, 5),
        ("second layer / numpy-ml", ours(*SECOND), numpy_ml(*SECOND), 1, 5),
    ]
    print(f"{'':<34}{'ours, ms':>10}{'theirs, ms':>12}{'ratio':>8}{'budget':>8}")
    failed = False
    for what, our, their, budget, rounds in compared:
        if their is None:
            print(f"{what:<34}  not installed")
            continue
        mine, yours = medians([our, their], rounds)
        within = mine / yours <= budget
        failed |= not within
        verdict = "ok" if within else "OVER BUDGET"
        print(f"{what:<34}{1e3 * mine:>10.2f}{1e3 * yours:>12.2f}{mine / yours:>8.3f}{budget:>8.2f}  {verdict}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
