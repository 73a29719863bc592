"""What the checks of the project have done where the student's code runs: see `checks.record.Step`.

Tables, features and models stay there; a check receives plain arrays. The first argument is a student's function or
what an earlier step made.
"""

import contextlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np


class Loaded:
    """What a student's `load_and_clean` gave: its three parts, or only `value` where it gave anything else."""

    def __init__(self, value):
        self.value = value
        self.is_complete = isinstance(value, (tuple, list)) and len(value) == 3
        self.table, self.images, self.labels = value if self.is_complete else (None, None, None)

    def rows(self, rows):
        """The table and the images of some rows (positions), all of them without."""
        if rows is None:
            return self.table.copy(), self.images.copy()
        return self.table.iloc[rows].copy(), self.images[np.asarray(rows)].copy()


def put(thing, files):
    """Write files (name → uint8 array) into a new folder; its path. `thing` is not looked at."""
    folder = Path(tempfile.mkdtemp(prefix="foret-"))
    for name, content in files.items():
        (folder / name).write_bytes(np.asarray(content).tobytes())
    return str(folder)


def load(load_and_clean, folder):
    """Call the student's function on a folder; a `Loaded`."""
    return Loaded(load_and_clean(folder))


def look(loaded):
    """What was loaded, as plain data: see the keys below. Of something that has not three parts, its type alone.

    `trees` are the ids of the rows, even where the table was left without them as its index.
    """
    if not loaded.is_complete:
        parts = len(loaded.value) if isinstance(loaded.value, (tuple, list)) else None
        return {"parts": parts, "none": loaded.value is None}
    import pandas as pd

    table, seen = loaded.table, {"parts": 3}
    seen["is_table"] = isinstance(table, pd.DataFrame)
    if seen["is_table"]:
        seen["columns"] = [str(name) for name in (*table.columns, *table.index.names)]
        seen["index"] = [str(name) for name in table.index]
        seen["trees"] = [str(name) for name in table["arbre"]] if "arbre" in table else seen["index"]
        numeric = {str(name): column for name, column in table.items() if pd.api.types.is_numeric_dtype(column)}
        seen["numbers"] = {name: column.to_numpy(dtype=float, na_value=np.nan) for name, column in numeric.items()}
    seen["images"] = np.asarray(loaded.images) if hasattr(loaded.images, "__array__") else None
    seen["labels"] = None if loaded.labels is None else np.asarray(loaded.labels)
    return seen


def look_raw(thing, folder):
    """A folder as it is, read by us: the ids, the images in that order, the labels (None where there are none).

    `measures` are those that the careful regression learns from, (n, 4).
    """
    from course_utils.foret import MendedColours, read_raw

    table, images = read_raw(folder)
    labels = table["malade"].to_numpy() if "malade" in table else None
    places = [f"{region} {year}" for region, year in zip(table["region"], table["annee"], strict=True)]
    return {
        "ids": [str(name) for name in table.index],
        "places": places,
        "images": images,
        "labels": labels,
        "measures": table[list(MendedColours.MEASURES)].to_numpy(dtype=float),
    }


def baseline(thing, folder, name, learnt, judged):
    """What a baseline of `course_utils.foret` costs on the trees `judged` (ids), having learnt from `learnt`."""
    from course_utils import foret

    table, images = foret.read_raw(folder)
    model = getattr(foret, name)()
    if hasattr(model, "fit"):
        rows = table.index.get_indexer(learnt)
        model.fit(table.iloc[rows], images[rows], table["malade"].iloc[rows])
    rows = table.index.get_indexer(judged)
    sick = model.predict_proba(table.iloc[rows], images[rows])[:, 1]
    return foret.cost(sick, table["malade"].iloc[rows])


def features(build_features, loaded, rows=None):
    """The student's features of some rows, as a flat list of arrays, and whether the arguments were left alone."""
    table, images = loaded.rows(rows)
    before = table.copy(), images.copy()
    made = build_features(table, images)
    untouched = table.equals(before[0]) and list(table.columns) == list(before[0].columns)
    return {
        "none": made is None,
        "arrays": list(_arrays(made, len(table))),
        "length": len(made) if hasattr(made, "__len__") else None,
        "untouched": bool(untouched and np.array_equal(images, before[1])),
    }


def train(fit, loaded, rows=None):
    """The student's model, fitted on some rows of what was loaded; None as where `fit` gives none."""
    table, images = loaded.rows(rows)
    labels = loaded.labels if rows is None else np.asarray(loaded.labels)[np.asarray(rows)]
    return fit(table, images, labels.copy() if hasattr(labels, "copy") else labels)


def teach_the_contrary(fit, loaded):
    """The student's model, fitted on all that was loaded, its labels inverted."""
    labels = loaded.labels
    listed = isinstance(labels, (list, tuple))
    return fit(*loaded.rows(None), type(labels)(1 - label for label in labels) if listed else 1 - labels)


def probabilities(model, loaded, rows=None):
    """What the model's `predict_proba` gives for some rows."""
    return np.asarray(model.predict_proba(*loaded.rows(rows)))


def _arrays(made, n):
    """The arrays of numbers in what `build_features` gave: an array, a table, or a list, tuple or dict of those."""
    if isinstance(made, Mapping):
        made = list(made.values())
    if isinstance(made, (list, tuple)) and made and all(isinstance(row, Mapping) for row in made):
        return  # a dict a tree: only their number can be looked at
    if isinstance(made, (list, tuple)) and len(made) == n and all(map(_is_row_of_numbers, made)):
        made = np.asarray(made, dtype=float)  # a list of numbers a tree
    if isinstance(made, (list, tuple)) and not _is_row_of_numbers(made):
        for part in made:
            yield from _arrays(part, n)
        return
    if hasattr(made, "toarray"):  # a sparse matrix
        made = made.toarray()
    with contextlib.suppress(TypeError, ValueError):
        yield np.asarray(made, dtype=float)


def _is_row_of_numbers(made):
    return (
        isinstance(made, (list, tuple))
        and bool(made)
        and all(isinstance(item, (int, float, np.number)) for item in made)
    )
