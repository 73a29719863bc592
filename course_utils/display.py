"""Figures in a notebook: with alternative text, moved by a slider, played as an animation.

Our builds and tests execute notebooks with `COURSE_STATIC=1`: then a figure is one small PNG, no widget is made and
nothing random or live is stored. Without it, in JupyterLab, `slider` and `animation_player` add their controls above
the very same figure; with `COURSE_FRAMES`, they store all their frames for the site (`course_utils.frames`) and nothing
is shown. In a plain script all three show the figure as `plt.show()` does.

The alternative text is stored with the PNG: in `metadata["image/png"]["alt"]`, from where nbconvert's classic template
and our site take it, and as `text/plain`. JupyterLab 4 reads neither, so a live figure is an `<img alt="…">`.
"""

import base64
import html
import io
import os
import sys
import warnings

import matplotlib.pyplot as plt
from matplotlib.axis import Axis
from matplotlib.ticker import ScalarFormatter

from course_utils import frames

_FRENCH = str.maketrans({",": "\N{NARROW NO-BREAK SPACE}", ".": ",", "-": "−"})  # of a number as Python writes it
DPI = 100


class DecimalComma(ScalarFormatter):
    """The usual tick labels, with a decimal comma as French writes them."""

    def __call__(self, x, pos=None):
        return super().__call__(x, pos).replace(".", ",")


def show(alt, figure=None):
    """Show the current figure (or `figure`) with the alternative text `alt`, and close it. Ends a plotting cell.

    `alt` says in a sentence or two what a reader who cannot see the figure should know: what is drawn, what it shows.
    """
    if not alt or not alt.strip():
        raise ValueError("show(alt=…) attend une phrase qui décrit la figure.")
    figure = figure or plt.gcf()
    if frames.folder():
        pass  # only frames are wanted
    elif _in_notebook():
        from IPython.display import display

        data, metadata = _bundle(_png(figure), alt)
        display(data, metadata=metadata, raw=True)
    else:
        _show_in_script()
    plt.close(figure)


def slider(draw, alt, labels=None, initial=None, **choices):
    """Show the figure that `draw(**values)` makes, with one slider an argument where the notebook is live.

    `choices` gives each argument's list of values; `initial` (a dict) the values of the static figure, else the middle
    of each list; `labels` (a dict) what is written beside a slider. `alt` describes the static figure.

        slider(draw_boundary, alt="…", learning_rate=[0.01, 0.1, 1], labels={"learning_rate": "pas α"})
    """
    start = {name: values[len(values) // 2] for name, values in choices.items()} | (initial or {})
    unknown = set(start) - set(choices)
    if unknown:
        raise ValueError(f"initial nomme des arguments sans valeurs : {', '.join(sorted(unknown))}.")
    if frames.folder():
        controls = [_control(name, values, start, labels or {}) for name, values in choices.items()]
        frames.store(lambda *values: _picture(draw, dict(zip(choices, values, strict=True))), alt, controls)
    elif not _is_live():
        show(alt, _figure(draw, start))
    else:
        _live_slider(draw, alt, labels or {}, start, choices)


def _live_slider(draw, alt, labels, start, choices):
    """The sliders of `slider`, moved by a kernel."""
    import ipywidgets

    controls = {
        name: ipywidgets.SelectionSlider(
            options=[(_text(value), value) for value in values],
            value=start[name],
            description=labels.get(name, name),
            continuous_update=False,
            style={"description_width": "initial"},
        )
        for name, values in choices.items()
    }
    _live(draw, alt, ipywidgets.HBox(list(controls.values())), controls)


def animation_player(draw, n_frames, alt, stored=-1, interval=250):
    """Show frame `stored` (the last by default) of `draw(0)`, …, `draw(n_frames - 1)`, or all of them in JupyterLab.

    Each call of `draw` makes one figure. `interval` is the time between two frames in milliseconds. `alt` describes the
    whole animation: what moves, and where it ends.
    """
    stored = range(n_frames)[stored]
    if frames.folder():
        numbers = list(range(n_frames))
        texts = [f"{i + 1} sur {n_frames}" for i in numbers]
        control = {"label": "image", "values": numbers, "texts": texts, "start": stored}
        frames.store(lambda i: _picture(draw, {"i": i}, positional=True), alt, [control], interval)
    elif not _is_live():
        show(alt, _figure(draw, {"i": stored}, positional=True))
    else:
        _live_player(draw, alt, n_frames, interval)


def _live_player(draw, alt, n_frames, interval):
    """The player of `animation_player`, moved by a kernel."""
    import ipywidgets

    frame = ipywidgets.IntSlider(max=n_frames - 1, description="image")
    play = ipywidgets.Play(max=n_frames - 1, interval=interval)
    ipywidgets.jslink((play, "value"), (frame, "value"))
    _live(draw, alt, ipywidgets.HBox([play, frame]), {"i": frame}, positional=True)


def _live(draw, alt, box, controls, positional=False):
    """Display the controls and, below them, the figure for their values; each figure is drawn once, then kept."""
    from IPython.display import display

    drawn = {}

    def bundle():
        values = {name: control.value for name, control in controls.items()}
        key = tuple(control.index if hasattr(control, "index") else control.value for control in controls.values())
        if key not in drawn:
            figure = _figure(draw, values, positional)
            drawn[key] = _bundle(_png(figure), alt)
            plt.close(figure)
        return drawn[key]

    display(box)
    data, metadata = bundle()
    handle = display(data, metadata=metadata, raw=True, display_id=True)

    def redraw(_change):
        data, metadata = bundle()
        handle.update(data, metadata=metadata, raw=True)

    for control in controls.values():
        control.observe(redraw, names="value")


def _figure(draw, values, positional=False):
    """The figure that `draw` makes: the one that it leaves as the current one."""
    draw(*values.values()) if positional else draw(**values)
    return plt.gcf()


def _control(name, values, start, labels):
    """A slider's control, as `frames.store` takes it."""
    values = list(values)
    texts = [_text(value) for value in values]
    return {"label": labels.get(name, name), "values": values, "texts": texts, "start": values.index(start[name])}


def _picture(draw, values, positional=False):
    """The figure that `draw` makes, as a PIL image; it is closed."""
    figure = _figure(draw, values, positional)
    picture = _rendered(figure)
    plt.close(figure)
    return picture


def _rendered(figure):
    """The figure as a PIL image: decimal commas, cropped."""
    from PIL import Image

    for axis in figure.findobj(Axis):
        if type(axis.get_major_formatter()) is ScalarFormatter:  # nobody has chosen another
            axis.set_major_formatter(DecimalComma())
    full = io.BytesIO()
    quick = {"compress_level": 0}
    figure.savefig(full, format="png", dpi=DPI, bbox_inches="tight", facecolor="white", pil_kwargs=quick)
    full.seek(0)
    return Image.open(full).convert("RGB")


def _png(figure):
    """The figure as a small PNG of at most 256 colours, which the eye does not miss."""
    from PIL import Image

    small = io.BytesIO()
    colours = _rendered(figure).quantize(256, method=Image.Quantize.MAXCOVERAGE)  # keeps the rare ones
    colours.save(small, format="png", optimize=True)
    return small.getvalue()


def _bundle(png, alt):
    """What IPython displays: the data by type, and their metadata."""
    image = base64.b64encode(png).decode()
    if _is_live():
        tag = f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{image}">'
        return {"text/html": tag, "text/plain": alt}, {}
    return {"image/png": image, "text/plain": alt}, {"image/png": {"alt": alt}}


def _in_notebook():
    """True in a Jupyter kernel."""
    if "IPython" not in sys.modules:
        return False
    shell = sys.modules["IPython"].get_ipython()
    return shell is not None and hasattr(shell, "kernel")


def _is_live():
    """True in a Jupyter kernel whose outputs are not going to be stored by our builds."""
    return _in_notebook() and os.environ.get("COURSE_STATIC") != "1"


def _show_in_script():
    """`plt.show()`, silent where there is no screen."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*non-interactive", category=UserWarning)
        plt.show()


def _text(value):
    """A value as a slider shows it: −0.18 as « −0,18 », ten thousand as « 10 000 »."""
    if not isinstance(value, (int, float)):
        return str(value)
    return (f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else f"{value:g}").translate(_FRENCH)
