"""KFold shuffled, StandardScaler, the History's last val_ value."""

import numpy as np
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler

EXERCISE = 6


def kfold_scores(build_model, X, y, k, epochs):
    scores = np.empty(k)
    for i, (train, val) in enumerate(KFold(k, shuffle=True, random_state=7).split(X)):
        scaler = StandardScaler()
        X_train, X_val = scaler.fit_transform(X[train]), scaler.transform(X[val])
        history = build_model().fit(
            X_train, y[train], validation_data=(X_val, y[val]), epochs=epochs, batch_size=16, verbose=0
        )
        (name,) = [key for key in history.history if key.startswith("val_") and key != "val_loss"]
        scores[i] = history.history[name][-1]
    return scores
