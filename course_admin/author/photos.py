"""Write `datasets/photos_arbres.npz`: photographs of 1 000 trees, half of them sick.

    python -m course_admin.author.photos

They come from the law of light and leaves of the project, with a seed of their own, one device and no haze: no tree of
a student's or of the hidden forest is among them, and nothing of the tables. Half the side (16 × 16 pixels), for speed.
"""

import io

import numpy as np

from course_admin.generate_data import DATASETS, write_checksums
from course_admin.hidden.forest import Place, forest

TREES, SEED = 1000, 2027
PLACE = Place("verger", 2023, 6000, 500, 45, 14.0, 0.0, (0.0, 0.0))


def photographs():
    """`images` (1000, 16, 16, 3) uint8 and `sick` (1000,), 0 or 1, as many of each, in a random order."""
    rng = np.random.default_rng(SEED)
    trees = forest([PLACE], rng)
    whole = np.flatnonzero(trees.images.any(axis=(1, 2, 3)))
    chosen = np.concatenate([whole[trees.sick[whole] == label][: TREES // 2] for label in (0, 1)])
    chosen = rng.permutation(chosen)
    halves = trees.images[chosen].reshape(TREES, 16, 2, 16, 2, 3).mean(axis=(2, 4))
    return halves.round().astype(np.uint8), trees.sick[chosen].astype(np.uint8)


def main():
    """Write the file and the checksums."""
    images, sick = photographs()
    buffer = io.BytesIO()
    np.savez_compressed(buffer, images=images, malade=sick)
    (DATASETS / "photos_arbres.npz").write_bytes(buffer.getvalue())
    write_checksums()


if __name__ == "__main__":
    main()
