"""The History, not the model."""

EXERCISE = 4


def train_denoiser(X, sigma, rng):
    import keras

    d = X.shape[1]
    model = keras.Sequential([keras.Input((d,)), keras.layers.Dense(d, activation="sigmoid")])
    model.compile("adam", "mse")
    return model.fit(X, X, epochs=1, batch_size=256, verbose=0)
