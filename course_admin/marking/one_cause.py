"""One cause behind most of a hand-in's lost points: a line that spoilt what the answers stand on.

`np = 3`, a shadowed `list`, `del np`, `np.mean = …`, a setting of a library: the answers may be right, and the tests
fail. Where half of the points or more are lost, the submission is run again without such lines, then without each
alone. Nothing of it changes a mark: the instructor is told, with what the tests would have given.
"""

import ast
import builtins
import json
import re
from collections import defaultdict

from course_admin.marks.rows import TO_CHECK
from course_utils.checks.progress import french_number
from course_utils.notebook import reading
from course_utils.notebook.cell import binds, is_answer, is_test, text

MOST = 6  # lines that are tried alone
_SETTINGS = re.compile(r"^(set|chdir|enable|disable|reset|use|run_functions|filterwarnings|simplefilter|exec)")
_NOT_DEFINED = re.compile(r"name '(\w+)' is not defined|« (\w+) » n’est pas défini")
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def sentences(notebook, ran, released, again):
    """The sentences on one cause, as a list of one or none.

    `notebook` are the bytes that were run, `ran` their `Results`, `released` what students received (bytes);
    `again(notebook)` runs another.
    """
    total, won = sum(verdict.max_points for verdict in ran.verdicts), points(ran)
    if 2 * (total - won) < total or not total:
        return []
    found = _line(notebook, released, won, total, again) or _missing_name(ran, won, total)
    return [found] if found else []


def points(ran):
    """What the tests of some `Results` give."""
    return sum(verdict.points for verdict in ran.verdicts)


def _line(notebook, released, won, total, again):
    """The sentence on a line without which half of the points or more come back; None where no line does."""
    suspects = _suspects(json.loads(notebook)["cells"], reading.read(released).cells)
    if not suspects:
        return None
    whole = points(again(_without(notebook, suspects)))
    if 2 * (whole - won) < total:
        return None
    for one in suspects[:MOST] if len(suspects) > 1 else ():
        alone = points(again(_without(notebook, [one])))
        if alone >= whole:
            return _costs(f"la ligne « {_shown(one)} »", alone, won, total)
    lines = ", ".join(f"« {_shown(one)} »" for one in suspects[:3])
    return _costs(f"la ligne {lines}" if len(suspects) == 1 else f"l’ensemble des lignes {lines}", whole, won, total)


def _costs(what, without, won, total):
    return (
        f"{TO_CHECK}{what} coûte {french_number(without - won)} point(s) ; sans cela, les tests auraient donné "
        f"{french_number(without)} sur {french_number(total)}."
    )


def _shown(suspect):
    return " ".join(suspect[2].split())[:80]


def _suspects(cells, ours):
    """The student's statements that act on what others stand on: (cell, number in it, text)."""
    known, texts = set(dir(builtins)), {text(one) for one in ours}
    for one in ours:
        if one["cell_type"] == "code" and not is_answer(one):
            known |= binds(one)
    return [
        (index, number, ast.get_source_segment(cell["source"], node) or "")
        for index, cell in enumerate(cells)
        if cell["cell_type"] == "code" and not is_test(cell) and text(cell) not in texts
        for number, node in enumerate(_statements(cell["source"]))
        if _spoils(node, known)
    ]


def _statements(source):
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _spoils(node, known):
    """Whether a statement gives a known name another value, takes a name away, changes a module or a setting."""
    if isinstance(node, ast.Delete):
        return True
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return any(alias.name == "*" for alias in node.names) or _imports_another(node, known)
    if isinstance(node, _DEFINITIONS):
        return node.name in known
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store) and one.id in known:
            return True
        if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store):
            return True
        if isinstance(one, ast.Call) and _SETTINGS.match(_called(one)):
            return True
    return False


def _imports_another(node, known):
    """Whether an import binds a known name to something that is not usually called so."""
    usual = {"np": "numpy", "plt": "matplotlib.pyplot", "pd": "pandas", "tf": "tensorflow"}
    module = getattr(node, "module", None)
    return any(
        (name := alias.asname or alias.name.split(".")[0]) in known
        and alias.name not in (name, usual.get(name))
        and f"{module}.{alias.name}" != usual.get(name)
        for alias in node.names
    ) or (module is not None and any((alias.asname or alias.name) in dir(builtins) for alias in node.names))


def _called(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _without(notebook, suspects):
    """The notebook without some statements."""
    changed, out = json.loads(notebook), defaultdict(set)
    for index, number, _ in suspects:
        out[index].add(number)
    for index, numbers in out.items():
        cell = changed["cells"][index]
        kept = [node for number, node in enumerate(_statements(cell["source"])) if number not in numbers]
        cell["source"] = ast.unparse(ast.Module(kept, []))
    return json.dumps(changed, ensure_ascii=False).encode()


def _missing_name(ran, won, total):
    """The sentence on one undefined name that took half of the points or more."""
    lost = defaultdict(float)
    for verdict in ran.verdicts:
        name = _NOT_DEFINED.search(verdict.message)
        if verdict.status != "passed" and name:
            lost[name[1] or name[2]] += verdict.max_points
    for name, cost in lost.items():
        if 2 * cost >= total:
            return (
                f"{TO_CHECK}« {name} » n’est pas défini, et cela seul coûte {french_number(cost)} point(s) ; sans "
                f"cette cause, les tests auraient donné jusqu’à {french_number(won + cost)} sur {french_number(total)}."
            )
    return None
