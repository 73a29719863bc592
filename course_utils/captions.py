"""Captions of a small grammar, « un rond bleu à gauche », and pictures of 16 × 16 pixels that go with them.

Four shapes, four colours, four places: 64 captions. The combinations of `UNSEEN` are kept out of every training, so
that what a model makes of them can be counted apart.
"""

import itertools
from dataclasses import dataclass

import numpy as np

SIZE = 16  # pixels of a side
SHAPES = ("rond", "carré", "triangle", "croix")
#: colour → red, green and blue, from 0 to 1
COLOURS = {
    "rouge": (0.85, 0.15, 0.1),
    "vert": (0.0, 0.6, 0.3),
    "bleu": (0.1, 0.3, 0.85),
    "jaune": (0.95, 0.8, 0.1),
}
#: place → where the middle of the shape is, row and column, as parts of a side
PLACES = {"à gauche": (0.5, 0.28), "à droite": (0.5, 0.72), "en haut": (0.28, 0.5), "en bas": (0.72, 0.5)}


@dataclass(frozen=True)
class Scene:
    """What a caption says: a shape, a colour, a place."""

    shape: str
    colour: str
    place: str

    @property
    def caption(self):
        """The French caption; « croix » is feminine, and its colour agrees.

        >>> Scene("croix", "vert", "en haut").caption
        'une croix verte en haut'
        """
        feminine = self.shape == "croix"
        agrees = "e" if feminine and self.colour in ("vert", "bleu") else ""
        return f"{'une' if feminine else 'un'} {self.shape} {self.colour}{agrees} {self.place}"


SCENES = tuple(Scene(*parts) for parts in itertools.product(SHAPES, COLOURS, PLACES))
#: the combinations that no training sees: each shape, each colour and each place is in two of them
UNSEEN = tuple(
    Scene(SHAPES[i % 4], list(COLOURS)[(i + i // 4) % 4], list(PLACES)[(2 * i + i // 4 + i // 2) % 4]) for i in range(8)
)
SEEN = tuple(scene for scene in SCENES if scene not in UNSEEN)
WORDS = ("un", "une", *SHAPES, *COLOURS, "verte", "bleue", "à", "gauche", "droite", "en", "haut", "bas")


def words(caption):
    """The number of each of the five words of a caption in `WORDS`.

    >>> words("un rond bleu à gauche").tolist()
    [0, 2, 8, 12, 13]
    """
    known = {word: number for number, word in enumerate(WORDS)}
    try:
        return np.array([known[word] for word in caption.split()], dtype="int32")
    except KeyError as error:
        raise ValueError(f"mot inconnu : {error.args[0]} ; les légendes emploient {', '.join(WORDS)}") from error


def mask(shape, row, column, radius):
    """Which of the 16 × 16 pixels are inside the shape; `row`, `column` and `radius` in pixels."""
    y, x = np.mgrid[:SIZE, :SIZE] + 0.5
    dy, dx = y - row, x - column
    if shape == "rond":
        return np.hypot(dy, dx) <= radius
    if shape == "carré":
        return np.maximum(abs(dy), abs(dx)) <= 0.85 * radius
    if shape == "triangle":
        return (dy <= 0.8 * radius) & (abs(dx) <= 0.6 * (dy + radius))
    if shape == "croix":
        return (np.minimum(abs(dy), abs(dx)) <= 0.3 * radius) & (np.maximum(abs(dy), abs(dx)) <= radius)
    raise ValueError(f"forme inconnue : {shape} ; il y a {', '.join(SHAPES)}")


def picture(scene, rng):
    """A picture (16, 16, 3) of the scene, colours from 0 to 1, on white; place and size vary a little."""
    row, column = SIZE * np.array(PLACES[scene.place]) + rng.uniform(-0.8, 0.8, 2)
    inside = mask(scene.shape, row, column, rng.uniform(3.4, 4.2))
    return np.where(inside[..., None], COLOURS[scene.colour], 1.0).astype("float32")


def pictures(scenes, rng):
    """A picture of each of these scenes, (n, 16, 16, 3)."""
    return np.stack([picture(scene, rng) for scene in scenes])


def recognise(images):
    """The scene that each picture (n, 16, 16, 3) resembles most: a judge that learns nothing.

    Each picture is compared with 30 drawings of each of the 64 scenes, by squared distance.
    """
    rng = np.random.default_rng(0)
    drawn = [scene for scene in SCENES for _ in range(30)]
    references = pictures(drawn, rng).reshape(len(drawn), -1)
    flat = np.asarray(images, dtype="float32").reshape(len(images), -1)
    distances = (references**2).sum(axis=1) - 2 * flat @ references.T
    return [drawn[i] for i in distances.argmin(axis=1)]
