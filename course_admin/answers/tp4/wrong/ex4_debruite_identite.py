"""The identity."""

EXERCISE = 4
MISTAKE = "ne_debruite_pas"


def train_denoiser(X, sigma, rng):
    import keras

    inputs = keras.Input((X.shape[1],))
    return keras.Model(inputs, keras.layers.Identity()(inputs))
