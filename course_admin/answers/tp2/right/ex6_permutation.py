"""A permutation cut in k; min–max scaling; a list is returned; the metric by its place in the dict."""

import numpy as np

EXERCISE = 6


def kfold_scores(build_model, X, y, k, epochs):
    folds = np.array_split(np.random.permutation(len(X)), k)
    scores = []
    for i in range(k):
        train = np.concatenate([folds[j] for j in range(k) if j != i])
        low, high = X[train].min(axis=0), X[train].max(axis=0)
        model = build_model()
        model.fit((X[train] - low) / (high - low), y[train], epochs=epochs, verbose=0)
        told = model.evaluate((X[folds[i]] - low) / (high - low), y[folds[i]], verbose=0, return_dict=True)
        told.pop("loss")
        scores.append(list(told.values())[0])
    return scores
