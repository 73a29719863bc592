"""A notebook run from top to bottom as marking runs it: in a new kernel, beside the files that marking takes along."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from course_utils import handin
from course_utils.handin import HandinError
from course_utils.notebook import beside

CELL_SECONDS = 120  # longer than any right answer takes
_PLACE = "notebooks/tp/rendu"  # where marking puts a notebook: `../../../datasets` is what it is at home


@contextlib.contextmanager
def world(root, path, files):
    """A folder with what goes with the notebook at `path` of the repository `root`, where marking would put it.

    `files` are those of the repository, path → bytes.
    """
    with tempfile.TemporaryDirectory(prefix="verifier-", ignore_cleanup_errors=True) as top:
        folder = Path(top, _PLACE)
        folder.mkdir(parents=True)
        for shared in ("datasets", "course_utils"):
            if (root / shared).exists():
                with contextlib.suppress(OSError):  # a Windows that gives no links
                    Path(top, shared).symlink_to(root / shared, target_is_directory=True)
        for name, source in beside.chosen(files, path).items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / source, target)
        yield folder


def execute(notebook, folder, root, progress=None, numbers=None):
    """Run the cells from top to bottom in a new kernel, errors kept as outputs; returns seconds, raises HandinError.

    The notebook (a dict) receives the outputs; what was left unexecuted, after an endless loop or the kernel's death,
    has `execution_count` None. `progress(number, total)` is told of each code cell before it runs; `numbers` are those
    under which the student knows the cells, by their text.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    cells = [one for one in notebook["cells"] if one["cell_type"] == "code"]
    for cell in cells:
        cell.update(outputs=[], execution_count=None)
    executed = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, **notebook})
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    client = NotebookClient(
        executed,
        timeout=CELL_SECONDS,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    client.log.disabled = True
    start, number, numbers = time.perf_counter(), 0, numbers_of(notebook) if numbers is None else numbers
    environment = {**os.environ, "PYTHONPATH": path, "COURSE_STATIC": "1"}
    try:
        client.reset_execution_trackers()
        with client.setup_kernel(env=environment, stderr=subprocess.DEVNULL):
            for index, cell in enumerate(executed.cells):
                if cell.cell_type == "code":
                    number += 1
                    if progress:
                        progress(number, len(cells))
                    client.execute_cell(cell, index)
    except DeadKernelError:
        message = f"le noyau s’est arrêté brutalement ({where(cell, numbers)}) ; la suite n’a pas pu s’exécuter."
        raise HandinError(message) from None
    except CellTimeoutError:
        raise HandinError(
            f"{where(cell, numbers)} ne s’est pas arrêtée après {CELL_SECONDS} s : cherchez une boucle sans fin. "
            "La suite n’a pas été exécutée."
        ) from None
    except RuntimeError as error:  # jupyter_client's own, before the first cell
        raise HandinError(f"le noyau n’a pas démarré ({error}) ; fermez d’autres programmes et recommencez.") from None
    finally:
        notebook["cells"] = executed["cells"]
    return time.perf_counter() - start


def numbers_of(notebook):
    """The number of each code cell of a student's notebook, by its text: marking adds cells to it."""
    texts = [one["source"].strip() for one in notebook["cells"] if one["cell_type"] == "code"]
    return {text: number for number, text in reversed(list(enumerate(texts, start=1)))}


def where(cell, numbers):
    """A code cell for a student to find: its number, and its exercise where it has one."""
    number, name = numbers.get(cell["source"].strip()), (handin.grade_id(cell) or "").removeprefix("test_")
    found = f"la cellule de code n° {number}" if number else "une cellule remise par la correction"
    return found + (f", exercice {name}," if name else "")
