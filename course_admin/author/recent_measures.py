"""What chapter 8 measures beforehand, on five seeds: each function trains, and returns its rows of the table.

A row is one training: experiment, model, setting (a distance, steps, examples, parameters, characters…), seed, value.
"""

import itertools
import time

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from scipy.ndimage import zoom
from scipy.spatial import cKDTree

from course_admin.author.recent_models import (
    CONTEXT,
    clock,
    dense_denoiser,
    fit_language,
    language_model,
    noise_level,
    windows,
)
from course_utils import captions, corpus
from course_utils.data import load_mnist, load_sklearn
from course_utils.nn import optimizers
from course_utils.nn.activations import softmax
from course_utils.nn.attention import MultiHeadAttention
from course_utils.nn.embedding import Embedding
from course_utils.nn.layers import Dense
from course_utils.nn.recurrent import SimpleRNN


def memoire():
    """Accuracy of saying at the end of a sequence which symbol went by `distance` steps ago: five seeds each.

    In numpy, with the layers of `course_utils.nn`, which for such small models is faster than Keras; the gated cell, at
    one distance alone, is Keras'.
    """
    rows = []
    for distance in (5, 10, 20, 40):
        for seed in range(5):
            for name in ("récurrent", "attention"):
                accuracy = remember(name, distance, seed)
                rows.append(("memoire", name, distance, seed, f"{accuracy:.3f}"))
        print(rows[-10:], flush=True)
    inputs = keras.Input((19,), dtype="int32")
    model = keras.Model(inputs, layers.Dense(4)(layers.LSTM(16)(layers.Embedding(4, 16)(inputs))))
    for seed in range(5):
        keras.utils.set_random_seed(seed)
        model = keras.models.clone_model(model)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(keras.optimizers.Adam(3e-3), loss, metrics=["accuracy"])
        x = np.random.default_rng(seed).integers(0, 4, (7400, 19))
        model.fit(x[:6400], x[:6400, 8], batch_size=64, epochs=4, verbose=0)
        accuracy = model.evaluate(x[6400:], x[6400:, 8], batch_size=200, verbose=0)[1]
        rows.append(("memoire", "LSTM", 10, seed, f"{accuracy:.3f}"))
    print(rows[-5:], flush=True)
    return rows


def remember(name, distance, seed, width=16, batch=64):
    """Accuracy on 1 000 fresh sequences after 6 400 of them, seen four times."""
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 4, (7400, distance + 9))
    y = x[:, 8]
    table = Embedding(4, width, rng)
    reader = SimpleRNN(width, width, rng) if name == "récurrent" else MultiHeadAttention(width, 2, rng)
    places = rng.normal(0, 0.05, (distance + 9, width)) * (name == "attention")
    out = Dense(width, 4, rng)
    parameters = [*table.parameters, *reader.parameters, *out.parameters, places]
    optimizer = optimizers.Adam(3e-3)

    def logits(x):
        return out.forward(reader.forward(table.forward(x) + places)[:, -1])

    for _ in range(4):
        for rows in rng.permutation(6400).reshape(-1, batch):
            p = softmax(logits(x[rows]))
            p[np.arange(batch), y[rows]] -= 1
            d_last = out.backward(p / batch)
            d_read = np.zeros((batch, distance + 9, width))
            d_read[:, -1] = d_last
            d_x = reader.backward(d_read)
            table.backward(d_x)
            d_places = d_x.sum(axis=0) * (name == "attention")
            optimizer.update(parameters, [*table.gradients, *reader.gradients, *out.gradients, d_places])
    return np.mean(logits(x[6400:]).argmax(axis=1) == y[6400:])


TURN = 2 * np.pi * np.arange(8) / 8
CENTRES = 2 * np.column_stack([np.cos(TURN), np.sin(TURN)])


def ring(n, rng):
    """Points (n, 2) of the eight groups of chapter 7's ring."""
    return CENTRES[rng.integers(0, 8, n)] + 0.05 * rng.normal(size=(n, 2))


def modes_reached(x):
    """How many of the eight groups hold at least 1 % of the points x (n, 2), as chapter 7 counts."""
    distance = np.linalg.norm(x[:, None] - CENTRES, axis=-1)
    near = distance.min(axis=1) < 0.25
    return int(np.sum(np.bincount(distance.argmin(axis=1)[near], minlength=8) >= 0.01 * len(x))), 100 * near.mean()


def moons(n, rng):
    """Points (n, 2) of chapter 7's two crescents."""
    angle, lower = rng.uniform(0, np.pi, n), rng.integers(0, 2, n)
    x = np.column_stack([np.cos(angle) + lower - 0.5, (1 - 2 * lower) * np.sin(angle) + 0.5 * lower - 0.25])
    return 1.2 * x + 0.1 * rng.normal(size=(n, 2))


def anneau():
    """Modes reached, and share of plausible points, of a diffusion and of chapter 7's two GANs: five seeds."""
    rows = []
    for seed in range(5):
        found = {"diffusion": sample_plane(train_plane(ring, seed, 1800), 1000, np.random.default_rng(100 + seed))}
        for name, rates in (("GAN équilibré", (1e-3, 1e-3)), ("GAN pressé", (5e-3, 5e-4))):
            keras.utils.set_random_seed(seed)
            found[name] = train_gan(*rates)
        for name, points in found.items():
            modes, plausible = modes_reached(points)
            rows += [("modes", name, 8, seed, modes), ("plausibles", name, 8, seed, f"{plausible:.0f}")]
        print(rows[-6:], flush=True)
    return rows


def lunes():
    """Mean distance from 1 000 points to the nearest of 4 000 true ones, by steps of training: five seeds.

    The same of 1 000 other true points says what no generator can do better than (setting 0).
    """
    rows = []
    for seed in range(5):
        rng = np.random.default_rng(100 + seed)
        nearest = cKDTree(moons(4000, rng)).query
        rows.append(("lunes", "vraies lunes", 0, seed, f"{nearest(moons(1000, rng))[0].mean():.4f}"))
        for steps in (600, 1800, 6000):
            points = sample_plane(train_plane(moons, seed, steps), 1000, rng)
            rows.append(("lunes", "diffusion", steps, seed, f"{nearest(points)[0].mean():.4f}"))
        print(rows[-4:], flush=True)
    return rows


def train_plane(draw, seed, steps, batch=256):
    """A network that finds the noise in points of the plane, noised at random times, more often near 0."""
    rng = np.random.default_rng(seed)
    keras.utils.set_random_seed(seed)
    x = draw(20_000, rng)[rng.integers(0, 20_000, steps * batch)]
    t, eps = rng.uniform(0, 1, len(x)) ** 2, rng.normal(size=x.shape)
    a, s = (level[:, None] for level in noise_level(t))
    model = dense_denoiser(2, 1, width=64)
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(1e-2, steps)), "mse")
    model.fit([a * x + s * eps, clock(t), np.zeros((len(x), 1))], eps, batch_size=batch, verbose=0)
    return model


def sample_plane(model, n, rng, steps=50, limit=2.5):
    """From pure noise to points (n, 2), in `steps` deterministic steps."""
    x = rng.normal(size=(n, 2))
    times = np.linspace(0.98, 0, steps + 1)
    for now, then in itertools.pairwise(times):
        (a, s), (a_then, s_then) = noise_level(now), noise_level(then)
        eps = model.predict_on_batch([x, clock(np.full(n, now)), np.zeros((n, 1))])
        clean = np.clip((x - s * eps) / a, -limit, limit)
        x = a_then * clean + s_then * (x - a * clean) / s
    return x


def train_gan(g_rate, d_rate, steps=1300, batch=128):
    """A thousand points of a GAN trained on the ring with chapter 7's recipe."""
    centres = tf.constant(CENTRES, "float32")
    generator, discriminator = (
        keras.Sequential(
            [keras.Input((2,)), *[layers.Dense(48, activation="leaky_relu") for _ in range(2)], layers.Dense(n)]
        )
        for n in (2, 1)
    )
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    optimizers = [keras.optimizers.Adam(rate, beta_1=0.5) for rate in (g_rate, d_rate)]
    for optimizer, model in zip(optimizers, (generator, discriminator), strict=True):
        optimizer.build(model.trainable_variables)

    @tf.function
    def train():
        for _ in tf.range(steps):
            real = tf.gather(centres, tf.random.uniform((batch,), 0, 8, tf.int32))
            real += 0.05 * tf.random.normal((batch, 2))
            with tf.GradientTape() as tape:
                scores = discriminator(real), discriminator(generator(tf.random.normal((batch, 2))))
                d_loss = loss(tf.ones_like(scores[0]), scores[0]) + loss(tf.zeros_like(scores[1]), scores[1])
            slopes = tape.gradient(d_loss, discriminator.trainable_variables)
            optimizers[1].apply(slopes, discriminator.trainable_variables)
            with tf.GradientTape() as tape:
                score = discriminator(generator(tf.random.normal((batch, 2))))
                g_loss = loss(tf.ones_like(score), score)
            optimizers[0].apply(tape.gradient(g_loss, generator.trainable_variables), generator.trainable_variables)

    train()
    return generator(tf.random.normal((1000, 2))).numpy()


def perplexite():
    """Perplexity on fresh sentences of the language model that the chapter trains live: five seeds."""
    rows = []
    test = windows(fresh_text(), CONTEXT, 400, np.random.default_rng(0))
    for seed in range(5):
        keras.utils.set_random_seed(seed)
        rng = np.random.default_rng(seed)
        text = corpus.encode(corpus.training_text(12_000, rng))
        model = language_model(len(corpus.ALPHABET), CONTEXT, width=32, blocks=1)
        fit_language(model, text, 500, rng, rate=5e-3)
        loss = model.evaluate(*test, batch_size=100, verbose=0)
        rows.append(("perplexite", "petit", 500, seed, f"{np.exp(loss):.3f}"))
        print(rows[-1], flush=True)
    return rows


def fresh_text():
    """Sentences that no model learnt, encoded."""
    return corpus.encode("".join(corpus.sentences(1000, np.random.default_rng(99))))


def miroir():
    """Letters right, and attention on the right place, of a model that writes words backwards: five seeds."""
    rows = []
    for seed in range(5):
        keras.utils.set_random_seed(seed)
        rng = np.random.default_rng(seed)
        model = language_model(27, 12, width=32, blocks=1, heads=1)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1)
        model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(5e-3, 700)), loss)
        model.fit(*reversals(700 * 64, rng), batch_size=64, verbose=0)
        x, y = reversals(1000, rng)
        right = np.mean(model.predict(x, verbose=0).argmax(axis=-1)[:, 6:] == y[:, 6:])
        look = next(layer for layer in model.layers if isinstance(layer, layers.MultiHeadAttention))
        normal = keras.Model(model.input, look.input[0]).predict(x, verbose=0)
        _, weights = look(normal, normal, use_causal_mask=True, return_attention_scores=True)
        on_place = weights.numpy()[:, 0, np.arange(6, 12), np.arange(5, -1, -1)].mean()
        rows += [("miroir", "lettres", 6, seed, f"{right:.3f}"), ("miroir", "attention", 6, seed, f"{on_place:.3f}")]
        print(rows[-2:], flush=True)
    return rows


def reversals(n, rng, letters=6):
    """Words and their mirror: inputs and targets (n, 2 · letters), « > » is 26, -1 where nothing is asked."""
    words = rng.integers(0, 26, (n, letters))
    whole = np.concatenate([words, np.full((n, 1), 26), words[:, ::-1]], axis=1)
    targets = whole[:, 1:].copy()
    targets[:, :letters] = -1
    return whole[:, :-1], targets


def contraste():
    """Share of pictures that find their caption among 64, of captions that were learnt or not: five seeds."""
    new = np.array([scene in captions.UNSEEN for scene in captions.SCENES])
    words = np.array([captions.words(scene.caption) for scene in captions.SCENES])
    rows = []
    for seed in range(5):
        of_picture, of_caption = train_contrast(seed)
        meanings = of_caption.predict(words, verbose=0)
        drawn = captions.pictures(captions.SCENES * 10, np.random.default_rng(1000 + seed))
        found = (of_picture.predict(drawn, verbose=0) @ meanings.T).argmax(axis=1).reshape(10, 64) == np.arange(64)
        for name, which in (("montrées", ~new), ("jamais montrées", new)):
            rows.append(("contraste", name, 64, seed, f"{found[:, which].mean():.3f}"))
        print(rows[-2:], flush=True)
    return rows


def train_contrast(seed, steps=500, batch=48):
    """An encoder of pictures and one of captions, both to unit vectors (n, 16), brought together by contrast."""
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    chosen = [captions.SEEN[i] for _ in range(steps) for i in rng.permutation(56)[:batch]]
    images, texts = captions.pictures(chosen, rng), np.array([captions.words(scene.caption) for scene in chosen])
    picture, words = keras.Input((16, 16, 3)), keras.Input((5,), dtype="int32")
    u = layers.Dense(64, activation="relu")(layers.Flatten()(picture))
    v = layers.Flatten()(layers.Embedding(len(captions.WORDS), 16)(words))
    u, v = (layers.UnitNormalization()(layers.Dense(16)(x)) for x in (u, v))
    model = keras.Model([picture, words], 10 * keras.ops.matmul(u, keras.ops.transpose(v)))
    model.compile(keras.optimizers.Adam(3e-3), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit([images, texts], np.tile(np.arange(batch), steps), batch_size=batch, shuffle=False, verbose=0)
    return keras.Model(picture, u), keras.Model(words, v)


def digit_reader():
    """A small convolutional network: an image (28, 28, 1) → the logits of the ten digits."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, 2, activation="relu"),
            layers.Conv2D(16, 3, 2, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(10),
        ]
    )


def enlarged_digits():
    """scikit-learn's digits, 8 × 8, enlarged to 20 × 20 on a black frame: (1797, 28, 28, 1), and their labels."""
    x, y = load_sklearn("digits")
    large = zoom(x.reshape(-1, 8, 8) / 16, (1, 2.5, 2.5), order=1).clip(0, 1)
    return np.pad(large, ((0, 0), (4, 4), (4, 4)))[..., None], y


def transfert():
    """Accuracy on MNIST by examples a digit, from nothing or from the weights learnt on scikit-learn's digits."""
    images, labels = load_mnist()
    images = (images / 255)[..., None]
    rows = []
    for seed in range(5):
        keras.utils.set_random_seed(seed)
        rng = np.random.default_rng(seed)
        model = digit_reader()
        fresh = model.get_weights()
        fit_digits(model, *enlarged_digits(), steps=350, rate=2e-3)
        learnt = model.get_weights()
        for n in (1, 3, 10, 30, 100):
            few = np.concatenate([rng.permutation(np.flatnonzero(labels[:3000] == d))[:n] for d in range(10)])
            for name, start in (("depuis rien", fresh), ("affiné", learnt)):
                model.set_weights(start)
                fit_digits(model, images[few], labels[few], steps=150, rate=1e-3)
                accuracy = model.evaluate(images[3000:], labels[3000:], batch_size=250, verbose=0)[1]
                rows.append(("transfert", name, n, seed, f"{accuracy:.3f}"))
        print(rows[-10:], flush=True)
    return rows


def fit_digits(model, x, y, steps, rate):
    """Some steps of Adam, going round the examples as often as needed."""
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    rows = np.resize(np.arange(len(x)), 32 * steps)
    model.fit(x[rows], y[rows], batch_size=32, verbose=0)


def echelle():
    """Loss on fresh sentences by parameters, after 200 steps on all the text: five seeds each."""
    rows = []
    for width in (4, 8, 16, 32):
        for seed, (size, loss, seconds) in enumerate(scaled(width, all_text(), steps=200)):
            rows.append(("perte_parametres", "langue", size, seed, f"{loss:.4f}"))
            rows.append(("secondes_parametres", "langue", size, seed, f"{seconds:.1f}"))
        print(rows[-10:], flush=True)
    return rows


def texte():
    """Loss on fresh sentences by characters of the text, after 600 steps of a model of width 16: five seeds each."""
    rows = []
    for n in (1000, 10_000, len(all_text())):
        for seed, (_, loss, _) in enumerate(scaled(16, all_text()[:n], steps=600)):
            rows.append(("perte_caracteres", "langue", n, seed, f"{loss:.4f}"))
        print(rows[-5:], flush=True)
    return rows


def all_text():
    """The text that the language model learns, encoded."""
    return corpus.encode(corpus.training_text(12_000, np.random.default_rng(8)))


def scaled(width, text, steps):
    """Parameters, loss on fresh sentences and seconds of processor of one block of this width, for five seeds."""
    test = windows(fresh_text(), CONTEXT, 400, np.random.default_rng(0))
    model = language_model(len(corpus.ALPHABET), CONTEXT, width, blocks=1)
    fit_language(model, text, 1, np.random.default_rng(0), steps_of_schedule=steps)  # compiled once for all
    unused = [0 * variable.numpy() for variable in model.optimizer.variables]
    for seed in range(5):
        keras.utils.set_random_seed(seed)
        model.set_weights(keras.models.clone_model(model).get_weights())
        for variable, zero in zip(model.optimizer.variables, unused, strict=True):
            variable.assign(zero)
        x, y = windows(text, CONTEXT, steps * 32, np.random.default_rng(seed))
        start = time.process_time()
        model.fit(x, y, batch_size=32, verbose=0)
        seconds = time.process_time() - start
        yield model.count_params(), model.evaluate(*test, batch_size=100, verbose=0), seconds
