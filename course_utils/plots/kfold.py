"""The folds of a cross-validation: one row a training, one column a part of the data, which validates once."""

from course_utils.plots import COLORS, _axes


def folds(names, scores=None, ax=None, colours=None):
    """A row for each training; `names` are those of the parts, `scores` (k,) what each training got, in percent."""
    ax = ax or _axes(figsize=(11, 4.2))
    k = len(names)
    look = {"ha": "center", "va": "center", "fontsize": 11}
    paper = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}
    for row in range(k):
        for part in range(k):
            held = part == row
            colour = colours[part] if colours else COLORS[1] if held else COLORS[5]
            fade = 1 if held or not colours else 0.35
            ax.barh(row, 0.96, left=part, height=0.7, color=colour, alpha=fade, hatch="//" if held else "")
            ax.text(part + 0.48, row, "validation" if held else "apprentissage", bbox=paper, **look)
        if scores is not None:
            ax.text(k + 0.1, row, f"P = {scores[row]:.0f} %", va="center")
    ax.set_yticks(range(k), [f"tour {row + 1}" for row in range(k)])
    ax.set_xticks([part + 0.48 for part in range(k)], names)
    ax.set(title=f"Validation croisée, k = {k}", ylabel="apprentissages", xlabel="les données")
    ax.set(xlim=(0, k + (0.9 if scores is not None else 0)), ylim=(k - 0.4, -0.6))
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    return ax
