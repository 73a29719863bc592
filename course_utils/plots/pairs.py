"""Every pair of an output activation and a loss, as a grid: how well it does, and what ails it."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.plots import COLORS

_FRENCH = {
    "linear": "aucune",
    "sigmoid": "sigmoïde",
    "softmax": "softmax",
    "relu": "ReLU",
    "mse": "MSE",
    "mae": "MAE",
    "binary_crossentropy": "entropie\nbinaire",
    "categorical_crossentropy": "entropie\ncatégorielle",
}


def pair_grid(means, symptoms, outputs, losses, floor, title, ax=None):
    """Draw the scores `means` (n_losses, n_outputs), shaded from `floor` up, and the text of each symptom below them.

    The pair that the course advises is the first of both lists: it is framed. Scores below −0.5 are not written out.
    """
    ax = ax or plt.subplots()[1]
    shade = np.clip((means - floor) / (means.max() - floor), 0, 1)
    ax.imshow(shade, cmap="Blues", vmin=0, vmax=2)
    for (row, column), score in np.ndenumerate(means):
        text = "< −0,5" if score < -0.5 else f"{score:.2f}".replace(".", ",").replace("-", "−")
        ax.text(column, row - 0.2, text, ha="center", va="center", fontsize=17)
        ax.text(column, row + 0.2, symptoms[row][column], ha="center", va="center", fontsize=12, color="#7A2E00")
    ax.add_patch(plt.Rectangle((-0.48, -0.48), 0.96, 0.96, fill=False, edgecolor=COLORS[2], linewidth=4))
    ax.set_xticks(range(len(outputs)), [_FRENCH[output] for output in outputs])
    ax.set_yticks(range(len(losses)), [_FRENCH[loss] for loss in losses])
    ax.set(title=title, xlabel="activation de sortie", ylabel="perte")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax
