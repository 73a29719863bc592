"""Run experiments of a chapter again from other draws: `datasets/mesures_generateurs.csv`.

    python -m course_admin.author.redraw_chapters [06_autoencodeurs]     about five minutes of processor a chapter

The cells of the chapter that an experiment needs are run five times side by side, one after the other. Every seed that
a cell sets is moved, and a cell that sets none starts from one of its own: weights, batches and noise are others,
the data the same. `read_redraws.py` says what is read off their names; the chapter prints it (`other_draws`) beside its
own draw, so that a sentence says what other draws say as well. The table grows as the cells are run: what was read is
kept if the rest is stopped. Another processor may round otherwise.
"""

import argparse
import builtins
import csv
import linecache
import os
import symtable
import time
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import matplotlib
import matplotlib.pyplot as plt
import nbformat
import numpy as np

from course_admin.author.generate_data import DATASETS, write_checksums
from course_admin.author.read_redraws import READ
from course_admin.author.train_generators import ROOT
from course_utils import plots

DRAWS = range(1, 6)
TABLE = DATASETS / "mesures_generateurs.csv"
COLUMNS = ("experience", "modele", "reglage", "graine", "valeur")


class Moved:
    """`with Moved(draw)`: each seed that is set is moved to another place; `start` is for a cell that sets none."""

    def __init__(self, draw, start=0):
        self.draw, self.start = draw, start

    def __enter__(self):
        self.keras, self.numpy = keras.utils.set_random_seed, np.random.default_rng
        self.layers = keras.random.SeedGenerator
        keras.utils.set_random_seed = lambda seed: self.keras(seed + 1000 * self.draw)
        keras.random.SeedGenerator = lambda seed: self.layers(seed + 1000 * self.draw)
        np.random.default_rng = lambda *seed: self.numpy(*(number + 1000 * self.draw for number in seed))
        keras.utils.set_random_seed(self.start)

    def __exit__(self, *_):
        keras.utils.set_random_seed, np.random.default_rng = self.keras, self.numpy
        keras.random.SeedGenerator = self.layers


def names(source):
    """The names that a cell's code binds, and those that it takes from elsewhere, as two sets."""
    top = symtable.symtable(source, "cell", "exec")
    bound = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    taken = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    inner = list(top.get_children())
    while inner:
        table = inner.pop()
        taken |= {s.get_name() for s in table.get_symbols() if s.is_global()}
        inner += table.get_children()
    return bound, taken - bound - set(dir(builtins))


def needed(cells, wanted):
    """Of the code cells, in order: the two that prepare, the `wanted` (by id), and those that bind what they use."""
    found = [names(cell.source) for cell in cells]
    kept, todo = {0, 1}, [i for i, cell in enumerate(cells) if cell.id in wanted]
    while todo:
        i = todo.pop()
        kept.add(i)
        sources = (max((j for j in range(i) if name in found[j][0]), default=i) for name in found[i][1])
        todo += [j for j in sources if j not in kept]
    return [cells[i] for i in sorted(kept)]


def run(chapter, cells, read, draws=DRAWS):
    """Run these cells once a draw, without their figures, and put what is read after each of them into the table."""
    spaces = {draw: {"__name__": chapter} for draw in draws}
    for cell in cells:
        name, start = f"{chapter}-{cell.id}", time.process_time()
        lines = cell.source.splitlines(keepends=True)
        linecache.cache[name] = (len(cell.source), None, lines, name)  # tf.function reads what it traces
        code, rows = compile(cell.source, name, "exec"), []
        for draw, space in spaces.items():
            with Moved(draw, start=zlib.crc32(cell.id.encode()) % 997):
                exec(code, space)
            plt.close("all")
            measured = read[cell.id](space) if cell.id in read else {}
            for experiment, models in measured.items():
                for model, settings in models.items():
                    rows += [(experiment, model, setting, draw, f"{value:.5g}") for setting, value in settings.items()]
        if rows:
            write_table(rows)
            print(f"{name}: {len(rows)} numbers, {time.process_time() - start:.0f} s", flush=True)


def write_table(rows):
    """Put these rows in the table, in the place of the former ones of the same experiment and draw."""
    made, kept = {(row[0], str(row[3])) for row in rows}, []
    if TABLE.exists():
        with TABLE.open(encoding="utf-8", newline="") as file:
            kept = [row for row in list(csv.reader(file))[1:] if (row[0], row[3]) not in made]
    ordered = sorted([*kept, *([str(field) for field in row] for row in rows)], key=lambda row: (row[0], int(row[3])))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *ordered])


def main(arguments=None):
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m course_admin.author.redraw_chapters")
    parser.add_argument("chapters", nargs="*", choices=[*READ, []], help="default: all")
    options = parser.parse_args(arguments)
    matplotlib.use("Agg")
    for name in ("show", "slider", "animation_player"):
        setattr(plots, name, lambda *_, **__: None)
    for chapter in options.chapters or READ:
        notebook = nbformat.read(ROOT / "notebooks" / "cours" / f"{chapter}.ipynb", 4)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        run(chapter, needed(code, READ[chapter]), READ[chapter])
    write_checksums()


if __name__ == "__main__":
    main()
