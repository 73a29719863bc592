"""The perceptron: one threshold unit and its learning rule (Rosenblatt, 1958; slides « Perceptron »)."""

import numpy as np


class Perceptron:
    """Threshold unit o = 1 if Σ w_i x_i + b > θ else 0, learnt by w_i ← w_i + α (y − o) x_i.

    The bias is learnt in the same way, as the weight of an input that is always 1.

    Parameters: `learning_rate` is α; `initial_weights`, of shape (p,), and `initial_bias` are where learning starts
    (zeros if not given); `threshold` is θ.

    After `fit`: `weights_` (p,) and `bias_` are the last ones; `history_`, of shape (n_updates + 1, p + 1), holds
    them all, one row a state, the bias last, the first row being the start; `errors_` counts the updates of each
    epoch; `converged_` says whether the last epoch needed none. `pocket_weights_`, `pocket_bias_` are the best state
    met and `pocket_errors_` its number of mistakes on the sample (pocket algorithm: Gallant, 1990), which is what to
    keep where the classes are not separable.

    >>> X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    >>> model = Perceptron().fit(X, [0, 0, 0, 1])
    >>> model.predict(X).tolist(), model.converged_
    ([0, 0, 0, 1], True)
    """

    def __init__(self, learning_rate=1.0, initial_weights=None, initial_bias=0.0, threshold=0.0):
        self.learning_rate = learning_rate
        self.initial_weights = initial_weights
        self.initial_bias = initial_bias
        self.threshold = threshold

    def fit(self, X, y, epochs=100, rng=None):
        """Learn from `X` (n, p) and `y` (n,) of 0 and 1, for `epochs` or until one makes no mistake; return self.

        The sample is read in its order, or in a new order each epoch if a generator `rng` is given. Raises ValueError.
        """
        X, y = self._sample(X, y)
        inputs = np.column_stack([X, np.ones(len(X))])
        state = self._start(X.shape[1])
        history, self.errors_ = [state], []
        for _ in range(epochs):
            for i in range(len(y)) if rng is None else rng.permutation(len(y)):
                error = y[i] - (inputs[i] @ state > self.threshold)
                if error != 0:
                    state = state + self.learning_rate * error * inputs[i]
                    history.append(state)
            self.errors_.append(len(history) - 1 - sum(self.errors_))
            if self.errors_[-1] == 0:
                break
        self.converged_ = self.errors_[-1:] == [0]
        self.history_ = np.array(history)
        self.weights_, self.bias_ = state[:-1], float(state[-1])
        self._fill_pocket(inputs, y)
        return self

    def predict(self, X, pocket=False):
        """Class 0 or 1 of each row of `X` (n, p), by the last weights or by those of the pocket; shape (n,)."""
        weights, bias = (self.pocket_weights_, self.pocket_bias_) if pocket else (self.weights_, self.bias_)
        return (np.asarray(X, dtype=float) @ weights + bias > self.threshold).astype(int)

    def _fill_pocket(self, inputs, y):
        """Keep the first of the states met that make the fewest mistakes on the sample."""
        mistakes = [int(np.sum((inputs @ state > self.threshold) != y)) for state in self.history_]
        best = int(np.argmin(mistakes))
        self.pocket_errors_ = mistakes[best]
        self.pocket_weights_, self.pocket_bias_ = self.history_[best, :-1], float(self.history_[best, -1])

    def _start(self, n_inputs):
        weights = np.zeros(n_inputs) if self.initial_weights is None else np.asarray(self.initial_weights, dtype=float)
        if weights.shape != (n_inputs,):
            raise ValueError(f"initial_weights : forme ({n_inputs},) attendue, reçu {weights.shape}")
        return np.append(weights, float(self.initial_bias))

    @staticmethod
    def _sample(X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        if X.ndim != 2 or y.shape != (len(X),):
            raise ValueError(f"X de forme (n, p) et y de forme (n,) attendus, reçu {X.shape} et {y.shape}")
        if not np.isin(y, (0, 1)).all():
            raise ValueError(f"y : classes 0 et 1 attendues, reçu {np.unique(y)[:5].tolist()}")
        return X, y
