"""Train long what chapters 6 and 7 train short, and ship the half that draws: `datasets/generateurs.npz`.

    python -m course_admin.author.train_generators            about ten minutes on one quiet core

The networks and the losses are those that the chapters show: their cells are read and run, by identifier, so that what
is shipped is what a student could have trained with more patience. Written, as float16, name → list of arrays:

- `vae_B_K`  decoders of the convolutional VAE of chapter 6, weight β = B of the KL, z of size K;
- `arbres`   the decoder of the same VAE for the tree photographs, 16 × 16 pixels in colour, z of size 8;
- `gan`      the conditional generator of chapter 7, the mean of its weights over the last steps.

Only decoders: none of them takes a picture, so none is a denoiser, a detector or a reader of digits that a TP asks for.
"""

import io
import linecache
import sys
from pathlib import Path

import nbformat
import numpy as np

from course_admin.author.generate_data import DATASETS, write_checksums

ROOT = Path(__file__).resolve().parents[2]
CHAPTER_6 = ("02dc1370", "6b4bd3ff", "sablier", "7c5e2a1d", "conv-vae")
CHAPTER_7 = ("8ab08ba2", "f9832714", "b566ac68", "boucle", "9390c97d", "a0fbc3e2", "chiffres-jeu")
CHAPTER_7 += ("digit-generator", "digit-discriminator")
VAES = ((1, 2), (0.1, 2), (5, 2))  # β, size of z
EPOCHS, STEPS, BATCH, CHUNK = 20, 4_380, 64, 20


def definitions(chapter, cells):
    """What the named cells of a chapter define, as a namespace; magics and experiments of other cells stay out."""
    notebook = nbformat.read(ROOT / "notebooks" / "cours" / f"{chapter}.ipynb", 4)
    source = {cell.id: cell.source for cell in notebook.cells}
    space = {}
    for name in cells:
        lines = source[name].splitlines(keepends=True)
        linecache.cache[name] = (len(source[name]), None, lines, name)  # tf.function reads the source of what it traces
        exec(compile(source[name], name, "exec"), space)
    return space


def vaes():
    """The decoders of chapter 6, by name."""
    space = definitions("06_autoencodeurs", CHAPTER_6)
    import keras

    from course_utils.data import load_photos

    photographs = load_photos()[0].reshape(1000, -1).astype("float32") / 255
    trials = {f"vae_{beta}_{size}": (space["Cloud"](size, beta), space["X_train"], 28, 1) for beta, size in VAES}
    trials["arbres"] = (space["Cloud"](8, 0.1, 768), photographs[:800], 16, 3)
    found = {}
    for name, (code, X, side, planes) in trials.items():
        keras.utils.set_random_seed(6)
        model = space["convolutional"](code, side, planes)
        loss = space["learn"](model, X, epochs=EPOCHS if planes == 1 else 2 * EPOCHS, batch_size=64)
        found[name] = model.decoder.get_weights()
        print(name, "loss", round(loss[-1], 4), "error", round(space["gap"](model(X), X), 4), flush=True)
    return found


def gan():
    """The weights of chapter 7's generator, averaged while it learns."""
    space = definitions("07_gan", CHAPTER_7)
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(0)
    generator, discriminator = space["build_patient_generator"](), space["build_patient_discriminator"]()
    steps = space["make_conditional_steps"](generator, discriminator, space["sample_digits"], batch=BATCH)
    train, mean = space["alternate"](*steps), generator.get_weights()
    for chunk in range(STEPS // CHUNK):
        losses = train(tf.constant(CHUNK))
        mean = [0.98 * old + 0.02 * new for old, new in zip(mean, generator.get_weights(), strict=True)]
        if chunk % 50 == 0:
            print("gan", chunk * CHUNK, losses.numpy().round(2), flush=True)
    return {"gan": mean}


def main(names=("gan", "vaes")):
    """Train, then write the file and the checksums; what is not asked for stays as it was."""
    path = DATASETS / "generateurs.npz"
    with np.load(path) if path.exists() else io.BytesIO() as file:
        arrays = dict(file) if path.exists() else {}
    for name in names or ("gan", "vaes"):
        for model, weights in globals()[name]().items():
            arrays |= {f"{model}/{i:02}": weight.astype(np.float16) for i, weight in enumerate(weights)}
        np.savez_compressed(path, **arrays)
    write_checksums()


if __name__ == "__main__":
    main(sys.argv[1:])
