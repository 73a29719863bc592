"""The cells of ours that only show something, and that marking therefore leaves out: no mark depends on them.

In the instructor's source they are tagged `illustration`. In a submission such a cell is left out while its text is
still ours, and unless a cell of the student's own reads a name that one of them binds: then all of them run. It
compiles what a student wrote, so it is called in a guarded process alone (`submission.read_guarded`).
"""

import ast
import dis
import re
from types import CodeType

TAG = "illustration"
ANALYSED = 200_000  # characters that a student wrote; where there are more, all cells run
# With these a cell can read a name that its text does not hold.
_REFLECTION = {"globals", "locals", "vars", "dir", "eval", "exec", "get_ipython", "__main__"}


def leave_out(cells, source):
    """Tag those of the merged `cells` (changed in place) that need not run; `source` is the instructor's notebook."""
    ours = {cell["source"].strip() for cell in source["cells"] if cell["cell_type"] == "code"}
    shown = {cell["source"].strip() for cell in source["cells"] if is_tagged(cell)}
    names = set().union(*map(binds, shown))
    written = [c["source"] for c in cells if c["cell_type"] == "code" and c["source"].strip() not in ours]
    if sum(map(len, written)) <= ANALYSED and not any(reads(text, names) for text in written):
        for cell in cells:
            if cell["cell_type"] == "code" and cell["source"].strip() in shown:
                cell["metadata"] = cell["metadata"] | {"tags": [TAG]}


def is_tagged(cell):
    """Whether a code cell only shows something."""
    return cell["cell_type"] == "code" and TAG in cell["metadata"].get("tags", ())


def binds(text):
    """The global names that a cell binds.

    >>> sorted(binds("import os\\nfor i in range(3):\\n    fig, ax = f(x)"))
    ['ax', 'fig', 'i', 'os']
    """
    return {name for kind, name in _names(_compiled(text)) if kind == "STORE"}


def reads(text, names):
    """Whether a cell may read one of the global `names` before it has bound it itself.

    >>> reads("for i in range(3):\\n    print(i)", {"i"}), reads("i += 1", {"i"}), reads("def f(i): return i", {"i"})
    (False, True, False)
    """
    words = set(re.findall(r"\w+", text))
    if not names or not words & (names | _REFLECTION):
        return False
    try:
        steps = _names(_compiled(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # magics, or nothing that can run
        return bool(words & names)
    bound = set()
    for kind, name in steps:
        if kind == "STORE":
            bound.add(name)
        elif name in names - bound or name in _REFLECTION:
            return True
    return False


def _compiled(text):
    return compile(text, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def _names(code, inside=False):
    """(STORE, LOAD, DELETE or IMPORT; name) of each use of a global name, in the order of the text."""
    for step in dis.get_instructions(code):
        kind, _, place = step.opname.partition("_")
        if isinstance(step.argval, CodeType):
            yield from _names(step.argval, inside=True)
        elif "GLOBAL" in place or ("NAME" in place and not (inside and kind == "STORE")):  # that one binds in a class
            yield kind, step.argval
