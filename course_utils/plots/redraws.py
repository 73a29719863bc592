"""A repeated experiment drawn: every draw as a dot, or the mean as a bar with its spread.

Both take `table`, a dict of dicts of draws: {place on the axis: {series: numbers}}; series have a colour and a marker.
"""

import numpy as np

from course_utils.plots import COLORS, MARKERS, _axes


def redraws(table, ax=None, width=0.8):
    """Every draw as a dot, slightly spread out, with a black bar at the mean."""
    ax = ax or _axes()
    for at, draws, i, name in _places(table, width):
        label = name if at < 0.5 else None
        jitter = np.linspace(-0.3, 0.3, len(draws)) * width / len(_series(table))
        ax.scatter(at + jitter, draws, color=COLORS[i], marker=MARKERS[i], s=24, alpha=0.7, label=label)
        ax.plot(at + jitter[[0, -1]] * 1.2, [np.mean(draws)] * 2, color="black", linewidth=2.5)
    return _finished(ax, table)


def mean_bars(table, ax=None, width=0.8, digits=0):
    """The mean of the draws as a bar, its value above, and one standard deviation on either side as a whisker."""
    ax = ax or _axes()
    for at, draws, i, name in _places(table, width):
        label = name if at < 0.5 else None
        mean, deviation = np.mean(draws), np.std(draws)
        ax.bar(at, mean, width=0.92 * width / len(_series(table)), color=COLORS[i], label=label, alpha=0.85)
        ax.errorbar(at, mean, yerr=deviation, color="black", capsize=4, linewidth=1.3)
        top = max(mean + deviation, mean)
        text = f"{mean:.{digits}f}".replace(".", ",").replace("-", "−")
        ax.annotate(text, (at, top), (0, 4), textcoords="offset points", ha="center", fontsize=11)
    ax.margins(y=0.15)
    return _finished(ax, table)


def _series(table):
    """The names of the series, in order."""
    return list(dict.fromkeys(name for draws in table.values() for name in draws))


def _places(table, width):
    """For each set of draws: where it stands, the draws, the number and the name of its series."""
    names = _series(table)
    for place, series in enumerate(table.values()):
        for name, draws in series.items():
            i = names.index(name)
            yield place + width * (i - (len(names) - 1) / 2) / len(names), np.asarray(draws), i, name


def _finished(ax, table):
    ax.set_xticks(range(len(table)), table)
    ax.grid(alpha=0.3, axis="y")
    if len(_series(table)) > 1:
        ax.legend(fontsize=11)
    return ax
