"""Gradient descent in pictures: a line that is fitted, the rate, marbles on landscapes, maps of basins."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from course_utils.nn.gradients import numerical_gradient
from course_utils.plots import COLORS, LINES, loss_landscape

BASINS = (COLORS[0], COLORS[2], COLORS[4], COLORS[3])
UNFINISHED, BOUNCING = "0.75", "0.2"


def descent_of_a_line(x, y, rate, unit):
    """Thirty steps of descent of y ≈ θ0 + θ1 x; `unit` "centrée-réduite" standardises x."""
    scaled = (x - x.mean()) / x.std() if unit == "centrée-réduite" else x

    def risk(theta):
        return np.mean((theta[0] + theta[1] * scaled - y) ** 2)

    best = np.polyfit(scaled, y, 1)[::-1]
    path = [best + np.array([6.0, 1.0])]
    for _ in range(30):
        path.append(path[-1] - rate * numerical_gradient(risk, path[-1]))
    figure, (left, right) = plt.subplots(1, 2, figsize=(12.5, 4.6))
    limits = (best[0] - 9, best[0] + 9), (best[1] - 8, best[1] + 8)
    loss_landscape(risk, *limits, path=path, ax=left, resolution=50)
    left.set(title=f"Hauteur : {unit}", xlabel="$w_0$", ylabel="$w_1$")
    right.plot([risk(theta) for theta in path], "o-", color=COLORS[1], markersize=4, label="coût")
    right.axhline(risk(best), color="black", linestyle=":", label="le plus petit possible")
    right.set(title=f"λ = {_comma(rate)}", xlabel="pas", ylabel="coût C (échelle log)", yscale="log")
    right.grid(alpha=0.3)
    right.legend()
    figure.tight_layout()
    return left, right


def excess_by_rate(x, y, rates):
    """The cost above its minimum along a descent, for each rate: x as it is, and standardised.

    In each principal direction a step multiplies the distance to the minimum by 1 − λ × curvature.
    """
    figure, axes = plt.subplots(1, 2, figsize=(12.5, 4.6), sharey=True)
    versions = {"dizaines de m": x, "centrée-réduite": (x - x.mean()) / x.std()}
    for ax, (name, scaled) in zip(axes, versions.items(), strict=True):
        design = np.column_stack([np.ones(len(scaled)), scaled])
        curvatures = np.linalg.eigvalsh(2 * design.T @ design / len(scaled))
        for i, rate in enumerate(rates):
            excess = sum(c / 2 * 20 * (1 - rate * c) ** (2 * np.arange(31)) for c in curvatures)
            color = (COLORS[0], COLORS[2], COLORS[4], COLORS[1])[i]
            ax.plot(np.maximum(excess, 1e-3), color=color, linestyle=LINES[i], label=f"λ = {_comma(rate)}")
        limit = _comma(round(2 / curvatures.max(), 2))
        ax.set(title=f"Hauteur : {name}\ndivergence au-delà de λ = {limit}", xlabel="pas", yscale="log")
        ax.set(ylim=(5e-4, 1e5), ylabel="coût au-dessus du minimum")
        ax.grid(alpha=0.3)
        ax.legend(loc="upper right", fontsize=11, ncols=2)
    figure.tight_layout()
    return axes


def arrivals(landscape, roll, starts=601, steps=360):
    """Where marbles let go from −6 to 6 end, to one decimal; `roll(landscape, positions)` is one step."""
    positions = np.linspace(-6, 6, starts)
    for _ in range(steps):
        positions = roll(landscape, positions)
    return positions.round(1)


def marbles(landscapes, roll, steps):
    """Fifteen marbles after `steps` steps on each landscape, over a band that says where each start leads."""
    floor = np.linspace(-6, 6, 601)
    figure, axes = plt.subplots(1, len(landscapes), figsize=(12.5, 4.6))
    for ax, (name, landscape) in zip(axes, landscapes.items(), strict=True):
        ends = arrivals(landscape, roll)
        basins = np.unique(ends)
        lowest = basins[np.argmin(landscape(basins))]
        for basin, color in zip(basins, (COLORS[2], COLORS[4], COLORS[0], COLORS[3], COLORS[5]), strict=False):
            ax.fill_between(floor, -0.45, -0.2, where=ends == basin, color=color, linewidth=0)
            ax.plot(basin, landscape(basin), marker="*" if basin == lowest else "v", color=color, markersize=15)
        positions = np.linspace(-5.6, 5.6, 15)
        for _ in range(steps):
            positions = roll(landscape, positions)
        ax.plot(floor, landscape(floor), color="0.3", zorder=1)
        ax.plot(positions, landscape(positions), "o", color=COLORS[1], markeredgecolor="black", zorder=3)
        ax.set(title=f"{name}\naprès {steps} pas", xlabel="paramètre θ (en bas : où mène chaque départ)")
        ax.set_ylabel("coût C(θ)")
    figure.tight_layout()
    return axes


def basins_of(arrive, across, up, rate, minima):
    """The minimum where each start ends (0, 1, …); their number where more steps would get there, one more where not.

    `arrive(a, b, rate, steps)` gives the ends (…, 2) of descents; an end counts from 0.3 of a minimum.
    """

    def nearest(ends):
        distance = np.linalg.norm(ends[..., None, :] - minima, axis=-1)
        return np.where(distance.min(axis=-1) < 0.3, distance.argmin(axis=-1), -1)

    ends = arrive(across, up, rate, 600)
    basins = nearest(ends)
    lost = basins == -1
    later = nearest(arrive(ends[lost][:, 0], ends[lost][:, 1], rate, 6000))
    basins[lost] = np.where(later >= 0, len(minima), len(minima) + 1)
    return basins


def basin_map(axis, basins, landscape, minima, ax):
    """The map of `basins_of` over the level lines of the landscape, a star on the deepest minimum."""
    colors = ListedColormap([*BASINS, UNFINISHED, BOUNCING])
    ax.pcolormesh(axis, axis, basins, cmap=colors, vmin=0, vmax=5, alpha=0.65, shading="nearest")
    across, up = np.meshgrid(axis, axis)
    levels = [-0.2, 0.1, 0.4, 0.8, 1.4, 2.2, 4]
    ax.contour(axis, axis, landscape(across, up), colors="black", linewidths=0.5, levels=levels)
    deepest = np.argmin(landscape(*minima.T))
    white = {"color": "white", "markeredgecolor": "black", "linestyle": "none"}
    ax.plot(*minima[deepest], "*", markersize=20, label="optimum global", **white)
    ax.plot(*np.delete(minima, deepest, axis=0).T, "v", markersize=12, label="optimums locaux", **white)
    ax.plot([], [], "s", color=UNFINISHED, markersize=12, label="inachevé après 600 pas")
    ax.plot([], [], "s", color=BOUNCING, markersize=12, label="rebondit sans fin")
    ax.set(xlabel="paramètre θ₁", ylabel="paramètre θ₂", aspect="equal")
    return ax


def _comma(number):
    return f"{number:g}".replace(".", ",")
