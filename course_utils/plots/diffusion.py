"""Clouds of points that are noised or denoised, and the arrows of their score."""

import matplotlib.pyplot as plt

from course_utils.plots import COLORS


def clouds(series, titles, limit=3.0, color=COLORS[1]):
    """A panel for each cloud (n, 2) of `series`, in order, all on the same square of ± `limit`."""
    figure, axes = plt.subplots(1, len(series), figsize=(2.9 * len(series), 3.5), sharey=True)
    for ax, points, title in zip(axes, series, titles, strict=True):
        ax.scatter(*points.T, s=8, alpha=0.5, color=color)
        ax.set(title=title, xlabel="$x_1$", xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    axes[0].set_ylabel("$x_2$")
    figure.tight_layout()
    return axes


def arrows(ax, plane, field, points, title, color, limit=3.0):
    """A field (n, 2) of arrows at the points `plane` (n, 2), over a cloud; long arrows are shortened to one length."""
    length = (field**2).sum(axis=1, keepdims=True) ** 0.5
    short = field / length.clip(min=length.mean())
    ax.scatter(*points.T, s=6, color="0.75")
    ax.quiver(*plane.T, *short.T, color=color, angles="xy", scale_units="xy", scale=2.8, width=0.004)
    ax.set(title=title, xlabel="$x_1$", ylabel="$x_2$", xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    return ax
