"""Small pictures, grey or in colour, in rows, each under its caption."""

import matplotlib.pyplot as plt
import numpy as np


def gallery(pictures, titles, columns=8, wrong=(), size=1.7):
    """Pictures (n, height, width) or (n, height, width, 3), values from 0 to 1; captions in `wrong` are marked ✘."""
    rows = -(-len(pictures) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(size * columns, (size + 0.45) * rows), squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for i, (ax, picture, title) in enumerate(zip(axes.flat, pictures, titles, strict=False)):
        ax.imshow(np.clip(picture, 0, 1), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
        ax.add_patch(plt.Rectangle((0, 0), 1, 1, transform=ax.transAxes, fill=False, edgecolor="0.6"))
        ax.set_title(f"✘ {title}" if i in wrong else title, fontsize=10, pad=4)
    figure.tight_layout()
    return axes
