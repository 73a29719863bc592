"""The threshold is computed anew on X."""

import numpy as np

EXERCISE = 6
MISTAKE = "detection_seuil_recalcule"


def detect_anomalies(autoencoder, X, threshold):
    errors = np.mean((X - autoencoder.predict(X, verbose=0)) ** 2, axis=1)
    return errors > np.quantile(errors, 0.5)
