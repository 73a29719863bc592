"""The perceptron in pictures: a tree that goes through it, its line, its learning rates, what it does on logic."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.nn.perceptron import Perceptron
from course_utils.plots import COLORS, decision_regions, points

ARROW = {"arrowstyle": "-|>", "linewidth": 2.5}


def comma(number):
    """A number as French writes it: decimal comma, true minus sign.

    >>> comma(-0.5)
    '−0,5'
    """
    return f"{number:g}".replace("-", "−").replace(".", ",")


def tree_through_perceptron(tree, weights, bias):
    """A tree's two attributes, weighted and summed, then the step; returns the two axes."""
    _, (left, right) = plt.subplots(1, 2, figsize=(12, 4.3), width_ratios=(1.25, 1))
    inputs = [
        ("branches", tree[0], "$w_1$", weights[0]),
        ("hauteur", tree[1], "$w_2$", weights[1]),
        ("", 1, "$b$", bias),
    ]
    for (name, value, symbol, weight), height in zip(inputs, (1.75, 0, -1.75), strict=True):
        left.add_patch(plt.Circle((0, height), 0.8, facecolor="#56B4E9", edgecolor="0.2", linewidth=1.5, zorder=2))
        left.text(0, height, f"{name}\n{value}" if name else "1", ha="center", va="center", fontsize=12)
        left.plot([0.8, 3.4], [height, 0.2 * height], color="0.5", zorder=1)
        aside = 0.55 * np.sign(height) if height else 0.25  # beside the edge, which leans towards the middle
        left.text(2.3, 0.54 * height + aside, f"{symbol} = {comma(weight)}", ha="center", va="center", fontsize=12)
    z = float(np.dot(tree, weights) + bias)
    left.add_patch(plt.Circle((4.1, 0), 0.85, facecolor="#CFE8D5", edgecolor="0.2", linewidth=1.5))
    left.text(4.1, 0, f"$z$ = {comma(round(z, 3))}", ha="center", va="center", fontsize=12)
    left.annotate("", (6.2, 0), (4.95, 0), arrowprops=ARROW | {"color": COLORS[1]})
    left.text(6.8, 0, f"$o$ = {int(z > 0)}", ha="center", va="center", fontsize=15)
    left.set(title="Un arbre traverse le perceptron", xlim=(-1, 7.5), ylim=(-2.7, 2.7), aspect="equal")
    left.axis("off")

    grid = np.linspace(-6, 3, 901)  # room on the left for the legend
    right.plot(grid, grid > 0, label="θ = 0", color=COLORS[0])
    right.plot(grid, grid > 1, label="θ = 1", color=COLORS[1], linestyle="--")
    right.plot(z, int(z > 0), "*", color=COLORS[6], markeredgecolor="black", markersize=17, label="notre arbre (θ = 0)")
    right.set(title="L’activation est une marche", xlabel="z, la somme pondérée et le biais", ylabel="sortie o")
    right.set(yticks=[0, 1], ylim=(-0.08, 1.12))
    right.legend(loc="center left", fontsize=11)
    right.grid(alpha=0.3)
    return left, right


def line_and_normal(X, y, weights, bias, says=""):
    """The frontier w · x + b = 0 under the points, the vector w across it, a ring around each error."""
    X, y, w = np.asarray(X, dtype=float), np.asarray(y), np.asarray(weights, dtype=float)
    _, ax = plt.subplots(figsize=(6.8, 5))
    decision_regions(lambda P: (P @ w + bias > 0).astype(int), X, y, ax=ax)
    wrong = X[(X @ w + bias > 0) != y]
    ax.scatter(*wrong.T, s=200, facecolor="none", edgecolor="black", linewidth=1.8, label="erreurs")
    if w.any():
        foot = -bias * w / (w @ w)
        ax.annotate("", foot + w / np.linalg.norm(w), foot, arrowprops=ARROW)
        ax.text(*(foot + 1.2 * w / np.linalg.norm(w)), "$w$", fontsize=16)
    ax.set(title=f"{says}{len(wrong)} erreur(s)", xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    ax.locator_params(nbins=6)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize=11)
    return ax


def learning_rates(X, y, rates, start):
    """Errors on the sample after each correction, for each rate, from zero weights and from `start`."""
    figure, axes = plt.subplots(1, 2, figsize=(12.5, 4.6))
    starts = {"des poids nuls": None, f"w = ({comma(start[0])} ; {comma(start[1])})": start}
    for ax, (name, weights) in zip(axes, starts.items(), strict=True):
        for i, rate in enumerate(rates):
            history = Perceptron(rate, initial_weights=weights).fit(X, y, epochs=1000).history_
            errors = [np.sum((X @ state[:-1] + state[-1] > 0) != y) for state in history]
            look = {"marker": "o^s"[i], "linestyle": ("-", "--", ":")[i], "markersize": 10 - 3 * i}
            look |= {"markevery": max(1, len(errors) // 25)}
            ax.plot(errors, color=COLORS[i], label=f"α = {comma(rate)} : {len(errors) - 1} corrections", **look)
        ax.set(title=f"Depuis {name}", xlabel="corrections", ylabel="erreurs sur l’échantillon")
        ax.set_ylim(-1, 1.45 * ax.get_ylim()[1])  # room above the curves for the legend
        ax.legend(fontsize=11, loc="upper right")
        ax.grid(alpha=0.3)
    axes[1].set_xscale("symlog")
    axes[1].set_xticks([0, 1, 10, 100], ["0", "1", "10", "100"])
    axes[1].set_xlim(left=-0.2)
    figure.tight_layout()
    return axes


def logic_functions(corners, tables, learnt):
    """Each logic function of two inputs (`tables`, by name): its four points, and what a perceptron `learnt` of it."""
    figure, axes = plt.subplots(1, len(tables), figsize=(4.4 * len(tables), 4.4), squeeze=False)
    side = np.linspace(-0.35, 1.35, 200)
    square = np.column_stack([grid.ravel() for grid in np.meshgrid(side, side)])
    for ax, (name, y) in zip(axes[0], tables.items(), strict=True):
        model = learnt[name]
        answer = model.predict(square).reshape(200, 200)
        ax.contourf(side, side, answer, levels=[-0.5, 0.5, 1.5], colors=COLORS[:2], alpha=0.22)
        points(corners, y, ax=ax, s=170)
        epochs = len(model.errors_)
        outcome = f"appris en {epochs} époques" if model.converged_ else f"{epochs} époques, jamais appris"
        ax.set(title=f"{name}\n{outcome}", xlabel="$x_1$", ylabel="$x_2$", xticks=[0, 1], yticks=[0, 1], aspect="equal")
        ax.get_legend().remove()
    figure.tight_layout()
    return axes[0]


def cycle_of_states(errors, cycle):
    """Left: the corrections of each epoch. Right: the states (w1, w2, b) of a cycle, one arrow for each correction."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(13, 4.8))
    left.plot(range(1, len(errors) + 1), errors, "o-", color=COLORS[1])
    left.set(title="Des corrections sans fin", xlabel="époque", ylabel="corrections", ylim=(0, max(errors) + 1))
    left.grid(alpha=0.3)
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(cycle)) / len(cycle)
    places = np.column_stack([2 * np.cos(angles), 1.3 * np.sin(angles)])
    for k, (place, (w1, w2, b)) in enumerate(zip(places, cycle, strict=True)):
        text = f"$w$ = ({comma(w1)} ; {comma(w2)})\n$b$ = {comma(b)}"
        box = {"boxstyle": "round,pad=0.4", "facecolor": "#CFE8D5", "edgecolor": "0.2"}
        right.text(*place, text, ha="center", va="center", fontsize=12, bbox=box, zorder=3)
        following = places[(k + 1) % len(places)]
        start, end = place + 0.32 * (following - place), place + 0.68 * (following - place)
        right.annotate("", end, start, arrowprops=ARROW | {"color": COLORS[0]})
    right.set(title=f"Les poids : {len(cycle)} corrections, et l’on recommence", xlim=(-3, 3), ylim=(-1.9, 1.9))
    right.axis("off")
    figure.tight_layout()
    return left, right
