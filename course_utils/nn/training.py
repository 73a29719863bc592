"""Training: epochs of mini-batches, a validation after each, and early stopping."""

import math
from dataclasses import dataclass, field

import numpy as np


@dataclass
class History:
    """What was measured, one number an epoch; the keys of `history` are Keras': `loss`, `val_loss`, metrics' names."""

    history: dict[str, list[float]] = field(default_factory=dict)

    def add(self, **measures):
        """Append the measures of one epoch."""
        for name, value in measures.items():
            self.history.setdefault(name, []).append(value)


class EarlyStopping:
    """Stops once the validation loss has not improved for `patience` epochs, and puts the best epoch's weights back.

    After training `best_epoch` is its number (0 for the first) and `best_loss` its validation loss.
    """

    def __init__(self, patience=5, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.start()

    def start(self):
        """Forget any previous training."""
        self.best_epoch, self.best_loss = None, math.inf
        self._weights = None

    def must_stop(self, epoch, val_loss, network):
        """Note an epoch's validation loss; say whether to stop."""
        if val_loss < self.best_loss - self.min_delta:
            self.best_epoch, self.best_loss = epoch, val_loss
            self._weights = network.get_weights()
        last_progress = -1 if self.best_epoch is None else self.best_epoch
        return epoch - last_progress >= self.patience

    def restore(self, network):
        """Give `network` the weights of the best epoch, if any had a finite loss."""
        if self._weights is not None:
            network.set_weights(self._weights)


def train(
    network,
    X,
    y,
    loss,
    optimizer,
    *,
    epochs,
    batch_size,
    rng,
    validation=None,
    metrics=None,
    early_stopping=None,
    progress=False,
):
    """Train `network` in place on `X` (n, …), `y` (n, n_outputs); return its `History`.

    Each epoch goes once through the sample, in an order drawn from `rng`, by batches of `batch_size`; the last may be
    smaller. `loss` and every metric, a dictionary name → function of (outputs, targets), are averages over the
    epoch's batches, taken while the weights change and with dropout on, as Keras does. With `validation=(X_val,
    y_val)` the same are measured after each epoch, dropout off, as `val_loss`, `val_…`. `progress` shows a bar.
    Calling again goes on from where the network and the optimizer are. Raises ValueError.
    """
    X, y, metrics = np.asarray(X, dtype=float), np.asarray(y, dtype=float), metrics or {}
    if len(X) != len(y) or len(X) == 0:
        raise ValueError(f"X et y : autant de lignes attendues, au moins une, reçu {len(X)} et {len(y)}")
    if batch_size < 1:
        raise ValueError(f"batch_size : un entier d’au moins 1 attendu, reçu {batch_size}")
    if early_stopping and not validation:
        raise ValueError("l’arrêt précoce observe la perte de validation : donnez validation=(X_val, y_val)")
    if early_stopping:
        early_stopping.start()
    measures = {"loss": loss.value, **metrics}
    history = History()
    for epoch in range(epochs):
        history.add(**_epoch(network, X, y, loss, optimizer, batch_size, rng, measures))
        if validation:
            history.add(**{f"val_{name}": value for name, value in evaluate(network, *validation, measures).items()})
        if progress:
            _show(epoch + 1, epochs, history)
        if early_stopping and early_stopping.must_stop(epoch, history.history["val_loss"][-1], network):
            break
    if early_stopping:
        early_stopping.restore(network)
    if progress:
        print()
    return history


def batches(n_samples, batch_size, rng):
    """The indices of each mini-batch of one epoch: all of 0 … n_samples − 1, once, in an order drawn from `rng`.

    >>> [len(batch) for batch in batches(10, 4, np.random.default_rng(0))]
    [4, 4, 2]
    """
    order = rng.permutation(n_samples)
    return [order[start : start + batch_size] for start in range(0, n_samples, batch_size)]


def evaluate(network, X, y, measures):
    """Each of `measures` (name → function of outputs and targets) of the network's predictions for `X`, as numbers."""
    a = network.predict(X)
    return {name: float(measure(a, y)) for name, measure in measures.items()}


def _epoch(network, X, y, loss, optimizer, batch_size, rng, measures):
    """One pass through the sample; the average of each measure over it, every sample counting once."""
    totals = dict.fromkeys(measures, 0.0)
    for batch in batches(len(X), batch_size, rng):
        X_batch, y_batch = X[batch], y[batch]
        a = network.backpropagate(X_batch, y_batch, loss)
        optimizer.update(network.parameters, network.gradients)
        for name, measure in measures.items():
            totals[name] += measure(a, y_batch) * len(batch)
    return {name: total / len(X) for name, total in totals.items()}


def _show(epoch, epochs, history):
    """Redraw the progress bar on its line."""
    done = 20 * epoch // epochs
    measures = "  ".join(f"{name} {values[-1]:.4f}" for name, values in history.history.items())
    print(f"\r[{'█' * done}{'·' * (20 - done)}] {epoch}/{epochs}  {measures}", end="", flush=True)
