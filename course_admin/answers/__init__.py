"""The bank of answers: what every check is tried on, where frozen numbers come from, what the demo class hands in.

`tpN/right/*.py` are right answers written differently, `tpN/wrong/*.py` wrong ones, `tpN/cheats/*.py` answers that know
nothing and look as if (tables, public copies of hidden data). A file is a module that defines
functions of one exercise (`EXERCISE = 4`) and what they need; `right/reference.py` defines them all. A wrong file's
text says which misconception it stands for; `MISTAKE` is its id where a check must recognise it. A wrong file defines
only the functions that are wrong: the others of its exercise are the reference's.

Where an answer is another one but for a line or two, it is a mutant: `tpN/mutants/*.toml` holds a base and, an answer
each, an `id`, what it `says`, and the `old` text of the base with the `new` one in its place (several such pairs are
`edits`; none leaves the base as it is). `mistake` is as `MISTAKE`; `right = true` where it is right all the same. Where
no base is told, it is the reference's functions of the exercise, with what they need.
"""

import ast
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from course_utils.checks.exercise import functions_of

ANSWERS = Path(__file__).parent

# The functions of each TP that has a folder here, by exercise.
FUNCTIONS = {
    folder.name: functions_of(import_module(f"course_utils.checks.{folder.name}").EXERCISES)
    for folder in sorted(ANSWERS.iterdir())
    if (folder / "right").is_dir()
}


@dataclass(frozen=True)
class Answer:
    """One answer of the bank."""

    name: str  # such as ex4_mse_somme
    path: Path  # the file that it comes from
    exercise: int | None  # None: the whole TP
    right: bool
    says: str  # what it is, or which misconception it stands for
    mistake: str | None  # id of the misconception that a check must recognise
    source: str
    functions: tuple[str, ...]  # those of the TP that it defines

    @property
    def cheats(self):
        """Whether it only looks as if it were right: every cell that judges it must be tried."""
        return self.path.parent.name == "cheats"

    def load(self):
        """The functions that it defines, by name, in a namespace of their own."""
        namespace = {"__name__": f"answer_{self.name}"}
        exec(compile(self.source, f"{self.path}:{self.name}", "exec"), namespace)
        return {name: namespace[name] for name in self.functions}


@cache
def answers(tp):
    """Every answer of the bank of a TP, right ones first, sorted by name. Raises ValueError for an unusable mutant."""
    whole = [
        _whole(tp, path, kind == "right")
        for kind in ("right", "wrong", "cheats")
        for path in (ANSWERS / tp / kind).glob("*.py")
    ]
    mutants = [one for path in (ANSWERS / tp / "mutants").glob("*.toml") for one in _mutants(tp, path)]
    return sorted(whole + mutants, key=lambda answer: (not answer.right, answer.name))


def answer(tp, name):
    """The answer of that name. Raises KeyError where the bank has none."""
    return {one.name: one for one in answers(tp)}[name]


@cache
def reference(tp):
    """The functions of the reference answer, by name."""
    (whole,) = (answer for answer in answers(tp) if answer.exercise is None)
    return whole.load()


def _whole(tp, path, right):
    """An answer that is a file, its constants read without running it."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    constants = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("EXERCISE", "MISTAKE")
    }
    exercise, says = constants.get("EXERCISE"), ast.get_docstring(tree) or ""
    functions = _functions(tp, exercise, source)
    return Answer(path.stem, path, exercise, right, says, constants.get("MISTAKE"), source, functions)


def _mutants(tp, path):
    """The answers of a file of mutants."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    base = content.get("base") or _excerpt(tp, content["exercise"])
    for entry in content["mutants"]:
        source = base
        for edit in entry.get("edits", [entry] if "old" in entry else []):
            if source.count(edit["old"]) != 1:
                raise ValueError(f"{path}: {entry['id']}: its old text must stand once in the base: {edit['old']!r}")
            source = source.replace(edit["old"], edit["new"])
        right, functions = entry.get("right", False), _functions(tp, content["exercise"], source)
        if not (right or "base" in content):
            functions = _changed(functions, base, source)
        exercise, mistake = content["exercise"], entry.get("mistake")
        yield Answer(entry["id"], path, exercise, right, entry["says"], mistake, source, functions)


def _excerpt(tp, exercise):
    """What the reference says of one exercise: its functions, and whatever they name, in the order of the file."""
    source = (ANSWERS / tp / "right" / "reference.py").read_text(encoding="utf-8")
    binds = [(node, _bound(node)) for node in ast.parse(source).body]
    wanted, grown = set(FUNCTIONS[tp][exercise]), True
    while grown:
        kept = [node for node, names in binds if names & wanted]
        named = {name.id for node in kept for name in ast.walk(node) if isinstance(name, ast.Name)}
        wanted, grown = wanted | named, not named <= wanted
    return "\n\n\n".join(ast.get_source_segment(source, node) for node in kept) + "\n"


def _changed(functions, base, source):
    """Those of the functions that are written otherwise in a source than in its base; all, if none is."""
    before, after = (
        {node.name: ast.unparse(node) for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
        for text in (base, source)
    )
    return tuple(name for name in functions if before.get(name) != after[name]) or functions


def _bound(node):
    """The names that a statement of a module binds."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}


def _functions(tp, exercise, source):
    """The functions of an exercise (of the whole TP where it is None) that a source defines, in the TP's order."""
    wanted = [name for number, names in FUNCTIONS[tp].items() if exercise in (None, number) for name in names]
    defined = {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    return tuple(name for name in wanted if name in defined)
