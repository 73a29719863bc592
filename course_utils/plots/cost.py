"""What a gradient costs: measured times and memory."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.plots import COLORS


def gradient_times(forward, backward, numerical, ax=None):
    """Seconds by number of parameters (three dictionaries): one way forward, back-propagation, central differences."""
    if ax is None:
        _, ax = plt.subplots(figsize=(9, 5.2))
    curves = [
        ("aller seul", forward, ":", "s"),
        ("rétropropagation", backward, "-", "o"),
        ("numérique", numerical, "--", "^"),
    ]
    for (name, times, line, marker), color in zip(curves, ("0.5", *COLORS[:2]), strict=True):
        sizes, seconds = np.array(list(times)), np.array(list(times.values()))
        slope = np.polyfit(np.log(sizes[-3:]), np.log(seconds[-3:]), 1)[0]
        label = f"{name} : doubler les paramètres multiplie le temps par {2**slope:.1f}".replace(".", ",")
        ax.plot(sizes, 1e3 * seconds, color=color, linestyle=line, marker=marker, label=label)
    at = 129
    low, high = 1e3 * backward[at], 1e3 * numerical[at]
    ax.annotate("", (at, high), (at, low), arrowprops={"arrowstyle": "<->", "color": "black"})
    says = f"× {high / low:.0f}\nà {at} paramètres"
    ax.text(at * 1.15, np.sqrt(low * high) * 2, says, va="center", fontsize=12)
    ax.set(
        title="Le prix d’un gradient, mesuré", xlabel="paramètres du réseau", ylabel="millisecondes, pour un exemple"
    )
    ax.set(xscale="log", yscale="log")
    ax.set_ylim(top=ax.get_ylim()[1] * 30)  # room above the curves for the legend
    ax.legend(loc="upper left", fontsize=11)
    ax.grid(alpha=0.3)
    return ax


def memory_and_time(batch_sizes, memory, weights, seconds):
    """On the left megabytes by batch size, keeping all for the way back (`memory[True]`) or not; right, `seconds`."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(13, 4.8))
    left.plot(batch_sizes, memory[True], "o-", color=COLORS[1], label="en gardant tout pour le retour")
    left.plot(batch_sizes, memory[False], "^--", color=COLORS[0], label="aller seul")
    left.axhline(weights, color="black", linestyle=":", label="les poids")
    left.set(title="Mémoire, six couches cachées de 512", ylabel="mégaoctets (mesurés)", yscale="log")
    right.plot(batch_sizes, 1e6 * np.array(seconds), "o-", color=COLORS[2])
    right.set(title="Un produit de matrices, sur un cœur", ylabel="microsecondes par exemple", ylim=(0, None))
    for ax in (left, right):
        ax.set(xlabel="exemples traités ensemble", xscale="log", xticks=batch_sizes, xticklabels=batch_sizes)
        ax.minorticks_off()
        ax.grid(alpha=0.3)
    left.legend()
    figure.tight_layout()
    return left, right
