"""A frontier in the forest, the trees on either side of it, and those that it gets wrong, ringed."""

import numpy as np

from course_utils.plots import decision_regions


def ringed_errors(predict, X, y, ax, title="", resolution=250):
    """The regions of `predict` (labels) under the trees `X` (n, 2), `y` (n,); returns the number of errors.

    The title gets the number of errors added.
    """
    wrong = np.asarray(predict(X)) != y
    decision_regions(predict, X, y, ax=ax, names=["sain", "malade"], resolution=resolution)
    ax.scatter(*X[wrong].T, s=110, facecolor="none", edgecolor="black", linewidth=1.3, label="erreurs", zorder=4)
    ax.set(title=f"{title} : {wrong.sum()} erreurs sur {len(y)}", xlabel="branches cassées", ylabel="hauteur (m)")
    ax.legend(loc="upper right", fontsize=10)
    return int(wrong.sum())
