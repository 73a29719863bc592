"""Shell lines and magics in a student's cell while it is marked: passed over with one sentence, in every sandbox alike.

`!ls`, `%pip install`, `%%bash` and `%matplotlib widget` work or not on the machine that they were written for; no mark
may depend on them. The rest of the cell runs.
"""

import sys

from IPython.utils.text import SList

PASSED_OVER = "« {} » n’est pas exécuté lors de la correction ; le reste de la cellule l’est."
INSTALLERS = ("pip", "conda", "mamba", "micromamba", "uv", "matplotlib", "gui", "pylab")
SCRIPTS = ("bash", "sh", "script", "system", "sx", "cmd", "perl", "ruby", "javascript", "js", "html", "svg", "latex")


def install(shell):
    """Make an IPython shell pass them over."""
    shell.system = shell.system_piped = shell.system_raw = lambda command: say(f"!{command}")
    shell.getoutput = lambda command, split=True, depth=0: say(f"!{command}") or (SList() if split else "")
    for name in INSTALLERS:
        shell.register_magic_function(lambda line, name=name: say(f"%{name} {line}"), "line", name)
    for name in SCRIPTS:
        shell.register_magic_function(lambda line, cell="", name=name: say(f"%%{name} {line}"), "cell", name)
    for name in ("sx", "system", "sc"):
        shell.register_magic_function(lambda line, name=name: say(f"%{name} {line}"), "line", name)
    sys.breakpointhook = lambda *args, **kwargs: say("breakpoint()")
    known = shell.run_line_magic, shell.run_cell_magic

    def line_magic(name, line, _stack_depth=1):
        if shell.find_line_magic(name) is None:
            return say(f"%{name} {line}")
        return known[0](name, line, _stack_depth=_stack_depth + 1)

    def cell_magic(name, line, cell):
        if shell.find_cell_magic(name) is None:
            return say(f"%%{name} {line}")
        return known[1](name, line, cell)

    shell.run_line_magic, shell.run_cell_magic = line_magic, cell_magic


def say(what):
    print(PASSED_OVER.format(" ".join(what.split())[:80]))
