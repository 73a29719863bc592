"""A model a fold, but each starts with the weights that the one before has learnt."""

import numpy as np
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler

EXERCISE = 6
MISTAKE = "modele_reutilise"


def kfold_scores(build_model, X, y, k, epochs):
    scores, weights = [], None
    for train, fold in KFold(k, shuffle=True, random_state=0).split(X):
        scaler, model = StandardScaler().fit(X[train]), build_model()
        if weights is not None:
            model.set_weights(weights)
        model.fit(scaler.transform(X[train]), y[train], epochs=epochs, verbose=0)
        weights = model.get_weights()
        scores.append(model.evaluate(scaler.transform(X[fold]), y[fold], verbose=0)[1])
    return np.array(scores)
