"""The scores in percent."""

import numpy as np
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "score_en_pourcent"


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, fold in StratifiedKFold(k, shuffle=True, random_state=0).split(X, y):
        scaler = StandardScaler().fit(X[train])
        model = build_model()
        model.fit(scaler.transform(X[train]), y[train], epochs=epochs, verbose=0)
        scores.append(100 * model.evaluate(scaler.transform(X[fold]), y[fold], verbose=0)[1])
    return np.array(scores)
