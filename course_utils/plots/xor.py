"""A 2-2-1 network on XOR: the plane of its inputs, and that of its hidden layer, where the output is a line."""

import numpy as np

from course_utils.plots import points

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LABELS = np.array([0, 1, 1, 0])
NAMES = {"00": (-26, -16), "01": (8, -18), "10": (-26, 8), "11": (9, 9)}  # where each name is written, in points


def two_planes(states, step, axes):
    """The planes at one step; `states` is (steps, 10): w¹ (4), b¹ (2), w² (2), b², the cost. Sigmoids everywhere."""
    left, right = axes
    p, cost = states[step, :9], states[step, 9]
    for ax, side, place in ((left, (-0.4, 1.4), lambda X: _hidden(p, X)), (right, (-0.14, 1.14), lambda H: H)):
        axis = np.linspace(*side, 90)
        plane = np.column_stack([grid.ravel() for grid in np.meshgrid(axis, axis)])
        values = _sigmoid(place(plane) @ p[6:8] + p[8]).reshape(90, 90)
        ax.contourf(axis, axis, values, levels=np.linspace(0, 1, 11), cmap="RdYlBu_r", alpha=0.55)
        ax.contour(axis, axis, values, levels=[0.5], colors="black", linewidths=2)
    paths = np.array([_hidden(state[:9], CORNERS) for state in states[: step + 1]])
    for k in range(4):
        right.plot(*paths[:, k].T, color="0.35", linewidth=1, zorder=2)
    for ax, places in ((left, CORNERS), (right, paths[-1])):
        points(places, LABELS, ax=ax, s=170, alpha=1)
        ax.get_legend().remove()
        for place, (name, shift) in zip(places, NAMES.items(), strict=True):
            ax.annotate(name, place, xytext=shift, textcoords="offset points", fontsize=12, fontweight="bold")
    left.set(title=f"Les entrées · pas {step}", xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    written = f"{cost:.3f}".replace(".", ",")
    right.set(title=f"La couche cachée · coût {written}", xlabel="$a^1_1$", ylabel="$a^1_2$", aspect="equal")
    right.set(xlim=(-0.14, 1.14), ylim=(-0.14, 1.14))
    return axes


def _hidden(p, X):
    """Both hidden neurons, for points (n, 2)."""
    return _sigmoid(np.column_stack([X @ p[0:2] + p[4], X @ p[2:4] + p[5]]))


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))
