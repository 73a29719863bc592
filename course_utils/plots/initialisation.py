"""What becomes of the signal in a deep network at its start: its size, and its histograms, layer by layer."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.plots import COLORS, LINES, MARKERS


def sizes_by_layer(sizes, ax):
    """A curve a network: `sizes[name]` is (n_seeds, n_layers); a band of one deviation of the logarithm either side."""
    for i, (name, values) in enumerate(sizes.items()):
        powers = np.log10(values)
        layers, mean, spread = np.arange(1, values.shape[1] + 1), powers.mean(axis=0), powers.std(axis=0)
        ax.plot(layers, 10**mean, color=COLORS[i], linestyle=LINES[i % 4], marker=MARKERS[i], label=name)
        ax.fill_between(layers, 10 ** (mean - spread), 10 ** (mean + spread), color=COLORS[i], alpha=0.2, linewidth=0)
    ax.set(xlabel="couche cachée l (1 = la première)", yscale="log", xticks=layers)
    ax.grid(alpha=0.3)
    ax.legend()
    return ax


def histograms_by_layer(activations, gradients, title, layers=(0, 3, 6, 9)):
    """Histograms of the activations and of the gradients' powers of ten, one row for each of `layers`."""
    figure, axes = plt.subplots(len(layers), 2, figsize=(12, 6.4), sharex="col")
    powers = [np.log10(np.abs(g[g != 0])) for g in gradients]
    lowest, highest = (limit(np.concatenate(powers)) for limit in (np.min, np.max))
    for row, layer in zip(axes, layers, strict=True):
        row[0].hist(activations[layer].ravel(), bins=60, color=COLORS[0])
        row[1].hist(powers[layer], bins=np.linspace(lowest, highest, 60), color=COLORS[1])
        row[0].set_ylabel(f"couche {layer + 1}")
        for ax in row:
            ax.set_yticks([])
    axes[0, 0].set_title(f"Activations a\n{title}")
    axes[0, 1].set_title("Gradients ∂C/∂z\n(puissances de 10)")
    axes[-1, 0].set_xlabel("activation a")
    axes[-1, 1].set_xlabel("log₁₀ |∂C/∂z|")
    figure.tight_layout()
    return axes
