"""One truth value a pixel."""

EXERCISE = 6


def detect_anomalies(autoencoder, X, threshold):
    return (X - autoencoder.predict(X, verbose=0)) ** 2 > threshold
