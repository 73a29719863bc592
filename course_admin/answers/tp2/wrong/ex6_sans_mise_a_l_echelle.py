"""Not scaled."""

import numpy as np
from sklearn.model_selection import StratifiedKFold

EXERCISE = 6
MISTAKE = "sans_mise_a_l_echelle"


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, fold in StratifiedKFold(k, shuffle=True, random_state=0).split(X, y):
        model = build_model()
        model.fit(X[train], y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(X[fold], y[fold], verbose=0)[1])
    return np.array(scores)
