"""Descents in a quadratic valley: the paths over its contour lines, and the costs by iteration."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.plots import COLORS, MARKERS, loss_landscape

_LINES = (COLORS[7], COLORS[1], COLORS[4], COLORS[2], COLORS[3])


def descents(paths, H, at, title, xlim=(-9, 3), ylim=(-2.2, 2.2), floor=1e-7):
    """Draw the paths (n, 2) by name, up to iteration `at`, in the valley θᵀHθ / 2, and their costs; the figure."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(14, 4.8), width_ratios=(1.4, 1))
    loss_landscape(lambda theta: theta @ H @ theta / 2, xlim, ylim, ax=left, resolution=50)
    last = max(len(path) for path in paths.values()) - 1
    for (name, path), color, marker in zip(paths.items(), _LINES, MARKERS, strict=False):
        inside = np.clip(path[: at + 1], (xlim[0], ylim[0]), (xlim[1], ylim[1]))
        left.plot(*inside.T, color=color, marker=marker, markersize=3.5, linewidth=1.3)
        left.plot(*inside[-1], marker, color=color, markersize=12, markeredgecolor="white")
        costs = np.einsum("ni,ij,nj->n", path[: at + 1], H, path[: at + 1]) / 2
        right.plot(np.clip(costs, floor, 1e4), color=color, marker=marker, markevery=10, label=name)
    left.plot(0, 0, "*", color=COLORS[6], markeredgecolor="black", markersize=20)
    left.set(title=title, xlabel="paramètre θ₁", ylabel="paramètre θ₂")
    right.set(title="Le coût", xlabel="itération", ylabel="coût C (échelle log)", yscale="log")
    right.set(xlim=(0, last), ylim=(floor, 3e5))
    right.grid(alpha=0.3)
    right.legend(loc="upper right", fontsize=11)
    figure.tight_layout()
    return figure
