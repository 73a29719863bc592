"""What two parts of the engine save, in CPU time, so that each stays only as long as it does: `docs/engine.md` says so.

Keras made quicker (`quick_keras`): a first `fit` in a fork, with it and without it, in turns. Illustrations that are
not run: their share of what the source of TP1 costs, its tests aside.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
ROOT = Path(__file__).parents[1]
TURNS = 5


def main():
    quick, plain = fits(True), fits(False)
    ratio = statistics.median(plain) / statistics.median(quick)
    before, after = statistics.median(plain), statistics.median(quick)
    print(f"first fit: {before:.2f} s as it is, {after:.2f} s quicker, {ratio:.2f} times")
    shown, all_cells = illustrations(ROOT / "notebooks/tp/tp1/descente_de_gradient.ipynb")
    print(f"TP1: illustrations {shown:.1f} s of {all_cells:.1f} s, {100 * shown / all_cells:.0f} %")
    sys.exit(ratio < 1.2 or shown < 0.1 * all_cells)


def fits(quick):
    """CPU seconds of the first `fit` of a small network in a fork that has imported Keras, as the warm workers are."""
    import keras  # noqa: F401

    return [in_fork(first_fit, quick) for _ in range(TURNS)]


def first_fit(quick):
    import keras
    import numpy as np

    if quick:
        from course_admin.marking.engine.quick_keras import make_quick

        make_quick()
    X, y = np.random.default_rng(0).normal(size=(256, 8)), np.zeros(256)
    layers = [keras.layers.Input((8,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(1, "sigmoid")]
    model = keras.Sequential(layers)
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    began = time.process_time()
    model.fit(X, y, epochs=5, verbose=0)
    return time.process_time() - began


def illustrations(path):
    """CPU seconds of the cells tagged `illustration` and of all code cells but the tests of a source."""
    return in_fork(run_cells, path)


def run_cells(path):
    import matplotlib

    matplotlib.use("agg")
    from course_admin.marking.engine.illustrations import is_tagged
    from course_utils.notebook.cell import is_test, read

    os.chdir(path.parent)
    spent, namespace = {True: 0.0, False: 0.0}, {}
    for cell in map(read, json.loads(path.read_bytes())["cells"]):
        if cell["cell_type"] == "code" and not is_test(cell):
            began = time.process_time()
            exec(compile(cell["source"], "cell", "exec"), namespace)
            spent[is_tagged(cell)] += time.process_time() - began
    return spent[True], sum(spent.values())


def in_fork(function, *args):
    """What a function returns in a fork of this process, its output aside."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.write(writing, json.dumps(function(*args)).encode())
        os._exit(0)
    os.close(writing)
    os.wait()
    with os.fdopen(reading, "rb") as pipe:
        return json.loads(pipe.read())


if __name__ == "__main__":
    main()
