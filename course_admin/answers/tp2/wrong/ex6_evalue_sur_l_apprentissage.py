"""The score is that of the rows learnt."""

import numpy as np
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "evalue_sur_l_apprentissage"


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, _ in StratifiedKFold(k, shuffle=True, random_state=0).split(X, y):
        scaler = StandardScaler().fit(X[train])
        model = build_model()
        model.fit(scaler.transform(X[train]), y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(scaler.transform(X[train]), y[train], verbose=0)[1])
    return np.array(scores)
