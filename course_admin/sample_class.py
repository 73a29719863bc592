"""The sample class of `course demo`: who hands in what, and when. The answers come from the bank, `answers/tp1`."""

import ast
import json
from dataclasses import dataclass, field
from pathlib import Path, PurePath

BANK = Path(__file__).with_name("answers") / "tp1"

CRASH = "def count_parameters(layer_sizes):\n    import os\n\n    os._exit(0)\n"
ENDLESS = (
    "def gradient_descent(gradient, theta0, learning_rate, n_steps):\n    return theta0\n\n\n"
    "theta = 1.0\nwhile theta > 0:\n    theta = theta + 1e-3\n"
)
ESSAY = (
    "Avec $\\lambda = 0,01$ la courbe descend à peine en 60 époques ; avec 0,1 et 3 elle descend vite ; à 100 elle "
    "saute d’une valeur à l’autre sans jamais se poser. Un pas trop petit gaspille du temps, un pas trop grand dépasse "
    "le fond de la cuvette et remonte de l’autre côté."
)
LOOPS = (*(f"right/ex{number}_loops" for number in (1, 2, 3, 4, 6)), "right/ex9_choice_and_xavier")
SHORT_ESSAY = "Plus le pas est grand, plus on apprend vite, sauf s’il est trop grand."


@dataclass(frozen=True)
class Commit:
    """What a student commits, and when: the answers up to exercise `solves`, right where `answers` names no other."""

    date: str
    solves: int = 9
    answers: tuple[str, ...] = ()  # files of the bank
    cells: dict[str, str] = field(default_factory=dict)  # grade id → text, over all others
    essay: str = ESSAY
    raw: bytes | None = None  # the file as it is, instead of all this


@dataclass(frozen=True)
class Student:
    """One student: what happens in a few words, the commits, and the sample marks."""

    id: str
    name: str
    story: str
    commits: tuple[Commit, ...] = ()
    group: str = ""
    reachable: bool = True
    exam: str = ""
    hand_mark: float | None = None  # of exercise 10
    comment: str = ""  # the marker's


CLASS = (
    Student(
        "alvarez",
        "Inès Álvarez",
        "all right",
        (Commit("2026-10-16T18:20"),),
        exam="16,5",
        hand_mark=1.0,
        comment="Argument précis, appuyé sur vos courbes.",
    ),
    Student(
        "bernard",
        "Hugo Bernard",
        "all right, with loops",
        (Commit("2026-10-18T23:58", answers=LOOPS),),
        exam="11",
        hand_mark=0.5,
        comment="Juste, mais que se passe-t-il quand λ est trop petit ?",
    ),
    Student(
        "chen",
        "Lina Chen",
        "known mistakes in 4 and 7",
        (Commit("2026-10-17T10:05", answers=("wrong/ex4_gradient_mse_sans_le_2", "wrong/ex7_backward_somme")),),
        exam="12",
        hand_mark=1.0,
        comment="Très bien observé.",
    ),
    Student(
        "diallo",
        "Moussa Diallo",
        "known mistakes in 1, 2 and 5",
        (
            Commit(
                "2026-10-15T21:40",
                answers=("wrong/ex1_debordement", "wrong/ex2_softmax_colonnes", "wrong/ex5_descente_ascension"),
            ),
        ),
        exam="9,75",
        hand_mark=0.5,
        comment="La divergence est vue, pas expliquée.",
    ),
    Student(
        "evrard",
        "Chloé Evrard",
        "stopped after exercise 5",
        (Commit("2026-10-18T16:00", solves=5, essay=SHORT_ESSAY),),
        exam="8",
        hand_mark=0.0,
        comment="Une phrase ne suffit pas.",
    ),
    Student(
        "faure",
        "Théo Faure",
        "mistakes in 6 and 8",
        (Commit("2026-10-14T09:30", answers=("wrong/ex6_forward_sans_biais", "wrong/ex8_numerique_avant")),),
        exam="13,25",
        hand_mark=1.0,
    ),
    Student(
        "garcia",
        "Lucía García",
        "30 hours late",
        (Commit("2026-10-20T06:10"),),
        exam="14",
        hand_mark=1.0,
        comment="Bonne lecture du plateau.",
    ),
    Student(
        "haddad",
        "Karim Haddad",
        "a better commit, too late",
        (
            Commit("2026-10-18T22:30", solves=6),
            Commit("2026-10-19T14:00"),
        ),
        exam="10",
        hand_mark=0.5,
    ),
    Student(
        "ivanov",
        "Sacha Ivanov",
        "saved, but unchanged",
        (Commit("2026-10-18T20:00", solves=0, essay=""),),
        exam="ABI",
    ),
    Student(
        "joly",
        "Manon Joly",
        "3 kills the kernel",
        (Commit("2026-10-17T19:45", cells={"ex3_count_parameters": CRASH}),),
        exam="15",
        hand_mark=1.0,
        comment="Clair et complet.",
    ),
    Student(
        "kone",
        "Awa Koné",
        "5 never ends",
        (Commit("2026-10-18T11:15", cells={"ex5_gradient_descent": ENDLESS}),),
        exam="10,5",
        hand_mark=0.5,
        comment="Et pour λ = 3 ?",
    ),
    Student(
        "lopez",
        "Nino Lopez",
        "a file cut in two",
        (Commit("2026-10-18T23:30", raw=b'{"cells": [{"cell_type": "co'),),
        exam="7",
    ),
    Student(
        "morel",
        "Jade Morel",
        "repository unreachable",
        reachable=False,
        exam="6,5",
    ),
    Student(
        "nguyen",
        "Linh Nguyen",
        "a pair; a mistake in 9",
        (Commit("2026-10-18T17:00", answers=("wrong/ex9_train_sans_melange",)),),
        group="binome-1",
        exam="12,5",
        hand_mark=1.0,
        comment="Bravo à vous deux.",
    ),
    Student(
        "olivier",
        "Paul Olivier",
        "the other of the pair",
        group="binome-1",
        exam="ABJ",
        hand_mark=1.0,
        comment="Bravo à vous deux.",
    ),
    Student(
        "petit",
        "Zoé Petit",
        "handed in nothing",
        exam="9",
    ),
)


def fill(notebook, commit):
    """The released notebook (bytes) as a student hands it in with this commit (bytes)."""
    if commit.raw is not None:
        return commit.raw
    content = json.loads(notebook)
    right = _bank("right/reference")
    others = {PurePath(name).name.partition("_")[0]: _bank(name) for name in commit.answers}
    for cell in content["cells"]:
        settings = cell["metadata"].get("nbgrader", {})
        if not settings.get("solution"):
            continue
        exercise, _, function = settings["grade_id"].partition("_")
        if settings["grade_id"] in commit.cells:
            cell["source"] = commit.cells[settings["grade_id"]]
        elif cell["cell_type"] == "markdown":
            cell["source"] = commit.essay or cell["source"]
        elif int(exercise.removeprefix("ex")) <= commit.solves:
            cell["source"] = definition(others.get(exercise, ""), function) or definition(right, function)
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _bank(name):
    return (BANK / f"{name}.py").read_text(encoding="utf-8")


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
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    if function not in functions:
        return ""
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    parts = ["\n".join(ast.get_source_segment(source, node) for node in imports)] if imports else []
    parts += [ast.get_source_segment(source, functions[name]) for name in _needs(functions, function)]
    return "\n\n\n".join(parts)


def _needs(functions, name):
    """The functions that one uses, directly or through another, and itself last."""
    names = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
    helpers = [found for other in functions if other in names - {name} for found in _needs(functions, other)]
    return [*dict.fromkeys(helpers), name]
