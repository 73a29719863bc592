"""Approximation and estimation errors as distances: f above the plane H of straight lines, h* below, the ĥ around."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.experiments.polynomials import basis, best, distance2, f
from course_utils.plots import COLORS


def data_plane(coefficients, ax):
    """f, h* and the learnt polynomials (n, degree + 1), as functions of x."""
    degree = coefficients.shape[1] - 1
    grid = np.linspace(-1, 1, 200)
    ax.plot(grid, basis(grid, degree) @ coefficients.T, color=COLORS[5], linewidth=0.6, alpha=0.6)
    ax.plot([], [], color=COLORS[5], label=f"$\\hat h$ ({len(coefficients)} tirages)")
    ax.plot(grid, f(grid), color="black", label="$f$")
    ax.plot(grid, basis(grid, degree) @ best(degree), color=COLORS[1], linestyle="--", label="$h^*$")
    ax.set(title="Dans le plan des données", xlabel="$x$", ylabel="$y$", ylim=(-1.6, 2.4))
    ax.legend(loc="upper left", ncols=3, fontsize=10)
    return ax


def function_space(coefficients, ax):
    """The straight lines (n, 2) as points of the plane H, to scale, on 3D axes; `f` stands above its projection h*."""
    star = best(1)
    height = np.sqrt(distance2(star))
    low, high = coefficients.min(axis=0) - 0.05, coefficients.max(axis=0) + 0.05
    corners = np.array([[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]])
    ax.plot_trisurf(*corners.T, np.zeros(4), triangles=[[0, 1, 2], [0, 2, 3]], color="0.6", alpha=0.25, zorder=0)
    ax.scatter(*coefficients.T, 0, color=COLORS[5], s=12, alpha=0.7, depthshade=False, label="les $\\hat h$", zorder=1)
    far = coefficients[np.argmax(coefficients[:, 0] - abs(coefficients[:, 1] - star[1]))]
    ends = {"f": (*star, height), "star": (*star, 0), "far": (*far, 0)}
    for a, b, look in (
        ("star", "f", {"color": COLORS[1], "linewidth": 4, "label": "approximation"}),
        ("star", "far", {"color": COLORS[2], "linewidth": 4, "label": "estimation"}),
        ("f", "far", {"color": "black", "linestyle": ":", "label": "totale"}),
    ):
        ax.plot(*zip(ends[a], ends[b], strict=True), zorder=2, **look)
    for end, colour, marker in (("star", COLORS[1], "D"), ("far", COLORS[0], "o"), ("f", "black", "*")):
        size = 220 if marker == "*" else 90
        ax.scatter(*ends[end], color=colour, s=size, marker=marker, depthshade=False, zorder=3)
    paper = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
    ax.text(*star, height + 0.06, "$f$", fontsize=19, zorder=4)
    ax.text(star[0] - 0.13, star[1], 0.03, "$h^*$", fontsize=17, color=COLORS[1], bbox=paper, zorder=4)
    ax.text(far[0] + 0.03, far[1], 0.03, "$\\hat h$", fontsize=17, color=COLORS[0], bbox=paper, zorder=4)
    ax.text(low[0] + 0.04, low[1] + 0.04, 0, "$H$", fontsize=20, color="0.3", zorder=4)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), zlim=(0, 0.55), zticks=[0, 0.2, 0.4])
    ax.set_box_aspect((*(high - low), 0.55), zoom=1.15)
    ax.set_xlabel("coefficient constant", fontsize=11)
    ax.set_ylabel("coefficient de la pente", fontsize=11)
    ax.set_zlabel("distance à H", fontsize=11)
    ax.tick_params(labelsize=9)
    ax.view_init(elev=16, azim=-72)
    ax.legend(loc="upper left", fontsize=11, bbox_to_anchor=(0.02, 0.86))
    ax.set_title("Dans l’espace des fonctions, à l’échelle", y=0.97)
    return ax


def both(coefficients):
    """The data's plane and the space of functions, side by side, for straight lines (n, 2)."""
    figure = plt.figure(figsize=(14, 5.8))
    data_plane(coefficients[:60], figure.add_axes([0.05, 0.12, 0.36, 0.76]))
    space = figure.add_axes([0.42, -0.02, 0.58, 0.95], projection="3d", computed_zorder=False)
    function_space(coefficients, space)
    return figure
