"""The figures of the course. Every function draws on `ax` (a new figure without it) and returns the axes.

Colours are those of Okabe and Ito (2008), told apart by colour-blind readers; classes and curves differ by marker or
line too. Texts are in French and can be replaced with `ax.set_title(…)` and its like; `show` gives the axes' numbers
their decimal commas. A notebook calls `style()` once, and ends a plotting cell with `show(alt="…")`.
"""

import warnings
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, LogNorm
from matplotlib.ticker import MaxNLocator

from course_utils.display import animation_player, show, slider

__all__ = [
    "COLORS",
    "MARKERS",
    "animation_player",
    "confusion_matrix",
    "decision_regions",
    "gradient_norms",
    "images",
    "learning_curves",
    "loss_curve",
    "loss_landscape",
    "network_diagram",
    "points",
    "show",
    "slider",
    "style",
    "trees",
]

BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, YELLOW, BLACK = "#E69F00", "#56B4E9", "#F0E442", "#000000"
COLORS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, YELLOW, BLACK)
MARKERS = ("o", "^", "s", "D", "v", "P", "X", "*")
LINES = ("-", "--", "-.", ":")
INPUT, HIDDEN, OUTPUT = "#BFE1F5", "#CDEBDD", "#F8DDA4"  # pale sky, green and orange: text stays readable on them
BLUES = LinearSegmentedColormap.from_list("blues", ["#FFFFFF", BLUE])
BLUE_TO_VERMILION = LinearSegmentedColormap.from_list("blue_to_vermilion", [BLUE, "#FFFFFF", VERMILION])


def style():
    """Set matplotlib for a projector: large text, thick lines, the course's colours. Called once, in the first cell."""
    # On a busy machine the search for a legend's best place warns that it is slow; the place is right all the same.
    warnings.filterwarnings("ignore", message="Creating legend with loc", category=UserWarning)
    plt.rcParams.update(
        {
            "figure.figsize": (7.5, 4.5),
            "figure.dpi": 100,
            "font.size": 13,
            "axes.titlesize": 15,
            "axes.titlepad": 10,
            "axes.labelsize": 13,
            "axes.prop_cycle": plt.cycler(color=COLORS),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "legend.fontsize": 12,
            "legend.framealpha": 0.9,
            "lines.linewidth": 2.2,
            "lines.markersize": 7,
            "image.cmap": "gray",
        }
    )


def points(X, y, ax=None, names=None, **options):
    """Scatter of `X` (n, 2), a colour and a marker for each class of `y` (n,); `names` names the classes, in order."""
    ax = ax or _axes()
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    options = {"s": 34, "alpha": 0.8, "linewidths": 0.6} | options
    for i, label in enumerate(np.unique(y)):
        name = names[i] if names is not None else f"classe {label}"
        inside = y == label
        look = {"color": COLORS[i % 8], "marker": MARKERS[i % 8], "edgecolor": "white"} | options
        ax.scatter(*X[inside].T, label=name, zorder=3, **look)
    ax.set(xlabel=ax.get_xlabel() or "$x_1$", ylabel=ax.get_ylabel() or "$x_2$")
    ax.legend()
    return ax


def trees(X, y, ax=None, **options):
    """Scatter of the trees, as `load_arbres` gives them: healthy ones blue discs, sick ones vermilion triangles."""
    ax = ax or _axes()
    points(X, y, ax, names=["sain", "malade"], **options)
    ax.set(xlabel="branches cassées", ylabel="hauteur (m)", title="Les arbres du guide")
    return ax


def decision_regions(predict, X, y, ax=None, names=None, probability=False, resolution=200):
    """The regions where `predict` answers each class, under the points of the sample, and the frontier between them.

    `predict` takes an array (m, 2) and returns m labels, or, with `probability=True`, m probabilities of the class 1
    (shape (m,) or (m, 1)), drawn as shades with the frontier at 0.5.
    """
    ax = ax or _axes()
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    margin = 0.06 * (X.max(axis=0) - X.min(axis=0) + 1e-9)
    (left, bottom), (right, top) = X.min(axis=0) - margin, X.max(axis=0) + margin
    across, up = np.meshgrid(np.linspace(left, right, resolution), np.linspace(bottom, top, resolution))
    predicted = np.asarray(predict(np.column_stack([across.ravel(), up.ravel()]))).reshape(across.shape)
    if probability:
        shades = ax.contourf(across, up, predicted, levels=np.linspace(0, 1, 11), cmap=BLUE_TO_VERMILION, alpha=0.55)
        ax.figure.colorbar(shades, ax=ax, label="probabilité de la classe 1", ticks=[0, 0.5, 1])
        ax.contour(across, up, predicted, levels=[0.5], colors="black", linewidths=1.8)
    else:
        classes = np.unique(y)
        rank = np.searchsorted(classes, predicted)
        colours = ListedColormap(COLORS[: len(classes)])
        ax.pcolormesh(across, up, rank, cmap=colours, vmin=0, vmax=len(classes) - 1, alpha=0.22, shading="nearest")
        for i in range(1, len(classes)):
            if (rank >= i).any() and (rank < i).any():
                ax.contour(across, up, rank >= i, levels=[0.5], colors="black", linewidths=1.5)
    points(X, y, ax, names=names)
    ax.xaxis.set_major_locator(MaxNLocator(steps=[1, 2, 5, 10]))
    ax.set(xlim=(left, right), ylim=(bottom, top), title="Régions de décision")
    return ax


def learning_curves(curves, x=None, ax=None, xlabel="époque", ylabel="perte"):
    """Curves by name, for example a training history `{"loss": […], "val_loss": […]}`.

    A curve is a list of numbers, or an array (n_repeats, n_points): then its mean is drawn, and a band of one standard
    deviation on either side. `x` gives the abscissas (1, 2, … without it).
    """
    ax = ax or _axes()
    for i, (name, values) in enumerate(curves.items()):
        values = np.asarray(values, dtype=float)
        mean = values.mean(axis=0) if values.ndim == 2 else values
        at = np.arange(1, len(mean) + 1) if x is None else np.asarray(x)
        few = len(mean) <= 25
        line = {"color": COLORS[i % 8], "linestyle": LINES[i % 4], "marker": MARKERS[i % 8] if few else None}
        ax.plot(at, mean, label=_FRENCH.get(name, name), **line)
        if values.ndim == 2:
            spread = values.std(axis=0)
            ax.fill_between(at, mean - spread, mean + spread, color=COLORS[i % 8], alpha=0.18, linewidth=0)
    if x is None:
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(xlabel=xlabel, ylabel=ylabel, title="Courbes d’apprentissage")
    ax.grid(alpha=0.3)
    ax.legend()
    return ax


def loss_curve(loss, limits, path=None, ax=None):
    """The landscape of a loss of one parameter: `loss(theta)` between two `limits`, and a descent `path` (n,) on it."""
    ax = ax or _axes()
    theta = np.linspace(*limits, 400)
    ax.plot(theta, [float(loss(t)) for t in theta], color="0.35", zorder=1)
    if path is not None:
        path = np.ravel(path)
        heights = [float(loss(t)) for t in path]
        ax.plot(path, heights, color=VERMILION, marker="o", linewidth=1, linestyle=":", label="descente")
        _ends(ax, np.column_stack([path, heights]))
        ax.legend()
    ax.set(xlabel="paramètre θ", ylabel="perte C(θ)", title="Paysage de la perte")
    return ax


def loss_landscape(loss, xlim, ylim, path=None, ax=None, log=False, resolution=80):
    """Level lines of a loss of two parameters, and a descent `path` (n_steps + 1, 2) from its square to its star.

    `loss` takes an array (2,) and returns a number. `log=True` spaces the levels as powers of ten, for a narrow valley.
    """
    ax = ax or _axes()
    across, up = np.linspace(*xlim, resolution), np.linspace(*ylim, resolution)
    heights = np.array([[float(loss(np.array([a, b]))) for a in across] for b in up])
    if log:
        lowest = max(heights.min(), heights.max() * 1e-6)
        scale = {"levels": np.geomspace(lowest, heights.max(), 18), "norm": LogNorm(lowest, heights.max())}
        heights = np.maximum(heights, lowest)
    else:
        scale = {"levels": 18}
    ax.contourf(across, up, heights, cmap=BLUES, alpha=0.75, **scale)
    ax.contour(across, up, heights, colors="0.35", linewidths=0.6, **{"levels": scale["levels"]})
    if path is not None:
        path = np.asarray(path, dtype=float)
        ax.plot(*path.T, color=VERMILION, marker="o", markersize=4, linewidth=1.5, label="descente")
        _ends(ax, path)
        ax.legend()
    ax.set(xlim=xlim, ylim=ylim, xlabel="paramètre θ₁", ylabel="paramètre θ₂", title="Paysage de la perte")
    return ax


def confusion_matrix(y, y_pred, ax=None, names=None):
    """How many samples of each true class (rows) got each label (columns); the shade is the share of the row."""
    y, y_pred = np.asarray(y), np.asarray(y_pred)
    classes = np.union1d(y, y_pred)
    ax = ax or _axes(figsize=(7, 6) if len(classes) > 5 else (5.5, 4.5))
    names = [str(c) for c in classes] if names is None else names
    counts = np.array([[np.sum((y == true) & (y_pred == label)) for label in classes] for true in classes])
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, cmap=BLUES, vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(counts):
        ink = "white" if shares[row, column] > 0.5 else "black"
        ax.text(column, row, count, ha="center", va="center", color=ink, fontsize=16 if len(classes) < 6 else 12)
    ticks = range(len(classes))
    ax.set_xticks(ticks, names)
    ax.set_yticks(ticks, names)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set(xlabel="classe prédite", ylabel="vraie classe", title="Matrice de confusion")
    return ax


def gradient_norms(norms, ax=None):
    """The gradient's norm in each layer, by network: `{"sigmoïde": [layer 1, layer 2, …], "ReLU": […]}`, log scale."""
    ax = ax or _axes()
    for i, (name, values) in enumerate(norms.items()):
        line = {"color": COLORS[i % 8], "linestyle": LINES[i % 4], "marker": MARKERS[i % 8]}
        ax.plot(np.arange(1, len(values) + 1), values, label=name, **line)
    ax.set_yscale("log")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(
        xlabel="couche l (1 = la première)",
        ylabel="norme de ∂C/∂W",
        title="Le gradient, couche par couche",
    )
    ax.grid(alpha=0.3, which="both")
    ax.legend()
    return ax


def images(pictures, titles=None, columns=8, ax=None):
    """Pictures (n, height, width), grey levels, side by side in rows of `columns`, with a short title above each."""
    pictures = np.asarray(pictures)
    n, height, width = pictures.shape
    rows = -(-n // columns)
    ax = ax or _axes(figsize=(1.1 * columns, 1.45 * rows if titles is not None else 1.15 * rows))
    space = 0.45 if titles is not None else 0.08  # between two rows, in heights of a picture
    for i, picture in enumerate(pictures):
        left, top = (i % columns) * 1.08 * width, (i // columns) * (1 + space) * height
        ax.imshow(picture, cmap="gray_r", extent=(left, left + width, top + height, top), interpolation="nearest")
        ax.add_patch(plt.Rectangle((left, top), width, height, fill=False, edgecolor="0.7", linewidth=0.8))
        if titles is not None:
            ax.text(left + width / 2, top - 0.06 * height, titles[i], ha="center", va="bottom", fontsize=12)
    ax.set(xlim=(-1, 1.08 * columns * width), ylim=(rows * (1 + space) * height, -space * height), aspect="equal")
    ax.axis("off")
    return ax


def network_diagram(
    layer_sizes,
    weights=None,
    biases=None,
    activations=None,
    weight_gradients=None,
    bias_gradients=None,
    deltas=None,
    ax=None,
    most_neurons=6,
):
    """A dense network, input on the left, with what is given of its values (black) and of its gradients (vermilion).

    `weights[l]` is (n_out, n_in), `biases[l]` (n_out,), both also the shapes of their gradients; `activations` has one
    array a layer, the input's included; `deltas[l]` is ∂C/∂z of layer l + 1. A layer of more than `most_neurons` is cut
    by dots.
    """
    detailed = weights is not None or activations is not None
    tallest = min(max(layer_sizes), most_neurons)
    across, up, radius = (4.9, 3.3, 0.62) if detailed else (2.4, 1.0, 0.3)
    size = (4.2 * len(layer_sizes) - 2.2, 2.6 * tallest + 1.0) if detailed else (7.5, 4.5)
    ax = ax or _axes(figsize=size)
    columns = [_column(size, most_neurons, across * layer, up) for layer, size in enumerate(layer_sizes)]

    for layer, (sources, targets) in enumerate(pairwise(columns), start=1):
        for k, start in sources.items():
            for j, end in targets.items():
                ax.plot(*zip(start, end, strict=True), color="0.6", linewidth=1.4 if detailed else 0.8, zorder=1)
                if weights is not None:
                    text = f"$w^{{{layer}}}_{{{j + 1}{k + 1}}}$ = {short_number(weights[layer - 1][j][k])}"
                    gradient = None if weight_gradients is None else weight_gradients[layer - 1][j][k]
                    _edge_label(ax, start, end, radius, text, gradient)

    for layer, column in enumerate(columns):
        colour = INPUT if layer == 0 else OUTPUT if layer == len(columns) - 1 else HIDDEN
        for j, place in column.items():
            ax.add_patch(plt.Circle(place, radius, facecolor=colour, edgecolor="0.2", linewidth=1.5, zorder=2))
            if detailed:
                name = f"$x_{{{j + 1}}}$" if layer == 0 else f"$a^{{{layer}}}_{{{j + 1}}}$"
                _node_label(ax, place, name, None if activations is None else np.ravel(activations[layer])[j])
            if layer and biases is not None:
                bias = short_number(biases[layer - 1][j])
                _under(ax, place, radius, 0, f"$b^{{{layer}}}_{{{j + 1}}}$ = {bias}", "black")
            if layer and bias_gradients is not None:
                _under(ax, place, radius, 1, f"∂ = {short_number(bias_gradients[layer - 1][j])}", VERMILION)
            if layer and deltas is not None:
                _under(ax, place, radius, 2, f"δ = {short_number(np.ravel(deltas[layer - 1])[j])}", VERMILION)
        if len(column) < layer_sizes[layer]:
            ax.text(across * layer, 0, "⋮", ha="center", va="center", fontsize=22)
            bottom = min(y for _, y in column.values()) - radius
            ax.text(across * layer, bottom - 0.15, f"{layer_sizes[layer]} neurones", ha="center", va="top", fontsize=12)

    if weight_gradients is not None:
        lowest = min(y for column in columns for _, y in column.values()) - radius
        says = "∂ : dérivée de la perte C par rapport à ce qui est écrit au-dessus"
        ax.text(across * (len(columns) - 1) + radius, lowest - 1.45, says, ha="right", color=VERMILION, fontsize=12)
    ax.set(aspect="equal", title="Réseau " + "-".join(map(str, layer_sizes)))
    ax.autoscale_view()
    ax.margins(0.04)
    ax.axis("off")
    return ax


_FRENCH = {
    "loss": "apprentissage",
    "val_loss": "validation",
    "accuracy": "exactitude, apprentissage",
    "val_accuracy": "exactitude, validation",
}


def _axes(**options):
    """The axes of a new figure."""
    return plt.subplots(**options)[1]


def _ends(ax, path):
    """The first point of a path as a square, the last as a star."""
    ax.scatter(*path[0], marker="s", s=90, color=BLACK, label="départ", zorder=4)
    ax.scatter(*path[-1], marker="*", s=240, color=YELLOW, edgecolor=BLACK, label="arrivée", zorder=4)


def _column(size, most, x, spacing):
    """Places of a layer's neurons, by index, top first; the middle ones are left out where there are too many."""
    if size <= most:
        return {j: (x, spacing * ((size - 1) / 2 - j)) for j in range(size)}
    half = most // 2
    shown = [*range(half), *range(size - half, size)]
    return {j: (x, spacing * (half - (i if i < half else i + 1))) for i, j in enumerate(shown)}


def _edge_label(ax, start, end, radius, text, gradient):
    """The weight above its edge and its gradient below, near the source, where crossing edges are still apart."""
    start, end = np.array(start), np.array(end)
    along = (end - start) / np.linalg.norm(end - start)
    across = 0.07 * np.array([-along[1], along[0]])
    angle = np.degrees(np.arctan2(along[1], along[0]))
    at = start + (radius + (0.2 if abs(angle) < 10 else 0.5)) * along
    look = {"rotation": angle, "rotation_mode": "anchor", "ha": "left", "fontsize": 12}
    ax.text(*(at + across), text, va="bottom", **look)
    if gradient is not None:
        ax.text(*(at - across), f"∂ = {short_number(gradient)}", va="top", color=VERMILION, **look)


def _node_label(ax, place, name, value):
    """A neuron's name and, where it is known, its value under the name."""
    x, y = place
    if value is None:
        ax.text(x, y, name, ha="center", va="center", fontsize=16)
    else:
        ax.text(x, y + 0.2, name, ha="center", va="center", fontsize=15)
        ax.text(x, y - 0.22, short_number(value), ha="center", va="center", fontsize=12, fontweight="bold")


def _under(ax, place, radius, line, text, colour):
    """A line of text under a neuron."""
    x, y = place
    ax.text(x, y - radius - 0.25 - 0.32 * line, text, ha="center", va="center", color=colour, fontsize=12)


def short_number(value):
    """Three significant digits, with a decimal comma and a true minus sign.

    >>> short_number(-0.12345)
    '−0,123'
    """
    return f"{float(value):.3g}".replace("-", "−").replace(".", ",")
