"""Each fold stops early, on rows that are held out within it: epochs is then the most that it does."""

import keras
import numpy as np
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.preprocessing import StandardScaler

EXERCISE = 6


def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for train, fold in StratifiedKFold(k, shuffle=True).split(X, y):
        scaler = StandardScaler().fit(X[train])
        X_fit, X_val, y_fit, y_val = train_test_split(scaler.transform(X[train]), y[train], test_size=0.2)
        model = build_model()
        stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
        model.fit(X_fit, y_fit, validation_data=(X_val, y_val), epochs=epochs, callbacks=[stop], verbose=0)
        scores.append(model.evaluate(scaler.transform(X[fold]), y[fold], verbose=0)[1])
    return np.array(scores)
