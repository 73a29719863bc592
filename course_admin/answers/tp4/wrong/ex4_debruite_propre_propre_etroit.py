"""Trained on clean digits alone, through a narrow code."""

EXERCISE = 4
MISTAKE = "debruite_mal"


def train_denoiser(X, sigma, rng):
    import keras

    d = X.shape[1]
    layers = [keras.layers.Dense(12, activation="relu"), keras.layers.Dense(d, activation="sigmoid")]
    model = keras.Sequential([keras.Input((d,)), *layers])
    model.compile("adam", "mse")
    model.fit(X, X, epochs=25, batch_size=64, verbose=0)
    return model
