"""`make notebooks`: run the notebooks again and store them so that a diff shows only what an author changed.

    python -m course_admin.author.notebooks                       every notebook below notebooks/, in order
    python -m course_admin.author.notebooks notebooks/cours/02_perceptron.ipynb
    python -m course_admin.author.notebooks --check [paths…]      runs nothing: is what is stored complete and clean?

A notebook runs in its own folder, as in JupyterLab, under nbval and under nbgrader; what it imports comes from the
installed package, and data through `course_utils.data`, so nothing depends on that folder. `COURSE_STATIC=1` is set: a
widget (slider, player of an animation) then shows its static figure and nothing else.

How to write one. The `.ipynb` is the only source that is committed. Either work in JupyterLab, save, and run this
module on the file; or edit it as text (`pip install jupytext`), in a folder outside the repository:

    NOTEBOOK=notebooks/cours/02_perceptron.ipynb
    jupytext --to py:percent $NOTEBOOK -o text.py             (a new notebook starts from an empty text)
    jupytext --update --to ipynb text.py -o $NOTEBOOK         (--update keeps the cells' identifiers)
    python -m course_admin.author.notebooks $NOTEBOOK

In the text a cell starts with `# %%` or `# %% [markdown]`; its metadata follow on the same line, as `key=json`:

    # %% tags=["apres-tp1"]
    # %% nbgrader={"grade": false, "grade_id": "ex4_mse", "locked": false, "schema_version": 3, "solution": true, …}
    # %% nbgrader={"grade": true, "grade_id": "test_ex4_mse", "points": 1, …} tags=["raises-exception"]

The tag `raises-exception` of a TP's test cells lets "Run All" go on after a check that fails; this module refuses the
error all the same.

Tests hold every stored notebook to this: each code cell executed, in order, without an error; at most 1.5 MB; no
timings, widget state, object addresses or temporary paths in it. Numbers that come out of training are printed to 2
digits or as a verdict, a plotting cell ends with `course_utils.plots.show` (which also takes the alternative text), and
progress bars stay out, because nbval compares the text.
"""

import argparse
import copy
import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course_admin.base.errors import CourseError, in_one_line
from course_utils.notebook.cell import grade_id

ROOT = Path(__file__).resolve().parents[2]
MAX_BYTES = 1_500_000
TIMEOUT = 300  # seconds a cell
ENVIRONMENT = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "COURSE_STATIC": "1", "PYTHONHASHSEED": "0"}
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
KEPT = ("nbgrader", "jupyter", "deletable", "editable", "slideshow", "widget")  # of a cell's metadata; and tags
WIDGETS = "application/vnd.jupyter.widget-view+json"
COLOURS = re.compile(r"\x1b\[[\d;]*m")  # of a traceback, for a terminal
# What differs at each run; none of it may be stored.
VOLATILE = {
    "an object's address": re.compile(r"\bat 0x[0-9a-f]{6,}"),
    "a temporary path": re.compile(r"/tmp/\S+"),
    "a home folder": re.compile(r"/(?:home|Users)/\w+/|/root/"),
    "a progress bar": re.compile(r"\d+%\|"),
}


def find(paths=()):
    """The notebooks that `paths` name (files, or folders to walk), sorted; without any, all that the course has."""
    paths = [Path(p) for p in paths] or [ROOT / "notebooks"]
    found = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
        elif path.is_file():
            found.append(path)
        else:
            raise CourseError(f"{path}: no such notebook or folder")
    return found


def read(path):
    """The notebook at `path`. Raises CourseError where the file is not one."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, KeyError, nbformat.ValidationError) as error:
        raise CourseError(f"{path}: not a notebook ({str(error).splitlines()[0]})") from error


def execute(notebook, folder, environment=()):
    """A copy of `notebook` with fresh outputs, every cell run in `folder`. Raises CourseError where a cell fails.

    `environment` is what the kernel finds there besides `ENVIRONMENT` and what we find ourselves.
    """
    notebook = copy.deepcopy(notebook)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        force_raise_errors=True,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # ipykernel warns of its TCP transport at each start
        coalesce_streams=True,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute(env=os.environ | ENVIRONMENT | dict(environment))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        lines = [line for line in COLOURS.sub("", str(error)).splitlines() if line.strip()]
        raise CourseError("\n    ".join(["a cell failed:", *lines[-12:]])) from error
    return notebook


def normalise(notebook):
    """A copy with stable identifiers and without whatever differs from one run, or one machine, to the next."""
    notebook = copy.deepcopy(notebook)
    title = next((title for cell in notebook.cells if (title := _title(cell))), None)
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": {"name": "python"}})
    if title:
        notebook.metadata["title"] = title
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    seen = set()
    count = 0
    for number, cell in enumerate(notebook.cells):
        cell.id = _unique(grade_id(cell) or cell.get("id") or f"cell-{number}", seen)
        cell.metadata = _kept(cell.metadata)
        if cell.cell_type != "code":
            continue
        count += 1
        if cell.execution_count is not None:
            cell.execution_count = count
        cell.outputs = [_output(output, cell.execution_count) for output in cell.outputs if not _is_widget(output)]
    return notebook


def problems(notebook, size=0):
    """What keeps a stored notebook from being committed, as sentences; an empty list when all is well."""
    found = []
    if size > MAX_BYTES:
        found.append(
            f"{size / 1e6:.2f} MB, at most {MAX_BYTES / 1e6}: draw fewer points, lower the dpi, store one frame"
        )
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3" or "widgets" in notebook.metadata:
        found.append("not normalised: its kernel is not python3, or it holds widget state")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for count, cell in enumerate(code, start=1):
        name = f"cell {cell.get('id')}"
        if cell.execution_count is None and cell.source.strip():
            found.append(f"{name} was not executed")
        elif cell.source.strip() and cell.execution_count != count:
            found.append(f"{name} has execution_count {cell.execution_count}; run in order it is {count}")
        if "execution" in cell.metadata:
            found.append(f"{name} holds timings")
        found += [f"{name}: {fault}" for output in cell.outputs for fault in _faults(output)]
    return found


def store(path, notebook):
    """Write the notebook whole or not at all."""
    nbformat.validate(notebook)
    temporary = path.with_name(f".{path.name}.new")
    try:
        nbformat.write(notebook, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _title(cell):
    """The first heading of a markdown cell, without its marks."""
    match = re.match(r"#\s+(.+)", cell.source) if cell.cell_type == "markdown" else None
    return match and match[1].strip()


def _unique(name, seen):
    """`name` as a cell identifier that nobody else has."""
    name = re.sub(r"[^A-Za-z0-9_-]", "-", name)[:60]
    unique, n = name, 1
    while unique in seen:
        n += 1
        unique = f"{name}-{n}"
    seen.add(unique)
    return unique


def _kept(metadata):
    """The metadata that mean something: nbgrader's, tags (sorted), a few settings of the page."""
    kept = {name: metadata[name] for name in KEPT if metadata.get(name) not in (None, {})}
    if metadata.get("tags"):
        kept["tags"] = sorted(set(metadata["tags"]))
    kept.get("nbgrader", {}).pop("checksum", None)  # nbgrader makes it when it makes the students' version
    return nbformat.from_dict(kept)


def _is_widget(output):
    """Widget views refer to a kernel that is gone."""
    return WIDGETS in output.get("data", {})


def _output(output, count):
    """One output without the volatile parts of its metadata, numbered as its cell."""
    if "metadata" in output:
        output.metadata = {k: v for k, v in output.metadata.items() if k not in ("needs_background", "execution")}
    if output.output_type == "execute_result":
        output.execution_count = count
    return output


def _faults(output):
    """What is wrong with one stored output."""
    if output.output_type == "error":
        return [f"stores an error ({output.ename})"]
    data = output.get("data", {})
    text = output.get("text", "") + data.get("text/plain", "") + data.get("text/html", "")
    faults = [f"its output holds {what} ({m[0]!r})" for what, rule in VOLATILE.items() if (m := rule.search(text))]
    if output.get("name") == "stderr":
        faults.append(f"writes to stderr ({text.strip()[:60]!r})")
    return faults + (["stores a widget"] if _is_widget(output) else [])


@in_one_line
def main(arguments=None):
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m course_admin.author.notebooks", description=__doc__.splitlines()[0]
    )
    parser.add_argument("paths", nargs="*", help="notebooks or folders (default: notebooks/)")
    parser.add_argument("--check", action="store_true", help="execute nothing; exit with 1 where one is not clean")
    options = parser.parse_args(arguments)
    failed = False
    for path in find(options.paths):
        failed |= bool(_one(path, options.check))
    return int(failed)


def _one(path, check_only):
    """Execute and store one notebook, or only look at it; returns its problems."""
    try:
        notebook = read(path)
        if not check_only:
            notebook = normalise(execute(notebook, path.parent))
            store(path, notebook)
        found = problems(notebook, path.stat().st_size)
    except CourseError as error:
        found = [str(error)]
    print(f"{'✘' if found else '✔'} {path}")
    for problem in found:
        print(f"    {problem}")
    return found


if __name__ == "__main__":
    sys.exit(main())
