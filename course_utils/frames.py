"""The frames of a slider or an animation, drawn once and stored small for the course's site, which has no kernel.

`course_utils.display` calls `store` where `COURSE_FRAMES` of the environment names a folder, as when the site is built.
"""

import hashlib
import io
import itertools
import json
import math
import os
from pathlib import Path

MAX_BYTES = 400_000  # of all the frames of one slider
MAX_FRAMES = 120  # more would not be legible within MAX_BYTES
STEPS = ((900, 80), (800, 60), (700, 45), (600, 30), (480, 20), (360, 10))  # largest width and WebP quality, in turn


def folder():
    """Where frames are to be stored, or None."""
    name = os.environ.get("COURSE_FRAMES")
    return Path(name) if name else None


def store(draw, alt, controls, interval=None):
    """Draw a frame for each combination of the controls' values, and store them with a description of the controls.

    `draw(*values)` returns a PIL image. A control is a dict: `label`, `values`, `texts` (what is shown of each value),
    `start` (an index). `interval` in milliseconds makes it an animation.

    Too many combinations are thinned: every other value of the longest list, the start kept.
    """
    to = folder()
    while math.prod(len(control["values"]) for control in controls) > MAX_FRAMES:
        longest = max(range(len(controls)), key=lambda i: len(controls[i]["values"]))
        controls = [_every_other(one) if i == longest else one for i, one in enumerate(controls)]
    pictures = _same_size([draw(*values) for values in itertools.product(*(one["values"] for one in controls))])
    names = []
    for data in _small(pictures):
        names.append(hashlib.sha256(data).hexdigest()[:16] + ".webp")
        (to / names[-1]).write_bytes(data)
    told = [{key: one[key] for key in ("label", "texts", "start")} for one in controls]
    record = {"alt": alt, "controls": told, "frames": names, "interval": interval}
    number = len(list(to.glob("*.json")))
    (to / f"{number:03d}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def _every_other(control):
    """The control with half of its values, its start among them."""
    first = control["start"] % 2
    return control | {
        "values": control["values"][first::2],
        "texts": control["texts"][first::2],
        "start": control["start"] // 2,
    }


def _same_size(pictures):
    """The pictures on white sheets of one size, so that nothing jumps from one to the next."""
    from PIL import Image

    size = tuple(max(sides) for sides in zip(*(picture.size for picture in pictures), strict=True))
    sheets = []
    for picture in pictures:
        sheet = Image.new("RGB", size, "white")
        sheet.paste(picture, tuple((most - side) // 2 for most, side in zip(size, picture.size, strict=True)))
        sheets.append(sheet)
    return sheets


def _small(pictures):
    """The pictures as WebP, as large and as fine as `MAX_BYTES` allow; a picture that comes twice counts once."""
    for width, quality in STEPS:
        encoded = [_webp(picture, width, quality) for picture in pictures]
        if sum(map(len, set(encoded))) <= MAX_BYTES:
            break
    return encoded


def _webp(picture, width, quality):
    if picture.width > width:
        picture = picture.resize((width, round(picture.height * width / picture.width)))
    file = io.BytesIO()
    picture.save(file, format="webp", quality=quality)
    return file.getvalue()
