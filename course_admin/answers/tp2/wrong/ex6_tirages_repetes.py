"""k random splits: some rows twice, some never."""

import numpy as np
from sklearn.model_selection import ShuffleSplit
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "pas_une_fois_chacun"


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, fold in ShuffleSplit(k, test_size=1 / k, random_state=0).split(X):
        scaler = StandardScaler().fit(X[train])
        model = build_model()
        model.fit(scaler.transform(X[train]), y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(scaler.transform(X[fold]), y[fold], verbose=0)[1])
    return np.array(scores)
