"""One dot a seed, one column a case: what five trainings gave, and their mean."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.plots import COLORS, MARKERS


def by_seed(cases, ylabel, title, ax=None, live=None):
    """Draw the values (n_seeds,) of each case of the dictionary `cases`, with their mean as a line.

    `live` (a dictionary of the same names, or fewer) adds a star for what was trained just now.
    """
    ax = ax or plt.subplots(figsize=(8.5, 4.4))[1]
    for i, (name, values) in enumerate(cases.items()):
        at = i + np.linspace(-0.14, 0.14, len(values))
        ax.plot(at, values, MARKERS[0], color=COLORS[0], alpha=0.8, label="une graine" if i == 0 else None)
        ax.plot([i - 0.28, i + 0.28], [np.mean(values)] * 2, color="black", label="moyenne" if i == 0 else None)
        if live and name in live:
            known = {"color": COLORS[1], "markersize": 15, "markeredgecolor": "white"}
            first = next(iter(live)) == name
            ax.plot(i, live[name], "*", **known, label="la vôtre, à l’instant" if first else None)
    ax.set_xticks(range(len(cases)), cases)
    ax.set(title=title, ylabel=ylabel, xlim=(-0.5, len(cases) - 0.5))
    ax.grid(alpha=0.3)
    ax.legend(fontsize=11)
    return ax
