"""The accuracy, whatever the metric of the model."""

import numpy as np
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "score_autre"


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, fold in StratifiedKFold(k, shuffle=True, random_state=0).split(X, y):
        scaler = StandardScaler().fit(X[train])
        model = build_model()
        model.fit(scaler.transform(X[train]), y[train], epochs=epochs, verbose=0)
        predicted = model.predict(scaler.transform(X[fold]), verbose=0)[:, 0] > 0.5
        scores.append(np.mean(predicted == y[fold]))
    return np.array(scores)
