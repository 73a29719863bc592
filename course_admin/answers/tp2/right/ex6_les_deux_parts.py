"""Train and held-out rows are both evaluated, to look at the gap; batches of one when it evaluates."""

import numpy as np
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import RobustScaler

EXERCISE = 6


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, val in StratifiedKFold(n_splits=k, shuffle=True).split(X, y):
        scaler = RobustScaler().fit(X[train])
        model = build_model()
        model.fit(scaler.transform(X[train]), y[train], epochs=epochs, batch_size=8, verbose=0)
        model.evaluate(scaler.transform(X[train]), y[train], verbose=0)
        scores.append(model.evaluate(scaler.transform(X[val]), y[val], batch_size=1, verbose=0)[-1])
    return np.array(scores)
