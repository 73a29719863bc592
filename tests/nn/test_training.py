"""Training: batches that cover, runs that repeat, networks that learn, stops that restore."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.nn.dropout import Dropout
from course_utils.nn.layers import Activation, Dense
from course_utils.nn.losses import BinaryCrossentropy, MeanSquaredError
from course_utils.nn.metrics import accuracy
from course_utils.nn.network import Network, dense_network
from course_utils.nn.optimizers import SGD, Adam, Momentum, RMSprop
from course_utils.nn.training import EarlyStopping, batches, train

XOR, XOR_CLASSES = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])


def line(seed=0, n=20, noise=0.0):
    """A linear regression: X (n, 2), y (n, 1)."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 2))
    return X, X @ [[2.0], [-1.0]] + 0.5 + noise * rng.normal(size=(n, 1))


def run(seed=0, network=None, data=None, **options):
    """Train a small network; what varies is named."""
    rng = np.random.default_rng(seed)
    network = network or dense_network([2, 4, 1], "tanh", "linear", rng)
    options = {"epochs": 5, "batch_size": 8, "optimizer": Adam(0.01), **options}
    return network, train(network, *(data or line()), MeanSquaredError(), rng=rng, **options)


@given(st.integers(1, 50), st.integers(1, 60), st.integers(0, 100))
def test_batches_cover_every_sample_once(n, batch_size, seed):
    parts = batches(n, batch_size, np.random.default_rng(seed))
    assert sorted(np.concatenate(parts)) == list(range(n))
    assert all(len(part) == batch_size for part in parts[:-1]) and 1 <= len(parts[-1]) <= batch_size


def test_batches_change_their_composition_each_epoch():
    rng = np.random.default_rng(0)
    first, second = ({frozenset(part.tolist()) for part in batches(40, 4, rng)} for _ in range(2))
    assert first != second


def test_a_run_repeats_with_its_seed():
    (first, history), (again, history_again), (other, _) = (run(seed) for seed in (1, 1, 2))
    assert history == history_again
    assert all(np.array_equal(a, b) for a, b in zip(first.parameters, again.parameters, strict=True))
    assert not np.array_equal(first.parameters[0], other.parameters[0])


def test_one_full_batch_is_one_step_of_gradient_descent():
    X, y = line()
    network = dense_network([2, 1], "relu", "linear", np.random.default_rng(0))
    W, b = (parameter.copy() for parameter in network.parameters)
    residual = X @ W.T + b - y
    _, history = run(network=network, optimizer=SGD(0.1), epochs=1, batch_size=len(X))
    assert np.allclose(network.parameters[0], W - 0.1 * 2 * residual.T @ X / len(X))
    assert np.allclose(network.parameters[1], b - 0.1 * 2 * residual.mean(axis=0))
    assert history.history["loss"] == pytest.approx([np.mean(residual**2)])


@pytest.mark.parametrize(
    "optimizer", [SGD(0.5), Momentum(0.1), RMSprop(0.02), Adam(0.05)], ids=lambda o: type(o).__name__
)
def test_learns_xor(optimizer):
    rng = np.random.default_rng(0)
    network = dense_network([2, 8, 1], "tanh", "sigmoid", rng)
    options = {"epochs": 500, "batch_size": 4, "rng": rng, "metrics": {"accuracy": accuracy}}
    history = train(network, XOR, XOR_CLASSES, BinaryCrossentropy(), optimizer, **options).history
    assert history["accuracy"][-1] == 1.0
    assert history["loss"][-1] < 0.1 < history["loss"][0]


def test_history_has_keras_keys_and_sees_the_validation_part_without_dropout():
    rng = np.random.default_rng(0)
    network = Network([Dense(2, 6, rng), Activation("tanh"), Dropout(0.5, rng), Dense(6, 1, rng)])
    X, y = line(1)
    metrics = {"mae": lambda a, y: float(np.mean(np.abs(a - y)))}
    _, history = run(network=network, validation=(X, y), metrics=metrics)
    assert list(history.history) == ["loss", "mae", "val_loss", "val_mae"]
    assert {len(values) for values in history.history.values()} == {5}
    assert history.history["val_loss"][-1] == pytest.approx(MeanSquaredError().value(network.predict(X), y))


def test_the_last_smaller_batch_weighs_by_its_size():
    X, y = line(n=10)
    network = dense_network([2, 1], "relu", "linear", np.random.default_rng(0))
    expected = MeanSquaredError().value(network.predict(X), y)
    _, history = run(network=network, data=(X, y), optimizer=SGD(0.0), epochs=1, batch_size=4)
    assert history.history["loss"] == pytest.approx([expected])


def test_calling_again_goes_on():
    rng, optimizer = np.random.default_rng(0), Adam(0.01)
    network = dense_network([2, 4, 1], "tanh", "linear", rng)
    options = {"batch_size": 8, "rng": rng}
    for _ in range(3):
        train(network, *line(), MeanSquaredError(), optimizer, epochs=2, **options)
    at_once, _ = run(seed=0, epochs=6)
    assert all(np.array_equal(a, b) for a, b in zip(network.parameters, at_once.parameters, strict=True))


def test_early_stopping_gives_back_the_best_epoch():
    data, validation = line(0, n=12, noise=2.0), line(1, n=200, noise=2.0)
    network = dense_network([2, 64, 1], "relu", "linear", np.random.default_rng(3))
    stopping = EarlyStopping(patience=10)
    _, history = run(3, network, data, epochs=2000, validation=validation, early_stopping=stopping)
    losses = history.history["val_loss"]
    assert len(losses) < 2000  # twelve noisy points are learnt by heart: it had to stop
    assert stopping.best_epoch == int(np.argmin(losses)) == len(losses) - 11
    assert stopping.best_loss == min(losses)
    assert MeanSquaredError().value(network.predict(validation[0]), validation[1]) == pytest.approx(min(losses))


def test_early_stopping_restores_when_the_epochs_run_out_too():
    stopping = EarlyStopping(patience=100)
    network, history = run(optimizer=SGD(1.5), epochs=8, validation=line(1), early_stopping=stopping)
    assert len(history.history["val_loss"]) == 8
    assert MeanSquaredError().value(network.predict(line(1)[0]), line(1)[1]) == pytest.approx(stopping.best_loss)


def test_early_stopping_may_serve_again():
    stopping = EarlyStopping(patience=3)
    options = {"validation": line(1), "early_stopping": stopping, "epochs": 4}
    _, first = run(0, **options)
    _, second = run(5, **options)
    assert stopping.best_loss == min(second.history["val_loss"]) != min(first.history["val_loss"])


def test_early_stopping_wants_a_minimal_progress_and_stands_a_diverging_loss():
    network = dense_network([2, 1], "relu", "linear", np.random.default_rng(0))
    stopping = EarlyStopping(patience=2, min_delta=0.1)
    assert [stopping.must_stop(e, loss, network) for e, loss in enumerate([1.0, 0.95, 0.91])] == [False, False, True]
    never = EarlyStopping(patience=2)
    assert [never.must_stop(e, float("nan"), network) for e in range(2)] == [False, True]
    never.restore(network)
    assert never.best_epoch is None


def test_the_progress_bar_ends_full(capsys):
    run(epochs=3, validation=line(1), progress=True)
    last = capsys.readouterr().out.split("\r")[-1]
    assert last.startswith("[████████████████████] 3/3  loss ") and "val_loss " in last and last.endswith("\n")
    run(epochs=3)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"data": (np.zeros((4, 2)), np.zeros((5, 1)))}, "4 et 5"),
        ({"data": (np.zeros((0, 2)), np.zeros((0, 1)))}, "au moins une"),
        ({"data": (np.zeros((4, 2)), np.zeros(4))}, "même forme"),
        ({"batch_size": 0}, "batch_size"),
        ({"early_stopping": EarlyStopping()}, "validation"),
    ],
)
def test_says_what_it_wants(options, says):
    with pytest.raises(ValueError, match=says):
        run(**options)
