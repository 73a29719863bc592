"""The fold held out is scaled with its own statistics."""

import numpy as np
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "echelles_differentes"


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, fold in StratifiedKFold(k, shuffle=True, random_state=0).split(X, y):
        model = build_model()
        model.fit(StandardScaler().fit_transform(X[train]), y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(StandardScaler().fit_transform(X[fold]), y[fold], verbose=0)[1])
    return np.array(scores)
