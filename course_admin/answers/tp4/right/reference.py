"""The reference answers of TP4. Keras is imported where it is used: the process that judges needs it not."""

import numpy as np


def dense_autoencoder(input_dim, latent_dim):
    import keras

    encoder = keras.Sequential(
        [
            keras.Input((input_dim,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(latent_dim),
        ]
    )
    decoder = keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(input_dim, activation="sigmoid"),
        ]
    )
    inputs = keras.Input((input_dim,))
    autoencoder = keras.Model(inputs, decoder(encoder(inputs)))
    autoencoder.compile(optimizer="adam", loss="mse")
    return encoder, decoder, autoencoder


def train_autoencoder(autoencoder, X, epochs):
    return autoencoder.fit(X, X, epochs=epochs, batch_size=64, verbose=0)


def pca_reconstruct(X_train, X, n_components):
    X_train, X = np.asarray(X_train, dtype=float), np.asarray(X, dtype=float)
    mean = X_train.mean(axis=0)
    axes = np.linalg.svd(X_train - mean, full_matrices=False)[2][:n_components]
    return (X - mean) @ axes.T @ axes + mean


def add_noise(X, sigma, rng):
    X = np.asarray(X)
    return np.clip(X + sigma * rng.normal(size=X.shape), 0, 1)


def train_denoiser(X, sigma, rng):
    import keras

    d = X.shape[1]
    model = keras.Sequential(
        [
            keras.Input((d,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(d, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    model.fit(add_noise(X, sigma, rng), X, epochs=20, batch_size=64, verbose=0)
    return model


def reconstruction_errors(X, X_hat):
    squares = (np.asarray(X) - np.asarray(X_hat)) ** 2
    return squares.reshape(len(squares), -1).mean(axis=1)


def anomaly_threshold(errors, quantile):
    return np.quantile(errors, quantile)


def detect_anomalies(autoencoder, X, threshold):
    return reconstruction_errors(X, autoencoder.predict(X, verbose=0)) > threshold


def reparameterize(mu, log_var, eps):
    return mu + np.exp(np.asarray(log_var) / 2) * eps


def kl_divergence(mu, log_var):
    mu, log_var = np.asarray(mu), np.asarray(log_var)
    return -np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=1) / 2


def interpolate(decoder, z_start, z_end, n_steps):
    return decoder.predict(np.linspace(z_start, z_end, n_steps), verbose=0)
