"""H, the space of straight lines, beside the data: a point on the left is a line on the right."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.experiments.lines import ANGLES, OFFSETS
from course_utils.plots import COLORS, decision_regions


def line_and_point(lines, X, y, path):
    """Left, the risk of every line of `lines` and a `path` of line numbers through it; right, the last on (X, y).

    Returns the two axes.
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(14, 5))
    shades = left.pcolormesh(np.degrees(ANGLES), OFFSETS, lines.risk.T, cmap="cividis", shading="nearest")
    figure.colorbar(shades, ax=left, label="erreurs sur l’échantillon (%)")
    a, o = np.array(path).T
    steps = np.degrees(ANGLES[a]), OFFSETS[o]
    left.plot(*steps, "o-", color="white", markeredgecolor="black", markersize=6, linewidth=1.2)
    left.plot(steps[0][-1], steps[1][-1], "*", color=COLORS[1], markeredgecolor="white", markersize=20)
    left.set(title="H : un point, une droite", xlabel="orientation (degrés)", ylabel="position")
    decision_regions(lambda P: lines.predict(path[-1], P), X, y, ax=right, names=["sain", "malade"])
    right.set(title=f"La droite de ce point : {lines.risk[tuple(path[-1])]:.0f} % d’erreurs")
    right.set(xlabel="branches cassées", ylabel="hauteur (m)")
    right.legend(loc="upper right")  # a best place is long to find among so many points
    figure.tight_layout()
    return left, right
