"""Write `datasets/chapitre5.npz`: what the networks of chapter 5 gave on five seeds.

    python -m course_admin.author.chapter5

About twenty minutes on one core. The chapter trains one seed before the reader's eyes and draws these five beside it.
The arrays, one line a seed, and their columns are told in `datasets/README.md`; the networks are those of
`course_utils.experiments.cnn`. Only `features_1` and `features_2` (and their biases) are weights: two convolutions that
learnt the digits 0 to 4, by Keras, for the section on features learnt elsewhere.
"""

import io

import numpy as np

from course_admin.author.generate_data import DATASETS, write_checksums
from course_utils.data import load_mnist, load_photos, load_sklearn
from course_utils.experiments.cnn import accuracy, convolutional, deep_network, dense, train, with_dropout
from course_utils.experiments.crowns import crowns
from course_utils.experiments.pictures import halved, shifted, tilted, turned, zoomed
from course_utils.experiments.processor import one_core

SEEDS = range(5)
WIDTHS = (16, 32, 64, 128, 256, 512)
ANGLES = (0, 15, 30, 45, 60, 90)
ZOOMS = (0.6, 0.8, 1.0, 1.2, 1.4)
LABELS = (10, 50, 200)
DROPOUT = {  # place, rate, whole maps
    "none": (None, 0, False),
    "conv_04": ("conv", 0.4, False),
    "maps_04": ("conv", 0.4, True),
    "maps_01": ("conv", 0.1, True),
    "pool_04": ("pool", 0.4, False),
    "pool_01": ("pool", 0.1, False),
}


def moved(X, pixels):
    """The pictures shifted by so many pixels in the four directions; as they are for 0."""
    moves = ((pixels, 0), (-pixels, 0), (0, pixels), (0, -pixels)) if pixels else ((0, 0),)
    return [shifted(X, *move) for move in moves]


def judged(model, X, y):
    """Accuracy, and the mean probability of the answers that were chosen."""
    p = model(X).numpy()
    return [np.mean(p.argmax(axis=1) == y), p.max(axis=1).mean()]


def against_dense(X, y):
    """Convolutional and dense networks on 3 000 digits: shifted, mixed, wider, turned, zoomed, pale, negative."""
    found = {name: [] for name in ("conv_shift", "dense_shift", "conv_mixed", "dense_mixed", "widths")}
    found |= {"turned": [], "zoomed": [], "light": []}
    order = np.random.default_rng(0).permutation(784)
    mixed = X.reshape(len(X), 784)[:, order].reshape(X.shape)
    for seed in SEEDS:
        model, _ = train(convolutional, X[:3000], y[:3000], seed)
        shifts = [np.mean([accuracy(model, one, y[3000:]) for one in moved(X[3000:], d)]) for d in range(4)]
        found["conv_shift"].append(shifts)
        found["turned"].append([judged(model, turned(X[3000:], angle), y[3000:]) for angle in ANGLES])
        found["zoomed"].append([judged(model, zoomed(X[3000:], factor), y[3000:]) for factor in ZOOMS])
        versions = (X[3000:], 0.3 * X[3000:], 0.1 * X[3000:], 1 - X[3000:])
        found["light"].append([judged(model, version, y[3000:]) for version in versions])
        by_width = [train(lambda width=width: dense(width), X[:3000], y[:3000], seed)[0] for width in WIDTHS]
        found["widths"].append([accuracy(one, X[3000:], y[3000:]) for one in by_width])
        found["dense_shift"].append(
            [np.mean([accuracy(by_width[0], one, y[3000:]) for one in moved(X[3000:], d)]) for d in range(4)]
        )
        for name, network in (("conv_mixed", convolutional), ("dense_mixed", lambda: dense(16))):
            found[name].append(accuracy(train(network, mixed[:3000], y[:3000], seed)[0], mixed[3000:], y[3000:]))
    return found


def small_pictures():
    """scikit-learn's digits of 8 × 8 pixels: a convolutional and a dense network of about as many parameters."""
    pixels, y = load_sklearn("digits")
    order = np.random.default_rng(0).permutation(len(y))
    X, y = (pixels[order] / 16).astype("float32").reshape(-1, 8, 8, 1), y[order]
    networks = (lambda: convolutional((8,), 10), lambda: dense(12))  # 920 parameters against 910
    return {
        "small": [
            [
                accuracy(train(network, X[:1200], y[:1200], seed, epochs=40)[0], X[1200:], y[1200:])
                for network in networks
            ]
            for seed in SEEDS
        ]
    }


def dropout_places(X, y):
    """Accuracy on the 600 pictures learnt and on 2 000 others, by place and rate of the dropout."""
    found = {}
    for name, (place, rate, spatial) in DROPOUT.items():
        found[f"dropout_{name}"] = []
        for seed in SEEDS:
            model, _ = train(
                lambda p=place, r=rate, s=spatial: with_dropout(p, r, spatial=s), X[:600], y[:600], seed, 20, 0.006, 50
            )
            found[f"dropout_{name}"].append([accuracy(model, X[:600], y[:600]), accuracy(model, X[2000:], y[2000:])])
    return found


def batch_normalisation(X, y):
    """Accuracy after 8 epochs, (seed, without or with, learning rate 0.005 or 0.05)."""
    return {
        "normalised": [
            [
                [
                    accuracy(
                        train(lambda on=on: with_dropout(normalise=on), X[:600], y[:600], seed, 8, rate, 50)[0],
                        X[2000:],
                        y[2000:],
                    )
                    for rate in (0.005, 0.05)
                ]
                for on in (False, True)
            ]
            for seed in SEEDS
        ]
    }


def residual_paths(X, y):
    """Loss by epoch, then accuracy on new pictures, of twenty convolutions without and with the residual path."""
    found = {}
    for name, residual in (("plain", False), ("residual", True)):
        runs = [train(lambda r=residual: deep_network(r), X[:1000], y[:1000], seed, 15, 0.003, 50) for seed in SEEDS]
        found[f"{name}_loss"] = [losses for _, losses in runs]
        found[f"{name}_test"] = [accuracy(model, X[3000:], y[3000:]) for model, _ in runs]
    return found


def augmentation(X, y):
    """(seed, learnt as they are or tilted at each epoch, tested as they are or tilted)."""
    new = tilted(X[3000:], np.random.default_rng(1))
    found = []
    for seed in SEEDS:
        models = [train(convolutional, X[:1000], y[:1000], seed, 15, redraw=redraw)[0] for redraw in (None, tilted)]
        found.append([[accuracy(model, version, y[3000:]) for version in (X[3000:], new)] for model in models])
    return {"augmented": found}


def learnt_elsewhere(X, y):
    """Digits 5 to 9, (seed, 10, 50 or 200 labels a class, from nothing or frozen features of digits 0 to 4)."""
    low = y < 5
    model, _ = train(lambda: convolutional(outputs=5), X[low], y[low], 0, 15)
    weights = [array for layer in model.layers[:3] for array in layer.get_weights()]
    X, y = X[~low], y[~low] - 5
    codes = X
    for layer in model.layers[:4]:
        codes = layer(codes)
    codes = codes.numpy().reshape(len(X), -1)
    found = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(X))
        new, known = order[:500], order[500:]
        lines = []
        for n in LABELS:
            rows = np.concatenate([known[y[known] == digit][:n] for digit in range(5)])
            epochs = max(15, 3000 // len(rows))
            alone, _ = train(lambda: convolutional(outputs=5), X[rows], y[rows], seed, epochs, batch_size=50)
            lines.append([accuracy(alone, X[new], y[new]), _head(codes[rows], y[rows], codes[new], y[new])])
        found.append(lines)
    names = ("features_1", "features_1_bias", "features_2", "features_2_bias")
    return {"elsewhere": found} | dict(zip(names, weights, strict=True))


def _head(X, y, X_new, y_new):
    """Accuracy of a linear head on frozen features."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(max_iter=2000).fit(X, y).score(X_new, y_new)


def colour(images, sick):
    """Sick or healthy from a photograph, (seed, in colour or in grey)."""
    X = (images / 255).astype("float32")
    versions = X, X.mean(axis=-1, keepdims=True)
    return {
        "colour": [
            [
                accuracy(
                    train(lambda: convolutional(outputs=2), V[:700], sick[:700], seed, 15, batch_size=50)[0],
                    V[700:],
                    sick[700:],
                )
                for V in versions
            ]
            for seed in SEEDS
        ]
    }


def counting():
    """Mean absolute error of the counter of spots: a constant, a linear model, the network, by seed."""
    import keras
    from keras import layers

    found = []
    for seed in SEEDS:
        X, y = crowns(4000, np.random.default_rng(seed))
        keras.utils.set_random_seed(seed)
        model = keras.Sequential(
            [
                keras.Input((9, 9, 3)),
                layers.Conv2D(8, 3, padding="same", activation="relu"),
                layers.MaxPooling2D(2),
                layers.Conv2D(16, 3, activation="relu"),
                layers.Flatten(),
                layers.Dense(1),
            ]
        )
        model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
        model.fit(X[:3000], y[:3000], epochs=12, batch_size=100, verbose=0)
        flat = np.column_stack([X.reshape(4000, -1), np.ones(4000)])
        linear = flat[3000:] @ np.linalg.lstsq(flat[:3000], y[:3000], rcond=None)[0]
        answers = (y[:3000].mean(), linear, model(X[3000:]).numpy()[:, 0])
        found.append([np.mean(abs(y[3000:] - answer)) for answer in answers])
    return {"counting": found}


def main():
    """Train everything, write the file and the checksums."""
    one_core()
    images, y = load_mnist()
    X = (images / 255).astype("float32")[..., None]
    small = halved(X).astype("float32")
    found = {}
    parts = (
        lambda: learnt_elsewhere(X, y),
        lambda: colour(*load_photos()),
        lambda: augmentation(X, y),
        lambda: dropout_places(small, y),
        lambda: batch_normalisation(small, y),
        small_pictures,
        counting,
        lambda: against_dense(X, y),
        lambda: residual_paths(small, y),
    )
    for part in parts:
        one = part()
        found |= one
        for name, values in one.items():
            if not name.startswith("features"):
                print(name, np.mean(values, axis=0).round(3).tolist(), flush=True)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **{name: np.asarray(values, dtype="float32") for name, values in found.items()})
    (DATASETS / "chapitre5.npz").write_bytes(buffer.getvalue())
    write_checksums()


if __name__ == "__main__":
    main()
