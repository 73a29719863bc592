"""One cause behind many failures, told once: a name that is missing, the cell that should have bound it, its points."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass

from course_admin.tell.pages import number
from course_utils.notebook import reading
from course_utils.notebook.cell import binds, is_test, text

FEWEST = 2  # tests that share a cause before it is said above all cards
_MISSING = re.compile(r"« (\w+) » n’(?:est pas défini|existe pas)|name '(\w+)' is not defined")


@dataclass(frozen=True)
class Cause:
    """What failed tests share: the sentences that tell it, and their grade ids."""

    sentences: tuple[str, ...]
    tests: frozenset


def cause_of(work, released, tp):
    """The `Cause` that took most points of a marked work, None where no two failed tests share one.

    `released` is the notebook (bytes) as students received it, which says what cell binds what name.
    """
    cells = {name: text(cell) for cell in _code(released) for name in binds(cell)}
    lost = defaultdict(list)
    for verdict in work.verdicts:
        names = [first or second for first, second in _MISSING.findall(verdict.message)]
        if not verdict.passed and names:
            lost[cells.get(names[0], names[0])].append((names[0], verdict))
    if not lost:
        return None
    where, failed = max(lost.items(), key=lambda item: sum(verdict.max_points for _, verdict in item[1]))
    if len(failed) < FEWEST:
        return None
    names = list(dict.fromkeys(name for name, _ in failed))
    points = sum(verdict.max_points for _, verdict in failed)
    said = (
        f"{_missing(names, where)} {_fate(where, names[0], work)}".rstrip(),
        f"Cette seule cause explique {len(failed)} tests non réussis, soit {number(points)} "
        f"point{'s' * (points >= 2)}. Pour remettre les cellules distribuées en état, sans toucher à vos réponses : "
        f"python -m course_utils.verifier {tp} --reparer",
    )
    return Cause(said, frozenset(verdict.grade_id for _, verdict in failed))


def _code(notebook):
    return [cell for cell in reading.read(notebook).cells if cell["cell_type"] == "code" and not is_test(cell)]


def _missing(names, where):
    """What is missing: « np » (numpy) n’a pas été importé."""
    modules = dict(re.findall(r"^import ([\w.]+) as (\w+)", where, re.MULTILINE))
    modules = {short: module for module, short in modules.items()}
    quoted = ", ".join(f"« {name} »" + (f" ({modules[name]})" if name in modules else "") for name in names)
    many, imported = len(names) > 1, all(re.search(rf"^(import|from) .*\b{name}\b", where, re.M) for name in names)
    verb = "importé" if imported else "défini"
    return f"{quoted} {'n’ont' if many else 'n’a'} pas été {verb}{'s' * many} :"


def _fate(where, name, work):
    """What became of the cell that should have bound the name."""
    if "\n" not in where and where == name:
        return "aucune cellule ne le définit."
    line = next((line for line in where.splitlines() if re.search(rf"\b{name}\b", line)), where.splitlines()[0])
    cell = f"la cellule « {line.strip()[:60]} »"
    for one in json.loads(work.notebook)["cells"]:
        if one["cell_type"] == "code" and re.search(rf"^\W*{re.escape(line.strip())}", text(one), re.MULTILINE):
            errors = [output for output in one.get("outputs", []) if output.get("output_type") == "error"]
            if errors:
                return f"{cell} s’est arrêtée ({_reason(errors[0])})."
            return f"{cell} n’a pas fait ce que l’on en attendait."
    return f"{cell} n’est plus dans votre notebook, ou a été modifiée."


def _reason(output):
    reason = " ".join(str(output.get("evalue", "")).split())
    reason = reason if len(reason) <= 120 else reason[:120].rsplit(" ", 1)[0] + "…"
    return f"{output.get('ename', 'erreur')} : {reason}" if reason else str(output.get("ename", "erreur"))
