"""How a cell that lost its tag is known again, and what a student wrote beside the cell that was meant for it."""

import ast

from course_utils.notebook.cell import binds, defines, grade_id, identity, tags, text

NO_ANSWER = "si_ecrit"  # cells that draw what the answers give: nothing stands on them


def answers(cells, our):
    """Of ordinary `cells` those that hold the answer `our`, written: by its id, or by all that it defines, last first.

    An answer is written where its text is not the released one.
    """
    written = [one for one in cells if text(one) not in ("", text(our))]
    by_id = [one for one in written if identity(our) and identity(one) == identity(our)]
    names = defines(our)
    return by_id + [one for one in reversed(written) if names and names <= defines(one)]


def same(cells, our):
    """Of ordinary `cells` those that have the id or the text of `our`."""
    by_id = [one for one in cells if identity(our) and identity(one) == identity(our)]
    return by_id + [one for one in cells if text(one) and text(one) == text(our)]


def added(cells):
    """The free text of a student's own cells: Markdown, raw, or prose and comments put into a code cell."""
    return [text(one) for one in cells if text(one) and (one["cell_type"] != "code" or _is_prose(text(one)))]


def more(cell, our):
    """What a student wrote into a text of ours: the lines that are not ours, as a list of one text or none."""
    ours = {line.strip() for line in our["source"].splitlines()}
    lines = [line for line in cell["source"].splitlines() if line.strip() and line.strip() not in ours]
    return ["\n".join(lines)] if lines else []


def is_foundation(our):
    """Whether others stand on an untagged cell of ours: it imports or binds something, and is no figure."""
    special = [one for one in tags(our) if one == "illustration" or one.startswith("apres-")]
    if grade_id(our) or our["cell_type"] != "code" or special or NO_ANSWER + "(" in our["source"]:
        return False
    return bool(binds(our))


def runs_first(cell, our):
    """Whether running `cell` runs our text first, whatever follows it."""
    if cell["cell_type"] != "code" or not text(cell).startswith(text(our)):
        return False
    return text(cell) == text(our) or _is_python(cell["source"])


def _is_prose(source):
    """Whether a code cell's text is no program: it cannot be read as one, or is comments and strings alone."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    if any(line.startswith(("%", "!", "?")) for line in lines):
        return False
    if len(source.split()) < 4:
        return False
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        words = [line for line in lines if len(line.split()) >= 4]
        return 2 * len(words) >= len(lines)
    return all(isinstance(node, ast.Expr) and _is_text(node.value) for node in body)


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_python(source):
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
