"""Folds of n // k rows: those left over are never validated."""

import numpy as np
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "pas_une_fois_chacun"


def kfold_scores(build_model, X, y, k, epochs):
    order, size, scores = np.random.permutation(len(X)), len(X) // k, []
    for place in range(k):
        fold = order[place * size : (place + 1) * size]
        train = np.setdiff1d(order, fold)
        scaler = StandardScaler().fit(X[train])
        model = build_model()
        model.fit(scaler.transform(X[train]), y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(scaler.transform(X[fold]), y[fold], verbose=0)[1])
    return np.array(scores)
