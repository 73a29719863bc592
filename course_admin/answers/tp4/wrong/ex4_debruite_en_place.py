"""The noise is added to X itself, which is then the target too."""

EXERCISE = 4
MISTAKE = "argument_modifie"


def train_denoiser(X, sigma, rng):
    import keras

    d = X.shape[1]
    X += rng.normal(0, sigma, X.shape)
    model = keras.Sequential([keras.Input((d,)), keras.layers.Dense(d, activation="sigmoid")])
    model.compile("adam", "mse")
    model.fit(X, X, epochs=1, batch_size=256, verbose=0)
    return model
