"""The paper-exam questions of chapter 4: their numbers again, by the course's modules and by plain arithmetic."""

import math

import numpy as np
import pytest
from annales import holds, spaced

from course_utils.nn.activations import softmax, softmax_backward
from course_utils.nn.network import dense_network
from course_utils.nn.optimizers import SGD, Momentum, RMSprop
from course_utils.nn.training import EarlyStopping, batches

VAL_LOSS = [0.90, 0.71, 0.60, 0.55, 0.57, 0.54, 0.56, 0.58, 0.59, 0.61]


def test_one_softmax_neuron_answers_one_and_has_no_slope():
    z = np.array([[-3.0], [0.0], [40.0]])
    assert np.all(softmax(z) == 1) and np.all(softmax_backward(softmax(z), np.ones((3, 1))) == 0)
    holds("4.1", "1", "12", "5")


def test_parameters_and_updates():
    layers = dense_network([12, 50, 20, 3], "relu", "softmax", np.random.default_rng(0)).layers[::2]
    counts = [layer.W.size + layer.b.size for layer in layers]
    holds("4.2", *map(spaced, [*counts, sum(counts)]), "(12. 50)")
    each_epoch = len(batches(2000, 128, np.random.default_rng(0)))
    holds("4.2", str(each_epoch), str(30 * each_epoch), f"{2000 / 128:.1f}")


def descend(optimizer, slope, n_steps):
    """The values of θ from 2, one a step."""
    theta, path = np.array([2.0]), []
    for _ in range(n_steps):
        optimizer.update([theta], [slope * theta])
        path.append(float(theta[0]))
    return path


def test_optimizers():
    holds("4.3", *[f"{theta:.4g}" for theta in descend(SGD(0.1), 2, 2) + descend(Momentum(0.1, 0.9), 2, 2)])
    (one,), (hundred,) = (descend(RMSprop(0.1, rho=0.9, eps=0), slope, 1) for slope in (2, 200))
    assert one == pytest.approx(hundred)
    holds("4.3", f"{one:.3f}", f"{2 - one:.3f}", "1.6", "16 000")


def test_batch_normalisation_and_dropout():
    z = np.array([1.0, 3.0, 5.0, 7.0])
    normal = (z - z.mean()) / z.std()
    holds("4.4", *[f"{value:.3f}" for value in (z.std(), *normal, *(2 * normal + 1))])
    mean, variance = 0.01 * z.mean(), 0.99 + 0.01 * z.var()
    holds("4.4", f"{mean:.2f}", f"{variance:.2f}", f"{(5 - mean) / math.sqrt(variance):.3f}")
    kept = z * np.array([0, 1, 0, 1]) / 0.5
    holds("4.4", " ; ".join(f"{value:.0f}" for value in kept), " ; ".join(f"{value:.0f}" for value in z))


def test_gradient_of_a_batch():
    holds("4.5", f"{144 / 64:.2f}", f"{12 / math.sqrt(64):.1f}", f"{(12 / 0.6) ** 2:.0f}", "0.8")


@pytest.mark.parametrize("patience", [3, 1])
def test_early_stopping(patience):
    network = dense_network([1, 1], "relu", "linear", np.random.default_rng(0))
    guard = EarlyStopping(patience)
    stop = next(epoch for epoch, loss in enumerate(VAL_LOSS) if guard.must_stop(epoch, loss, network))
    holds("4.6", str(stop + 1), str(guard.best_epoch + 1))
    assert (stop + 1, guard.best_epoch + 1) == {3: (9, 6), 1: (5, 4)}[patience]
