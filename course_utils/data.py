"""The data of the course, by name: `datasets/` (checksums verified) and the sets that come with scikit-learn.

Nothing is downloaded, except by `load_full_mnist`. Every loader returns arrays: `X` with one sample a row (or images
`(n, height, width)`), and `y` with one label a sample. `datasets/README.md` says where each file comes from.
"""

import csv
import hashlib
import io
import os
from pathlib import Path

import numpy as np

# Deformation of a digit: ± degrees, ± part of its size, ± pixels.
_MEASURES = ("mesures_generateurs.csv", "mesures_recents.csv")
MAX_DEGREES, MAX_ZOOM, MAX_SHIFT = 8.0, 0.08, 0.7


class DataError(Exception):
    """A data set cannot be had; the text says, in French, what to do."""


def datasets_folder():
    """The folder `datasets/`: the one that the variable COURSE_DATASETS names, or the one beside the package."""
    named = os.environ.get("COURSE_DATASETS")
    return Path(named) if named else Path(__file__).resolve().parent.parent / "datasets"


def load_arbres(year=None):
    """The sick trees that the guide labelled: `X` (n, 2), broken branches and height in metres; `y` (n,), 1 = sick.

    `year` is 2025 (the year that was collected) or 2026 (the next one); without it both, 2025 first.

    >>> X, y = load_arbres(2025)
    >>> X.shape, y.shape
    ((300, 2), (300,))
    """
    table = np.genfromtxt(io.BytesIO(_read("arbres.csv")), delimiter=",", names=True)
    if year is not None:
        known = sorted({int(value) for value in table["annee"]})
        if year not in known:
            raise ValueError(f"Année {year} inconnue : arbres.csv contient {' et '.join(map(str, known))}.")
        table = table[table["annee"] == year]
    X = np.column_stack([table["branches_cassees"], table["hauteur_m"]])
    return X, table["malade"].astype(int)


def load_mnist():
    """4 000 handwritten digits of MNIST, 400 of each, shuffled: `images` (4000, 28, 28) uint8 and `labels` (4000,).

    >>> images, labels = load_mnist()
    >>> images.shape, str(images.dtype), labels[:5].shape
    ((4000, 28, 28), 'uint8', (5,))
    """
    with np.load(io.BytesIO(_read("mnist_images.npz")), allow_pickle=False) as file:
        return file["images"], file["labels"].astype(int)


def load_photos():
    """Photographs of 1 000 trees, half of them sick: `images` (1000, 16, 16, 3) uint8 and `sick` (1000,), 1 = sick.

    >>> images, sick = load_photos()
    >>> images.shape, int(sick.sum())
    ((1000, 16, 16, 3), 500)
    """
    with np.load(io.BytesIO(_read("photos_arbres.npz")), allow_pickle=False) as file:
        return file["images"], file["malade"].astype(int)


def load_runs(name):
    """What long trainings gave, by name of array: the columns of `name`.npz are told in `datasets/README.md`.

    >>> load_runs("chapitre5")["small"].shape
    (5, 2)
    """
    with np.load(io.BytesIO(_read(f"{name}.npz")), allow_pickle=False) as file:
        return dict(file)


def load_sklearn(name):
    """`X` and `y` of a set that comes with scikit-learn: breast_cancer, diabetes, digits, iris or wine.

    >>> X, y = load_sklearn("iris")
    >>> X.shape
    (150, 4)
    """
    from sklearn import datasets

    loaders = {
        "breast_cancer": datasets.load_breast_cancer,
        "diabetes": datasets.load_diabetes,
        "digits": datasets.load_digits,
        "iris": datasets.load_iris,
        "wine": datasets.load_wine,
    }
    if name not in loaders:
        raise ValueError(f"Jeu de données « {name} » inconnu. Jeux disponibles : {', '.join(loaders)}.")
    return loaders[name](return_X_y=True)


def load_weights(name):
    """The arrays of a model that the course trained beforehand, in order, as float32: `langue`, `chiffres`, `legendes`.

    >>> weights = load_weights("langue")
    >>> model.set_weights(weights)    # doctest: +SKIP
    """
    with np.load(io.BytesIO(_read(f"modele_{name}.npz")), allow_pickle=False) as file:
        return [file[key].astype("float32") for key in sorted(file.files)]


def load_measures(experiment):
    """What the course measured beforehand, over several seeds: for each model a dictionary setting → values.

    `ae_…` and `gan_…` are what chapters 6 and 7 themselves gave from five other draws. Those of chapter 8: memoire,
    modes, plausibles, transfert, perte_parametres, …

    >>> sorted(load_measures("modes"))
    ['GAN pressé', 'GAN équilibré', 'diffusion']
    """
    found = {}
    for row in (row for table in _MEASURES for row in csv.DictReader(io.StringIO(_read(table).decode("utf-8")))):
        if row["experience"] == experiment:
            settings = found.setdefault(row["modele"], {})
            settings.setdefault(int(row["reglage"]), []).append(float(row["valeur"]))
    if not found:
        raise ValueError(f"Aucune mesure de l’expérience « {experiment} » dans {' ni '.join(_MEASURES)}.")
    return {
        model: {setting: np.array(values) for setting, values in settings.items()} for model, settings in found.items()
    }


def load_full_mnist():
    """All of MNIST, which Keras downloads once: `((X_train, y_train), (X_test, y_test))`, 60 000 and 10 000 images.

    Raises DataError where there is no network.
    """
    from keras.datasets import mnist

    try:
        return mnist.load_data()
    except Exception as error:  # Keras raises a bare Exception when there is no network
        raise DataError(
            "MNIST complet n’a pas pu être téléchargé. Vérifiez la connexion à Internet, "
            "ou travaillez avec load_mnist() : ses 4 000 images sont déjà sur votre machine."
        ) from error


def deform(image, rng):
    """The image (28, 28) uint8 turned, zoomed and shifted by small random amounts, bounded by the constants above."""
    from scipy import ndimage

    angle = np.deg2rad(rng.uniform(-MAX_DEGREES, MAX_DEGREES))
    scale = 1 / (1 + rng.uniform(-MAX_ZOOM, MAX_ZOOM))
    shift = rng.uniform(-MAX_SHIFT, MAX_SHIFT, size=2)
    matrix = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    centre = (np.array(image.shape) - 1) / 2
    offset = centre - matrix @ (centre + shift)
    turned = ndimage.affine_transform(image.astype(float), matrix, offset=offset, order=1)
    return turned.round().clip(0, 255).astype(np.uint8)


def _read(name):
    """The bytes of a file of `datasets/`, once its SHA-256 has been compared with the one in SHA256SUMS."""
    path = datasets_folder() / name
    try:
        content = path.read_bytes()
        sums = (path.parent / "SHA256SUMS").read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"Le fichier {error.filename} est introuvable ou illisible. "
            f"Récupérez le dossier datasets du dépôt : git restore datasets (ou clonez le dépôt à nouveau)."
        ) from error
    if path.suffix == ".csv":  # git on Windows may have rewritten the line ends
        content = content.replace(b"\r\n", b"\n")
    expected = dict(reversed(line.split()) for line in sums.splitlines())
    if hashlib.sha256(content).hexdigest() != expected.get(name):
        raise DataError(
            f"Le fichier {path} n’est plus celui du cours (sa somme de contrôle diffère). "
            f"Rétablissez l’original : git restore datasets/{name}"
        )
    return content
