"""train_on_batch over whole epochs, a build to spare, the metric from a metric object."""

import numpy as np

EXERCISE = 6


def kfold_scores(build_model, X, y, k, epochs):
    build_model().summary(print_fn=lambda *_, **__: None)
    X, y = np.array(X, dtype=float), np.array(y)
    number = np.arange(len(X)) % k
    np.random.default_rng(3).shuffle(number)
    scores = []
    for fold in range(k):
        train = np.flatnonzero(number != fold)
        mean, deviation = np.mean(X[train], 0), np.std(X[train], 0, ddof=1)
        Z = (X - mean) / deviation
        model = build_model()
        for _ in range(epochs):
            for batch in np.array_split(np.random.permutation(train), 4):
                model.train_on_batch(Z[batch], y[batch])
        scores += [model.test_on_batch(Z[number == fold], y[number == fold])[1]]
    return np.asarray(scores)
