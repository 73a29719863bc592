"""Each row draws its fold: some folds are much larger than others."""

import numpy as np
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "taille_des_plis"


def kfold_scores(build_model, X, y, k, epochs):
    drawn, scores = np.random.default_rng(0).integers(0, k, len(X)), []
    for place in range(k):
        fold, train = drawn == place, drawn != place
        scaler = StandardScaler().fit(X[train])
        model = build_model()
        model.fit(scaler.transform(X[train]), y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(scaler.transform(X[fold]), y[fold], verbose=0)[1])
    return np.array(scores)
