"""Folds in the order of the rows."""

import numpy as np
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "plis_non_melanges"


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, fold in KFold(k).split(X):
        scaler = StandardScaler().fit(X[train])
        model = build_model()
        model.fit(scaler.transform(X[train]), y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(scaler.transform(X[fold]), y[fold], verbose=0)[1])
    return np.array(scores)
