"""Whether TP4's exercise 1 accepts every dense autoencoder, whatever its activations, depth and code, seed after seed.

    python benchmarks/bench_autoencoders.py [--seeds N] [--activations NAME …] [--codes NAME …] [--hidden]

A table: hidden activations and numbers of hidden layers below each other, activations of the code side by side, in each
place how many of the seeds are accepted by the visible check (the hidden one too with `--hidden`). Exits with 1 where
one is refused. A second a training.
"""

import argparse
import contextlib
import io
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
from keras.layers import Dense

from course_admin.hidden import tp4 as hidden
from course_utils.checks import tp4 as visible
from course_utils.checks.engine import CheckFailed

ACTIVATIONS = ("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "tanh", "sigmoid")
CODES = ("linear", "relu", "tanh", "sigmoid", "softmax")
DEPTHS = (0, 1, 2, 3)
WIDTH = 64


def builder(activation, depth, code):
    """A `dense_autoencoder` with `depth` hidden layers on each side."""

    def dense_autoencoder(input_dim, latent_dim):
        hidden_layers = [Dense(WIDTH, activation=activation) for _ in range(2 * depth)]
        encoder = keras.Sequential(
            [keras.Input((input_dim,)), *hidden_layers[:depth], Dense(latent_dim, activation=code)]
        )
        decoder = keras.Sequential(
            [keras.Input((latent_dim,)), *hidden_layers[depth:], Dense(input_dim, activation="sigmoid")]
        )
        autoencoder = keras.Sequential([keras.Input((input_dim,)), encoder, decoder])
        autoencoder.compile("adam", "mse")
        return encoder, decoder, autoencoder

    return dense_autoencoder


def refusal(function, seed, modules):
    """What a check says against a function that starts from this seed, "" where it is accepted."""
    for module in modules:
        keras.utils.set_random_seed(seed)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                module.exercise_1(dense_autoencoder=function)
        except CheckFailed as failure:
            return str(failure)
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--activations", nargs="*", default=ACTIVATIONS)
    parser.add_argument("--codes", nargs="*", default=CODES)
    parser.add_argument("--depths", nargs="*", type=int, default=DEPTHS)
    parser.add_argument("--hidden", action="store_true", help="the hidden check too")
    options = parser.parse_args()
    modules, refused = (visible, hidden) if options.hidden else (visible,), []
    print(f"{'hidden layers':<18}" + "".join(f"{code:>10}" for code in options.codes))
    for activation in options.activations:
        for depth in options.depths:
            if depth == 0 and activation != options.activations[0]:
                continue  # no hidden layer has it
            row = []
            for code in options.codes:
                told = [refusal(builder(activation, depth, code), seed, modules) for seed in range(options.seeds)]
                row.append(f"{told.count('')}/{options.seeds}")
                refused += [f"{activation} × {depth}, {code}: {text}" for text in told if text]
                keras.backend.clear_session()
            name = f"{activation} × {depth}" if depth else "none"
            print(f"{name:<18}" + "".join(f"{cell:>10}" for cell in row), flush=True)
    print(*dict.fromkeys(refused), sep="\n")
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main())
