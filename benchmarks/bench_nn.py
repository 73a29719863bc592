"""Training time of `Network` against scikit-learn's MLPClassifier and Keras, all else equal.

    python benchmarks/bench_nn.py [--rounds N] [--epochs N]

A 64-64-32-10 network, ReLU and softmax, Adam at 0.001, batches of 32, on scikit-learn's digits. The three are timed
in turn in one process, after a warm-up; medians over the rounds, and the ratios of the medians, are printed. Exits
with 1 if a ratio is over its budget or the accuracies differ by more than noise.
"""

import argparse
import os
import statistics
import sys
import time
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

from course_utils.nn.losses import CategoricalCrossentropy, one_hot
from course_utils.nn.network import dense_network
from course_utils.nn.optimizers import Adam
from course_utils.nn.training import train

BATCH_SIZE = 32
BUDGETS = {"scikit-learn": 0.8, "Keras": 0.15}
NOISE = 0.02  # of the accuracy on 450 test images: about two standard deviations


def digits(seed):
    """Training and test images, scaled to [0, 1], and their labels."""
    X, y = load_digits(return_X_y=True)
    return train_test_split(X / 16, y, test_size=0.25, stratify=y, random_state=seed)


def with_network(X, y, X_test, epochs, seed):
    """Ours: seconds of training, and the classes predicted."""
    rng = np.random.default_rng(seed)
    network = dense_network([64, 64, 32, 10], hidden="relu", output="softmax", rng=rng)
    targets = one_hot(y, 10)
    start = time.perf_counter()
    train(network, X, targets, CategoricalCrossentropy(), Adam(), epochs=epochs, batch_size=BATCH_SIZE, rng=rng)
    return time.perf_counter() - start, network.predict(X_test).argmax(axis=1)


def with_scikit_learn(X, y, X_test, epochs, seed):
    """scikit-learn's, without its penalty and its own stopping rule."""
    model = MLPClassifier(
        (64, 32), alpha=0.0, batch_size=BATCH_SIZE, max_iter=epochs, n_iter_no_change=epochs, random_state=seed
    )
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ConvergenceWarning
        )  # it stops after the epochs that were asked: that is the point
        start = time.perf_counter()
        model.fit(X, y)
        seconds = time.perf_counter() - start
    return seconds, model.predict(X_test)


def with_keras(X, y, X_test, epochs, seed):
    """Keras'. One untimed epoch compiles the training function; the timed ones then start from the same weights."""
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    weights = model.get_weights()
    model.fit(X, y, batch_size=BATCH_SIZE, epochs=1, verbose=0)
    model.set_weights(weights)
    for variable in model.optimizer.variables[
        2:
    ]:  # the moments; before them, the iteration count and the learning rate
        variable.assign(np.zeros(variable.shape))
    model.optimizer.iterations.assign(0)
    start = time.perf_counter()
    model.fit(X, y, batch_size=BATCH_SIZE, epochs=epochs, verbose=0)
    return time.perf_counter() - start, model.predict(X_test, verbose=0).argmax(axis=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="timings of each (default: 7)")
    parser.add_argument("--epochs", type=int, default=20, help="epochs of each training (default: 20)")
    options = parser.parse_args()

    contestants = {"Network": with_network, "scikit-learn": with_scikit_learn, "Keras": with_keras}
    seconds = {name: [] for name in contestants}
    accuracies = {name: [] for name in contestants}
    for round_ in range(-1, options.rounds):  # the round −1 warms up
        X, X_test, y, y_test = digits(seed=max(round_, 0))
        for name, contestant in contestants.items():
            elapsed, predicted = contestant(X, y, X_test, options.epochs, seed=max(round_, 0))
            if round_ >= 0:
                seconds[name].append(elapsed)
                accuracies[name].append(np.mean(predicted == y_test))

    ours, our_accuracy = statistics.median(seconds["Network"]), np.mean(accuracies["Network"])
    print(f"64-64-32-10, Adam, batches of {BATCH_SIZE}, {options.epochs} epochs, {options.rounds} rounds")
    print(f"{'':<14}{'seconds':>9}{'accuracy':>10}{'ratio':>8}{'budget':>8}")
    failed = False
    for name in contestants:
        median, accuracy = statistics.median(seconds[name]), np.mean(accuracies[name])
        line = f"{name:<14}{median:>9.3f}{accuracy:>10.3f}"
        if name in BUDGETS:
            ratio = ours / median
            within = ratio <= BUDGETS[name] and abs(accuracy - our_accuracy) <= NOISE
            failed |= not within
            line += f"{ratio:>8.2f}{BUDGETS[name]:>8.2f}  {'ok' if within else 'OVER BUDGET'}"
        print(line)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
