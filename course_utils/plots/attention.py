"""Who looks at whom: the attention weights of a sequence as a table of shades."""

import matplotlib.pyplot as plt

from course_utils.plots import BLUES


def attention_map(weights, rows, columns=None, ax=None, title="", values=None):
    """Weights (n_rows, n_columns) in [0, 1]: each row is a place that looks, each column a place that is looked at.

    `rows` and `columns` are the words or characters (the same if `columns` is None). The weights are written in the
    cells where there are at most 36 of them, unless `values` says otherwise.
    """
    columns = rows if columns is None else columns
    ax = ax or plt.subplots(figsize=(5.5, 4.8))[1]
    ax.imshow(weights, cmap=BLUES, vmin=0, vmax=1)
    ax.set_xticks(range(len(columns)), [_visible(word) for word in columns])
    ax.set_yticks(range(len(rows)), [_visible(word) for word in rows])
    ax.set(xlabel="place regardée", ylabel="place qui regarde", title=title)
    ax.spines[:].set_visible(False)
    if values or (values is None and weights.size <= 36):
        for (i, j), weight in _cells(weights):
            text = f"{weight:.2f}".replace(".", ",")
            ax.text(j, i, text, ha="center", va="center", color="white" if weight > 0.6 else "black", fontsize=11)
    return ax


def _cells(weights):
    return (((i, j), weights[i, j]) for i in range(weights.shape[0]) for j in range(weights.shape[1]))


def _visible(character):
    """A space or a newline, as a sign that can be seen."""
    return {" ": "␣", "\n": "↵"}.get(character, character)
