"""The sample class of `course demo`: who is in it, here; what each of them hands in, a module a TP.

The answers come from the banks, `course_admin/answers`.
"""

import ast
import json
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import PurePath

from course_admin.answers import answer
from course_utils.notebook.cell import grade_id, is_answer

ALL = 99  # exercises


@dataclass(frozen=True)
class Commit:
    """What a student commits, and when: the answers up to exercise `solves`, right where `answers` names no other."""

    date: str
    solves: int = ALL
    answers: tuple[str, ...] = ()  # right/NAME or wrong/NAME of the TP's bank
    cells: dict[str, str] = field(default_factory=dict)  # grade id → text, over all others
    essay: str | dict | None = None  # the written answer (or answers by grade id); the TP's `ESSAY` where None
    raw: bytes | None = None  # the file as it is, instead of all this


@dataclass(frozen=True)
class Work:
    """What one student does in a TP: what happens in a few words, the commits, and the marker's mark and comment."""

    story: str
    commits: tuple[Commit, ...] = ()
    hand_mark: float | None = None  # of the written answers, 1 for all their points
    comment: str = ""


@dataclass(frozen=True)
class Student:
    """One student of the class."""

    id: str
    name: str
    exam: str = ""
    group: str = ""
    reachable: bool = True


CLASS = (
    Student("alvarez", "Inès Álvarez", exam="16,5"),
    Student("bernard", "Hugo Bernard", exam="11"),
    Student("chen", "Lina Chen", exam="12"),
    Student("diallo", "Moussa Diallo", exam="9,75"),
    Student("evrard", "Chloé Evrard", exam="8"),
    Student("faure", "Théo Faure", exam="13,25"),
    Student("garcia", "Lucía García", exam="14"),
    Student("haddad", "Karim Haddad", exam="10"),
    Student("ivanov", "Sacha Ivanov", exam="ABI"),
    Student("joly", "Manon Joly", exam="15"),
    Student("kone", "Awa Koné", exam="10,5"),
    Student("lopez", "Nino Lopez", exam="7"),
    Student("morel", "Jade Morel", exam="6,5", reachable=False),
    Student("nguyen", "Linh Nguyen", exam="12,5", group="binome-1"),
    Student("olivier", "Paul Olivier", exam="ABJ", group="binome-1"),
    Student("petit", "Zoé Petit", exam="9"),
)


def work(tp):
    """What the class does in a TP: student → `Work`; who is not in it does nothing."""
    return import_module(f"course_admin.demo.sample_class.{tp}").WORK


def fill(tp, notebook, commit):
    """The released notebook (bytes) of a TP as a student hands it in with this commit (bytes)."""
    if commit.raw is not None:
        return commit.raw
    content = json.loads(notebook)
    essay = import_module(f"course_admin.demo.sample_class.{tp}").ESSAY if commit.essay is None else commit.essay
    right = answer(tp, "reference").source
    others = {PurePath(name).name.partition("_")[0]: answer(tp, PurePath(name).name).source for name in commit.answers}
    for cell in content["cells"]:
        if not is_answer(cell):
            continue
        exercise, _, function = grade_id(cell).partition("_")
        if grade_id(cell) in commit.cells:
            cell["source"] = commit.cells[grade_id(cell)]
        elif cell["cell_type"] == "markdown":
            written = essay.get(grade_id(cell), "") if isinstance(essay, dict) else essay
            cell["source"] = written or cell["source"]
        elif int(exercise.removeprefix("ex")) <= commit.solves:
            cell["source"] = definition(others.get(exercise, ""), function) or definition(right, function)
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def definition(source, function):
    """What a cell needs to define `function` as a file of the bank does: imports, helpers, itself; "" without it.

    >>> print(definition("import math\\n\\ndef f():\\n    return g()\\n\\ndef g():\\n    return 2", "f"))
    import math
    <BLANKLINE>
    <BLANKLINE>
    def g():
        return 2
    <BLANKLINE>
    <BLANKLINE>
    def f():
        return g()
    """
    tree = ast.parse(source)
    defined = {name: node for node in tree.body for name in _names(node)}
    if function not in defined:
        return ""
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    parts = ["\n".join(ast.get_source_segment(source, node) for node in imports)] if imports else []
    parts += [ast.get_source_segment(source, defined[name]) for name in _needs(defined, function)]
    return "\n\n\n".join(parts)


def _names(node):
    """The name that a statement defines: a function's, a class's or a constant's."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    return (
        [target.id for target in node.targets if isinstance(target, ast.Name)] if isinstance(node, ast.Assign) else []
    )


def _needs(defined, name):
    """The names that one uses, directly or through another, and itself last."""
    used = {node.id for node in ast.walk(defined[name]) if isinstance(node, ast.Name)}
    helpers = [found for other in defined if other in used - {name} for found in _needs(defined, other)]
    return [*dict.fromkeys(helpers), name]
