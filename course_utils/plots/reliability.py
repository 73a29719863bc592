"""The reliability diagram: of the answers given with such a confidence, how many are right?"""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.plots import COLORS


def reliability(confidence, right, ax=None, n_bins=10):
    """Draw the share of right answers by bin of confidence, from `confidence` (n,) and `right` (n,), true or false.

    A bin with fewer than ten answers is left out; the size of a disc tells how many answers it speaks for.
    """
    ax = ax or plt.subplots(figsize=(5.5, 5))[1]
    confidence, right = np.asarray(confidence), np.asarray(right, dtype=float)
    bins = np.minimum((confidence * n_bins).astype(int), n_bins - 1)
    ax.plot([0, 1], [0, 1], color="black", linestyle=":", label="fiable : c’est ce qu’il annonce")
    for k in range(n_bins):
        inside = bins == k
        if inside.sum() >= 10:
            size = 40 + 500 * inside.mean()
            ax.scatter(confidence[inside].mean(), right[inside].mean(), s=size, color=COLORS[0], zorder=3)
    ax.set(xlabel="confiance annoncée", ylabel="part de réponses justes", xlim=(0, 1.05), ylim=(0, 1.08))
    ax.set_title("Diagramme de fiabilité")
    ax.grid(alpha=0.3)
    ax.legend(loc="upper left", fontsize=11)
    return ax
