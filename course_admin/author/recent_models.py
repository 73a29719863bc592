"""The models of chapter 8 that are trained beforehand, the same as there, where they are explained; their training."""

import time

import keras
import numpy as np
from keras import layers

CONTEXT = 48  # characters that the language model sees


class Positions(layers.Layer):
    """Adds to each place of a sequence (n, length, width) a vector of its own, which is learnt."""

    def build(self, shape):
        self.table = self.add_weight(shape=shape[1:], initializer="random_normal")

    def call(self, x):
        return x + self.table


def block(x, heads, causal=True):
    """One block of a Transformer: attention, then two dense layers, each on a residual path."""
    width = x.shape[-1]
    normal = layers.LayerNormalization()(x)
    x = x + layers.MultiHeadAttention(heads, width // heads)(normal, normal, use_causal_mask=causal)
    hidden = layers.Dense(4 * width, activation="relu")(layers.LayerNormalization()(x))
    return x + layers.Dense(width)(hidden)


def language_model(vocabulary, length, width, blocks, heads=2):
    """Characters (n, length) → the logits of the next one at each place (n, length, vocabulary)."""
    inputs = keras.Input((length,), dtype="int32")
    x = Positions()(layers.Embedding(vocabulary, width)(inputs))
    for _ in range(blocks):
        x = block(x, heads)
    return keras.Model(inputs, layers.Dense(vocabulary)(layers.LayerNormalization()(x)))


def noise_level(t):
    """Share of signal and of noise at time t, from 0 (all signal) to 1 (all noise): a² + s² = 1."""
    return np.cos(np.pi / 2 * t), np.sin(np.pi / 2 * t)


def clock(t):
    """Eight numbers (n, 8) that tell the network the time t (n,)."""
    angles = np.asarray(t)[:, None] * np.pi * 2.0 ** np.arange(4) / 2
    return np.concatenate([np.cos(angles), np.sin(angles)], axis=1).astype("float32")


def dense_denoiser(size, condition, width, depth=3):
    """A noised vector, its clock and a condition → the noise in it."""
    inputs = [keras.Input((n,)) for n in (size, 8, condition)]
    told = layers.Concatenate()(inputs[1:])
    x = inputs[0]
    for _ in range(depth):
        x = layers.Dense(width, activation="silu")(layers.Concatenate()([x, told]))
    return keras.Model(inputs, layers.Dense(size)(layers.Concatenate()([x, inputs[0], told])))


def picture_denoiser(condition):
    """A noised picture (16, 16, 3), its clock and a condition → the noise in it: down to 4 × 4, and up again."""
    picture, time_, told = keras.Input((16, 16, 3)), keras.Input((8,)), keras.Input((condition,))
    c = layers.Dense(64, activation="silu")(layers.Concatenate()([time_, told]))

    def conv(x, filters, stride=1):
        x = layers.Conv2D(filters, 3, stride, "same")(x)
        return layers.Activation("silu")(x + layers.Reshape((1, 1, filters))(layers.Dense(filters)(c)))

    a = conv(picture, 24)
    b = conv(a, 40, 2)
    low = layers.Concatenate()([conv(b, 56, 2), layers.Reshape((4, 4, 16))(layers.Dense(256)(c))])
    x = layers.UpSampling2D()(conv(low, 56))
    x = layers.UpSampling2D()(conv(layers.Concatenate()([x, b]), 40))
    x = conv(layers.Concatenate()([x, a]), 24)
    return keras.Model([picture, time_, told], layers.Conv2D(3, 3, padding="same")(x))


def windows(text, length, n, rng):
    """`n` pieces (n, length) of an encoded text, and the same one character later."""
    starts = rng.integers(0, len(text) - length - 1, n)
    pieces = text[starts[:, None] + np.arange(length + 1)]
    return pieces[:, :-1], pieces[:, 1:]


def fit_language(model, text, steps, rng, rate=3e-3, batch=32, steps_of_schedule=None):
    """Train on random pieces of the text, with a rate that falls to 0; returns the seconds of processor."""
    schedule = keras.optimizers.schedules.CosineDecay(rate, steps_of_schedule or steps)
    model.compile(keras.optimizers.Adam(schedule), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    start = time.process_time()
    model.fit(*windows(text, model.input_shape[1], steps * batch, rng), batch_size=batch, verbose=0)
    return time.process_time() - start


def train_denoiser(model, x, condition, steps, rng, rate=2e-3, batch=64, forget=0.1):
    """Train a network to find the noise; one time in ten the condition is blotted out (zeros)."""
    schedule = keras.optimizers.schedules.CosineDecay(rate, steps)
    optimizer = keras.optimizers.Adam(schedule)
    model.compile(optimizer, "mse")
    average = [w.copy() for w in model.get_weights()]
    for chunk in range(0, steps, 200):
        pick = rng.integers(0, len(x), 200 * batch)
        t = rng.uniform(0, 1, len(pick))
        a, s = (level.reshape(-1, *[1] * (x.ndim - 1)) for level in noise_level(t))
        eps = rng.normal(size=x[pick].shape)
        told = condition[pick] * (rng.random(len(pick)) > forget)[:, None]
        noised = (a * x[pick] + s * eps).astype("float32")
        loss = model.fit(
            [noised, clock(t), told.astype("float32")], eps.astype("float32"), batch_size=batch, verbose=0
        ).history["loss"][-1]
        keep = min(0.9, chunk / (chunk + 1000))  # the weights that ship are a running mean: it draws better
        average = [keep * m + (1 - keep) * w for m, w in zip(average, model.get_weights(), strict=True)]
        if chunk % 1000 == 0:
            print(f"  {chunk} steps, loss {loss:.3f}", flush=True)
    model.set_weights(average)
