"""Train again what chapter 8 ships, into `datasets/`: `python -m course_admin.author.train_recent_models [names…]`.

    langue      modele_langue.npz       language model, 2 blocks, width 64, on 12 000 sentences of `corpus`
    chiffres    modele_chiffres.npz     diffusion of digits, in the plane of their 60 first principal components
    legendes    modele_legendes.npz     diffusion of 16 × 16 pictures from captions of `course_utils.captions`
    memoire     the table below, its rows on a recurrent cell, a gated one and attention, by distance
    anneau      its rows on the modes that diffusion and a GAN reach on the ring of chapter 7
    transfert   its rows on fine-tuning against training from nothing
    echelle     its rows on the language model's loss by size, and by quantity of text

Weights are stored as float16. The measurements go to `mesures_recents.csv`, a line each: experiment, model, setting,
seed, value. Without a name all are made, in half an hour or so on a core; seeds are fixed, but two machines may
round differently, so a file made again may differ in its last digits. The checksums are written at the end.
"""

import argparse
import csv
import itertools
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from scipy.ndimage import zoom
from sklearn.decomposition import PCA

from course_admin.author.generate_data import DATASETS, write_checksums
from course_utils import captions, corpus
from course_utils.data import load_mnist, load_sklearn
from course_utils.nn import optimizers
from course_utils.nn.activations import softmax
from course_utils.nn.attention import MultiHeadAttention
from course_utils.nn.embedding import Embedding
from course_utils.nn.layers import Dense
from course_utils.nn.recurrent import SimpleRNN

CONTEXT = 48  # characters that the language model sees
STEPS = 40  # of the diffusion of pictures
COMPONENTS = 60  # principal components of the digits
TABLE = DATASETS / "mesures_recents.csv"
COLUMNS = ("experience", "modele", "reglage", "graine", "valeur")


# The models: the same as in the chapter, where they are explained


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


# Their training


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


def store(name, arrays):
    """Write arrays as float16, in order."""
    path = DATASETS / f"{name}.npz"
    np.savez_compressed(path, **{f"w{i:03}": np.asarray(w, "float16") for i, w in enumerate(arrays)})
    print(f"{path.name}: {path.stat().st_size / 1e3:.0f} kB")


def langue():
    """The language model that ships."""
    keras.utils.set_random_seed(8)
    rng = np.random.default_rng(8)
    text = corpus.encode(corpus.training_text(12_000, rng))
    model = language_model(len(corpus.ALPHABET), CONTEXT, width=64, blocks=2)
    seconds = fit_language(model, text, 4000, rng)
    fresh = corpus.encode("".join(corpus.sentences(1000, np.random.default_rng(99))))
    x, y = windows(fresh, CONTEXT, 500, np.random.default_rng(0))
    perplexity = np.exp(model.evaluate(x, y, verbose=0))
    print(f"  {model.count_params()} parameters, {seconds:.0f} s, perplexity {perplexity:.3f}")
    store("modele_langue", model.get_weights())
    return []


def chiffres():
    """The diffusion of digits: first the principal components, then the network."""
    keras.utils.set_random_seed(8)
    rng = np.random.default_rng(8)
    images, labels = load_mnist()
    flat = images[:3000].reshape(3000, -1) / 255.0
    pca = PCA(COMPONENTS, svd_solver="full").fit(flat)
    spread = np.sqrt(pca.explained_variance_)
    codes = pca.transform(flat) / spread
    model = dense_denoiser(COMPONENTS, 10, width=256)
    train_denoiser(model, codes, np.eye(10)[labels[:3000]], 8000, rng)
    store("modele_chiffres", [pca.mean_, pca.components_ * spread[:, None], *model.get_weights()])
    return []


def legendes():
    """The diffusion of pictures from the words of their captions; the captions of UNSEEN are left out."""
    keras.utils.set_random_seed(8)
    rng = np.random.default_rng(8)
    scenes = [captions.SEEN[i] for i in rng.integers(0, len(captions.SEEN), 6000)]
    x = 2 * captions.pictures(scenes, rng) - 1
    bags = np.stack([np.eye(len(captions.WORDS))[captions.words(scene.caption)].sum(axis=0) for scene in scenes])
    model = picture_denoiser(len(captions.WORDS))
    train_denoiser(model, x, bags, 5000, rng)
    store("modele_legendes", model.get_weights())
    return []


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


def anneau():
    """Modes reached, and share of plausible points, of a diffusion and of chapter 7's two GANs: five seeds."""
    rows = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        keras.utils.set_random_seed(seed)
        model = dense_denoiser(2, 1, width=64)
        train_plane(model, ring(20_000, rng), rng)
        found = {"diffusion": sample_plane(model, 1000, rng)}
        for name, rates in (("GAN équilibré", (1e-3, 1e-3)), ("GAN pressé", (5e-3, 5e-4))):
            keras.utils.set_random_seed(seed)
            found[name] = train_gan(*rates)
        for name, points in found.items():
            modes, plausible = modes_reached(points)
            rows += [("modes", name, 8, seed, modes), ("plausibles", name, 8, seed, f"{plausible:.0f}")]
        print(rows[-6:], flush=True)
    return rows


def train_plane(model, points, rng, epochs=6):
    """Each point noised once at a random time; the network finds the noise."""
    points = np.repeat(points, 4, axis=0)
    t = rng.uniform(0, 1, len(points))
    a, s = (level[:, None] for level in noise_level(t))
    eps = rng.normal(size=points.shape)
    steps = epochs * len(points) // 256
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(4e-3, steps)), "mse")
    nothing = np.zeros((len(points), 1), "float32")
    model.fit([a * points + s * eps, clock(t), nothing], eps, batch_size=256, epochs=epochs, verbose=0)


def sample_plane(model, n, rng, steps=50):
    """From pure noise to points (n, 2), in `steps` deterministic steps."""
    x = rng.normal(size=(n, 2))
    times = np.linspace(0.98, 0, steps + 1)
    for now, then in itertools.pairwise(times):
        (a, s), (a_then, s_then) = noise_level(now), noise_level(then)
        eps = model([x, clock(np.full(n, now)), np.zeros((n, 1))]).numpy()
        x = a_then * (x - s * eps) / a + s_then * eps
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
    """Loss on fresh sentences by parameters (all the text), and by characters (width 16): three seeds each."""
    rows = []
    full = corpus.encode(corpus.training_text(12_000, np.random.default_rng(8)))
    fresh = corpus.encode("".join(corpus.sentences(1000, np.random.default_rng(99))))
    test = windows(fresh, CONTEXT, 400, np.random.default_rng(0))
    for width, texts in ((4, []), (8, []), (16, [1000, 10_000]), (32, [])):
        model = language_model(len(corpus.ALPHABET), CONTEXT, width, blocks=1)
        fit_language(model, full, 1, np.random.default_rng(0), steps_of_schedule=200)  # compiled once for all
        unused = [0 * variable.numpy() for variable in model.optimizer.variables]
        for seed, n in itertools.product(range(3), (*texts, len(full))):
            keras.utils.set_random_seed(seed)
            model.set_weights(keras.models.clone_model(model).get_weights())
            for variable, zero in zip(model.optimizer.variables, unused, strict=True):
                variable.assign(zero)
            x, y = windows(full[:n], CONTEXT, 200 * 32, np.random.default_rng(seed))
            start = time.process_time()
            model.fit(x, y, batch_size=32, verbose=0)
            seconds, loss = time.process_time() - start, model.evaluate(*test, batch_size=100, verbose=0)
            if n == len(full):
                rows.append(("perte_parametres", "langue", model.count_params(), seed, f"{loss:.4f}"))
                rows.append(("secondes_parametres", "langue", model.count_params(), seed, f"{seconds:.1f}"))
            if texts:
                rows.append(("perte_caracteres", "langue", n, seed, f"{loss:.4f}"))
            print(rows[-1], flush=True)
    return rows


MADE = {f.__name__: f for f in (langue, legendes, chiffres, memoire, anneau, transfert, echelle)}


def write_table(rows):
    """Put these rows in the table, in the place of the former ones of the same experiments."""
    made = {row[0] for row in rows}
    kept = []
    if TABLE.exists():
        with TABLE.open(encoding="utf-8", newline="") as file:
            kept = [tuple(row) for row in list(csv.reader(file))[1:] if row[0] not in made]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *kept, *rows])


def main(arguments=None):
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m course_admin.author.train_recent_models")
    parser.add_argument("names", nargs="*", choices=[*MADE, []], help="default: all")
    names = parser.parse_args(arguments).names or list(MADE)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    for name in names:
        start = time.time()
        rows = MADE[name]()
        if rows:
            write_table(rows)
        print(f"{name}: {time.time() - start:.0f} s", flush=True)
    write_checksums()


if __name__ == "__main__":
    main()
