"""Train again what chapter 8 ships, into `datasets/`: `python -m course_admin.author.train_recent_models [names…]`.

    langue      modele_langue.npz       language model, 2 blocks, width 64, on 12 000 sentences of `corpus`
    chiffres    modele_chiffres.npz     diffusion of digits, in the plane of their 60 first principal components
    legendes    modele_legendes.npz     diffusion of 16 × 16 pictures from captions of `course_utils.captions`
    perplexite  the table's rows on the small language model that the chapter trains live
    memoire     its rows on a recurrent cell, a gated one and attention, by distance
    anneau      its rows on the modes that diffusion and a GAN reach on the ring of chapter 7
    lunes       its rows on how near diffusion comes to the moons of chapter 7, by steps
    miroir      its rows on where a model looks that writes words backwards
    contraste   its rows on pictures that find their caption
    transfert   its rows on fine-tuning against training from nothing
    echelle     its rows on the language model's loss by size
    texte       its rows on the same by quantity of text

Weights are stored as float16. The measurements go to `mesures_recents.csv`, a line each: experiment, model, setting,
seed, value. Without a name all are made, in half an hour or so on a core; seeds are fixed, but two machines may
round differently, so a file made again may differ in its last digits. The checksums are written at the end.
"""

import argparse
import csv
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
import tensorflow as tf
from sklearn.decomposition import PCA

from course_admin.author.generate_data import DATASETS, write_checksums
from course_admin.author.recent_measures import (
    anneau,
    contraste,
    echelle,
    lunes,
    memoire,
    miroir,
    perplexite,
    texte,
    transfert,
)
from course_admin.author.recent_models import (
    CONTEXT,
    dense_denoiser,
    fit_language,
    language_model,
    picture_denoiser,
    train_denoiser,
    windows,
)
from course_utils import captions, corpus
from course_utils.data import load_mnist

COMPONENTS = 60  # principal components of the digits
TABLE = DATASETS / "mesures_recents.csv"
COLUMNS = ("experience", "modele", "reglage", "graine", "valeur")


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


WEIGHTS = (langue, legendes, chiffres)
MEASURES = (perplexite, memoire, anneau, lunes, miroir, contraste, transfert, echelle, texte)
MADE = {make.__name__: make for make in (*WEIGHTS, *MEASURES)}


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
