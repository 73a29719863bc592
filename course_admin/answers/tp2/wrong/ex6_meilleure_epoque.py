"""The best epoch's score: it was chosen on the fold held out."""

import numpy as np
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "score_autre"


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, fold in KFold(k, shuffle=True, random_state=0).split(X):
        scaler = StandardScaler().fit(X[train])
        held_out = (scaler.transform(X[fold]), y[fold])
        history = build_model().fit(
            scaler.transform(X[train]), y[train], validation_data=held_out, epochs=epochs, verbose=0
        )
        (name,) = [name for name in history.history if name.startswith("val_") and name != "val_loss"]
        scores.append(max(history.history[name]))
    return np.array(scores)
