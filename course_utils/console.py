"""What the student's commands print, on any console: one that has no ✔ gets [ok], and nothing ever fails for a sign."""

import codecs
import sys

_SIGNS = {"✔": "[ok]", "✘": "[!]", "⏳": "[...]", "→": "->", "’": "'", "…": "...", "\u202f": " ", "−": "-"}


def any_console():
    """Let standard output take every character, whatever its encoding (cp1252 on some Windows consoles)."""
    codecs.register_error("course", _replaced)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="course")


def _replaced(error):
    text = error.object[error.start : error.end]
    plain = "".join(_SIGNS.get(sign, "?") for sign in text)
    return plain, error.end
