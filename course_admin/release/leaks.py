"""What must never be in a release: the instructor's words, and imports of modules that the release withholds."""

import ast
import json
import re

from course_admin.base.errors import CourseError

_COLLECTED = re.compile(r"course_[\w.]+\*")
FORBIDDEN = ("BEGIN SOLUTION", "BEGIN HIDDEN", "BEGIN MARK SCHEME", "course_admin")


def refuse_leaks(files, withheld):
    """Raise CourseError at the first of `files` (path → bytes) that gives away something or would not run."""
    for path, content in files.items():
        for words in FORBIDDEN:
            if words.encode() in content:
                raise CourseError(f"{path} would reach the students with '{words}' in it; mend its source first")
        for module in sorted(imports(path, content) & set(withheld)):
            raise CourseError(
                f"{path} imports {module}, which is withheld then; tag the cell `apres-…` or import it later"
            )


def imports(path, content):
    """The modules that a Python file or a notebook's code cells import, at any depth, as dotted names.

    Modules that are collected by the beginning of their names (`checks.exercise.collected`) are one, with its star.

    >>> sorted(imports("course_utils/nn/layers.py", b"import numpy as np\\nfrom .losses import mse"))
    ['course_utils.nn.losses', 'course_utils.nn.losses.mse', 'numpy']
    """
    if path.endswith(".py"):
        sources = [content.decode("utf-8")]
    elif path.endswith(".ipynb"):
        cells = json.loads(content)["cells"]
        sources = [_without_magics("".join(c["source"])) for c in cells if c["cell_type"] == "code"]
    else:
        sources = []
    return {name for source in sources for node in _nodes(source) for name in _names(node, path)}


def _without_magics(source):
    """A cell without IPython's `%magic` and `!shell` lines, which Python's parser does not know."""
    return "\n".join(line for line in source.split("\n") if not line.lstrip().startswith(("%", "!")))


def _nodes(source):
    """The syntax tree's nodes; none for a text that is no Python, which imports nothing either."""
    try:
        return list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return []


def _names(node, path):
    """The modules that one node names; `from a import b` may mean the module a.b."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _COLLECTED.fullmatch(node.value):
        return [node.value]
    if not isinstance(node, ast.ImportFrom):
        return []
    folders = path.split("/")[: -node.level] if node.level else []
    origin = ".".join([*folders, *([node.module] if node.module else [])])
    return [origin, *(f"{origin}.{alias.name}" for alias in node.names)]
