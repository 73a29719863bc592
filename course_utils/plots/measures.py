"""Measurements over several seeds: a line through the means, a bar for the spread, one colour and marker a model."""

import matplotlib.pyplot as plt
import numpy as np

from course_utils.plots import COLORS, LINES, MARKERS


def measures(found, ax=None, scale=1.0, **axes):
    """Draw `found`, a dictionary model → {setting: values}; bars are ± one standard deviation over the values.

    On a logarithmic `yscale` both are those of the logarithms: a factor, the same upwards and downwards.
    `scale` multiplies the values (100 for per cent); `axes` goes to `ax.set` (titles, labels, scales).
    """
    ax = ax or plt.subplots()[1]
    for i, (name, settings) in enumerate(found.items()):
        x = sorted(settings)
        values = [scale * np.asarray(settings[setting], dtype=float) for setting in x]
        means, spreads = _of_logarithms(values) if axes.get("yscale") == "log" else _plain(values)
        look = {"color": COLORS[i], "marker": MARKERS[i], "linestyle": LINES[i % 4], "capsize": 4}
        ax.errorbar(x, means, spreads, label=name, **look)
    ax.set(**axes)
    if axes.get("xscale") == "log":
        ticks = sorted({setting for settings in found.values() for setting in settings})
        ax.set_xticks(ticks, [f"{tick:,}".replace(",", "\u202f").replace(".", ",") for tick in ticks])
        ax.minorticks_off()
    ax.grid(alpha=0.3)
    ax.legend()
    return ax


def _plain(values):
    return [np.mean(v) for v in values], [np.std(v) for v in values]


def _of_logarithms(values):
    means = np.array([np.exp(np.mean(np.log(v))) for v in values])
    factors = np.array([np.exp(np.std(np.log(v))) for v in values])
    return means, np.array([means - means / factors, means * factors - means])
