"""The graph of a computation: each number with its value and, below it, its gradient."""

import matplotlib.pyplot as plt

from course_utils.plots import INPUT, OUTPUT, VERMILION, short_number


def computation_graph(result, ax=None):
    """Draw what `result` was computed from, operands on the left.

    A number has `data`, `grad`, `parents`, `operation` and `label`, as those of `nn.autodiff` and of chapter 3.
    """
    places = _places(result)
    width, height = (1 + max(coordinates) - min(coordinates) for coordinates in zip(*places.values(), strict=True))
    if ax is None:
        _, ax = plt.subplots(figsize=(2.4 * width, 1.35 * height + 0.6))
    for value, (x, y) in places.items():
        for parent in dict.fromkeys(value.parents):
            begin, times = places[parent], value.parents.count(parent)
            arrow = {"arrowstyle": "-|>", "color": "0.5", "linewidth": 1.8, "shrinkA": 34, "shrinkB": 34}
            for bend in (0,) if times == 1 else (0.2, -0.2):
                bent = {"connectionstyle": f"arc3,rad={bend}"}
                ax.annotate("", (x, y), begin, arrowprops=arrow | bent, zorder=1)
        colour = OUTPUT if value is result else INPUT if not value.parents else "white"
        box = {"boxstyle": "round,pad=0.45", "facecolor": colour, "edgecolor": "0.2"}
        name, number = value.label or value.operation, short_number(value.data)
        ax.text(x, y + 0.02, f"{name}\n{number}", ha="center", va="center", fontsize=13, bbox=box, zorder=3)
        ax.text(x, y - 0.47, f"∂ = {short_number(value.grad)}", ha="center", va="center", color=VERMILION, fontsize=13)
    xs, ys = zip(*places.values(), strict=True)
    ax.set(xlim=(min(xs) - 0.5, max(xs) + 0.5), ylim=(min(ys) - 0.75, max(ys) + 0.5))
    ax.set_title("Dans les cases, les valeurs ; en dessous, les gradients du résultat")
    ax.axis("off")
    return ax


def _places(result):
    """Where each number goes: a column after its parents, numbers without parents just before who uses them."""
    depth, row, places = {}, [0.0], {}

    def visit(value):
        if value in depth:
            return
        for parent in value.parents:
            visit(parent)
        depth[value] = 1 + max((depth[parent] for parent in value.parents), default=-1)

    visit(result)

    def place(value, column):
        if value in places:
            return
        known = [parent for parent in dict.fromkeys(value.parents)]
        for parent in known:
            place(parent, depth[parent] if parent.parents else column - 1)
        if not known:
            row[0] -= 1.0
        heights = [places[parent][1] for parent in known if parent in places]
        places[value] = (column, sum(heights) / len(heights) if heights else row[0])

    place(result, depth[result])
    return places
