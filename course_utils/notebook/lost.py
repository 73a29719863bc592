"""How a cell that lost its tag is known again, and what a student wrote beside the cell that was meant for it."""

import ast
import re

from course_utils.notebook.cell import binds, defines, grade_id, identity, names, tags, text

NO_ANSWER = "si_ecrit"  # cells that draw what the answers give: nothing stands on them
_FENCED = re.compile(r"^```.*\n((?:.*\n)*?)```", re.MULTILINE)


def answers(cells, our):
    """Of ordinary `cells` those that hold the answer `our`, written: by its id, or by all that it defines, last first.

    An answer is written where its text is not the released one.
    """
    written = [one for one in cells if text(one) not in ("", text(our)) and not _FENCED.search(one["source"])]
    by_id = [one for one in written if identity(our) and identity(one) == identity(our)]
    wanted = defines(our)
    return by_id + [one for one in reversed(written) if wanted and wanted <= names(one)]


def holders(cells, our):
    """Of any `cells` those in which the answer `our` is written besides something else, the last first."""
    wanted = defines(our)
    return [one for one in reversed(cells) if wanted and text(one) != text(our) and wanted <= names(_as_code(one))]


def part(cell, our, locked, alone):
    """The text of the answer `our` in a cell that holds more: what it defines, `alone` or with all that is beside it.

    `locked` is the released text of that cell, "" where it is the student's own: its statements are none of theirs.
    """
    source = _as_code(cell)["source"]
    try:
        body, given = ast.parse(source).body, {ast.dump(node) for node in ast.parse(locked).body}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        ours = set(locked.splitlines())
        return "\n".join(line for line in source.splitlines() if line not in ours).strip()
    kept = [node for node in body if ast.dump(node) not in given]
    if alone:
        kept = [node for node in kept if defines(our) & _bound(node)]
    lines = source.split("\n")
    return "\n".join("\n".join(lines[_first(node) - 1 : node.end_lineno]) for node in kept)


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


def _as_code(cell):
    """The cell with the code in it alone: of a text cell, what is fenced."""
    fenced = _FENCED.findall(cell["source"]) if cell["cell_type"] == "markdown" else []
    return cell | {"source": "\n".join(fenced)} if fenced else cell


def _bound(node):
    """The names that a statement binds, those within functions apart."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


def _first(node):
    """The first line of a statement, its decorators included."""
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_python(source):
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
