"""A grid of numbers drawn as a picture, one of its windows framed."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from course_utils.plots import COLORS, short_number


def number_grid(values, title, marked=None, color=COLORS[1], most=None, size=15, ax=None):
    """Draw `values` (rows, columns), shaded up to `most`; the window `marked` = (row, column, height, width) is framed.

    What is not a number stays blank.
    """
    ax = ax or plt.subplots(figsize=(4.6, 4.2))[1]
    values = np.asarray(values, dtype=float)
    most = most or max(1, np.nanmax(np.abs(values)))
    ax.imshow(np.ma.masked_invalid(values), cmap="Blues", vmin=0, vmax=1.6 * most)
    for (row, column), value in np.ndenumerate(values):
        if np.isfinite(value):
            ax.text(column, row, short_number(value), ha="center", va="center", fontsize=size)
    ax.set_xticks(np.arange(-0.5, values.shape[1]), [])
    ax.set_yticks(np.arange(-0.5, values.shape[0]), [])
    ax.grid(color="0.75", linewidth=1)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_title(title, fontsize=14)
    if marked:
        row, column, height, width = marked
        ax.add_patch(Rectangle((column - 0.5, row - 0.5), width, height, fill=False, edgecolor=color, linewidth=4))
    return ax
