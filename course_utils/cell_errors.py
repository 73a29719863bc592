"""What stops a cell of a notebook, in French: the line, the likely cause, what to do.

A line that Python cannot read and a name that does not exist are told in two lines, without a traceback; any other
error that `checks.errors` knows has its sentence above the traceback, which is Python's own.
"""

import ast
import difflib
import linecache
import sys

from course_utils.checks.errors import french
from course_utils.checks.errors_of_syntax import french_syntax
from course_utils.environment import wrapped
from course_utils.told_errors import also_tell

RUN_ABOVE = (
    "si le noyau a redémarré, tout est à exécuter de nouveau : choisissez, dans le menu « Exécution », "
    "« Exécuter tout au-dessus de la cellule sélectionnée »"
)
_IMPORTED = {"np": "numpy", "plt": "matplotlib", "pd": "pandas", "keras": "keras", "tf": "tensorflow"}


class Told(Exception):
    """A sentence, and the line of code that it speaks of; JupyterLab shows both, and no traceback."""

    def __init__(self, sentence, *code):
        super().__init__(sentence)
        self.code = code

    def _render_traceback_(self):
        return [*wrapped(self), *self.code]


def tell_in_french(shell):
    """Have an IPython shell tell the errors of its cells in French."""
    also_tell(shell, Exception, _other)
    also_tell(shell, NameError, _name)
    also_tell(shell, SyntaxError, _syntax)
    # What the compiler refuses once the cell is read, a `return` outside of a function, does not go by the handlers.
    shell.showsyntaxerror = lambda *args, **options: _syntax(shell, *sys.exc_info())


def _syntax(shell, kind, error, trace, tb_offset=None):
    error = _as_a_file_would(error)
    text = (error.text or linecache.getline(error.filename or "", error.lineno or 0)).rstrip("\n")
    code = text.lstrip()
    under = max((error.offset or 1) - 1 - (len(text) - len(code)), 0)
    sentence = f"Ligne {error.lineno} de cette cellule : {french_syntax(error.msg, text)}."
    _show(shell, Told(sentence, f"    {code}", "    " + " " * min(under, len(code)) + "^"))


def _as_a_file_would(error):
    """The same error as Python has for a file: a notebook's cell that ends too soon says no more than that it does."""
    if "incomplete" in (error.msg or ""):
        try:
            ast.parse("".join(linecache.getlines(error.filename or "")))
        except SyntaxError as plain:
            return plain
    return error


def _name(shell, kind, error, trace, tb_offset=None):
    number, line = _place(trace)
    name = getattr(error, "name", "")
    if kind is not NameError or not name:  # a local variable that has no value yet
        _other(shell, kind, error, trace, tb_offset)
        return
    near = difflib.get_close_matches(name, [known for known in shell.user_ns if known[0] != "_"], 1, 0.75)
    if near:
        advice = f"vouliez-vous dire « {near[0]} » ? Sinon, {RUN_ABOVE}"
    elif name in _IMPORTED:
        advice = f"c’est la première cellule, celle des imports, qui va chercher {_IMPORTED[name]} : exécutez-la"
    else:
        advice = f"une faute de frappe, ou une cellule plus haut qui n’a pas été exécutée ; {RUN_ABOVE}"
    where = f"Ligne {number} de cette cellule : " if number else ""
    sentence = f"{where}« {name} » n’existe pas. {advice[0].upper()}{advice[1:]}."
    _show(shell, Told(sentence, *filter(None, [line and f"    {line}"])))


def _other(shell, kind, error, trace, tb_offset=None):
    sentence = None if hasattr(error, "_render_traceback_") else french(kind.__name__, str(error))
    if sentence:
        number, line = _place(trace)
        where = f"Ligne {number}, « {line} » : " if line else ""
        print("\n".join(wrapped(f"{where}{sentence}. (Dessous, le détail, dans l’anglais de Python.)")))
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _show(shell, told):
    shell.showtraceback((type(told), told, None))


def _place(trace):
    """Number and text of the last line of a cell that an error went through; (None, "") outside of cells."""
    number, line = None, ""
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if "ipykernel_" in file or "ipython-input" in file:
            number, line = trace.tb_lineno, linecache.getline(file, trace.tb_lineno).strip()
        trace = trace.tb_next
    return number, line
