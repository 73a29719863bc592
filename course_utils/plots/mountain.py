"""The mountain and what an agent's notebook Q says of it."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.experiments.mountain import CELLS, INDEX, MAP, MOVES
from course_utils.plots import COLORS, _axes

LOOKS = {"#": ("0.35", "rocher"), "X": (COLORS[1], "crevasse"), "R": (COLORS[2], "refuge")}


def mountain(Q, ax=None):
    """A cell’s shade is the gain that `Q` (states, 4) promises, an arrow is its best action (unvisited: white)."""
    ax = ax or _axes(figsize=(9.5, 5.6))
    promises = np.full((len(MAP), len(MAP[0])), np.nan)
    for cell, kind in CELLS.items():
        promises[cell] = np.nan if kind in "RX" else Q[INDEX[cell]].max()
    shades = ax.imshow(promises, cmap="Blues", vmin=-3, vmax=10)
    ax.figure.colorbar(shades, ax=ax, label="gain promis", shrink=0.75)
    for i, line in enumerate(MAP):
        for j, kind in enumerate(line):
            if kind in LOOKS:
                colour, text = LOOKS[kind]
                ax.add_patch(plt.Rectangle((j - 0.5, i - 0.5), 1, 1, color=colour))
                ax.text(j, i, text, ha="center", va="center", color="white", fontsize=10)
            elif Q[INDEX[i, j]].any():
                _arrow(ax, i, j, MOVES[Q[INDEX[i, j]].argmax()], "white" if promises[i, j] > 5 else "black")
            if kind == "D":
                ax.text(j - 0.46, i + 0.46, "départ", ha="left", va="bottom", fontsize=9)
    ax.set(title="Le cahier du randonneur", xlabel="est →", ylabel="← nord", xticks=[], yticks=[])
    return ax


def _arrow(ax, i, j, move, ink):
    """The best action of the cell (i, j)."""
    di, dj = move
    ends = (j + 0.3 * dj, i + 0.3 * di), (j - 0.3 * dj, i - 0.3 * di)
    ax.annotate("", *ends, arrowprops={"arrowstyle": "-|>", "color": ink, "linewidth": 2})
