"""The files beside a notebook that go with it: one rule, for `verifier` and for marking.

Taken along: what is in the notebook's folder and below it, and the `.py` files of the repository's first folder, which
`import` finds at home too. No other notebook, and no module under a name that is ours or a library's: it would take its
place.
"""

import functools
import importlib.util
import re
import sys
from pathlib import PurePosixPath

MAX_BYTES = 20 * 2**20  # of all of them
MAX_FILES = 50
_NEVER = {".ipynb", ".pyc", ".pyd", ".so", ".pth", ".sh"}
_IMPORTS = re.compile(r"^[ \t]*(?:import|from)[ \t]+(\w+)", re.MULTILINE)


def name_of(path, notebook):
    """The name under which the code of a notebook finds a file of its repository; "" for one that is not taken.

    >>> name_of("tp/tp1/data/x.csv", "tp/tp1/a.ipynb"), name_of("outils.py", "tp/tp1/a.ipynb"), name_of("b/x.py", "a/c")
    ('data/x.csv', 'outils.py', '')
    """
    name = _seen_from(path, notebook)
    if name is None or not name.parts or not str(name).isprintable():  # « . », bytes that are no text
        return ""
    odd = any(
        part.startswith((".", "__pycache__")) or len(part.encode("utf-8", "replace")) > 200 for part in name.parts
    )
    if odd or name.suffix.lower() in _NEVER or takes_a_place(_module(name)):
        return ""
    return str(name)


def chosen(sizes, notebook):
    """Of all files of a repository (path → bytes) those that go with a notebook: name → path, within the limits."""
    found, room = {}, MAX_BYTES
    for path in sorted(sizes, key=lambda path: (path.count("/"), path)):
        name = name_of(path, notebook)
        if name and name not in found and sizes[path] <= room and len(found) < MAX_FILES:
            found[name] = path
            room -= sizes[path]
    return found


def doubts(paths, notebook, cells):
    """Sentences on the modules that some cells import and that a repository has where they are not taken along."""
    code = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")
    taken = {_module(PurePosixPath(name)) for path in paths if (name := name_of(path, notebook))}
    for module in dict.fromkeys(_IMPORTS.findall(code)):
        if module in taken or module.startswith("course_"):
            continue
        held = [path for path in paths if path.endswith(".py") and module in _parts(path)]
        if not held or held[0].startswith("course_"):
            continue
        if not takes_a_place(module):
            yield f"Le fichier {held[0]} n’est pas dans le dossier du notebook : « import {module} » ne le trouve pas."
        elif any(_seen_from(path, notebook) for path in held):
            yield (
                f"Le fichier {held[0]} porte le nom d’un module qui existe déjà (« {module} ») : il n’est pas pris, "
                "donnez-lui un autre nom."
            )


@functools.cache
def takes_a_place(module):
    """Whether a file or folder of this name could be imported instead of a module of ours or of a library."""
    if module in sys.stdlib_module_names or module.startswith("course_") or module in ("datasets", "nbgrader_config"):
        return True
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def _seen_from(path, notebook):
    """A path as a notebook's code sees it, None for one that is neither beside nor above it."""
    path, folder = PurePosixPath(path), PurePosixPath(notebook).parent
    home = folder != PurePosixPath(".")
    if home and path.is_relative_to(folder):
        return path.relative_to(folder)
    return path if len(path.parts) == 1 and (path.suffix.lower() == ".py" or not home) else None


def _module(name):
    return name.parts[0].removesuffix(".py")


def _parts(path):
    return [part.removesuffix(".py") for part in PurePosixPath(path).parts]
