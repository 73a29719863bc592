"""Where a student stands: what each ✔ is worth, and `bilan("tp1")`, which adds up what this kernel's test cells said.

Points, titles and minutes are the notebook’s: our `freeze` writes them to `checks/tpN/points.json` (see CONTRIBUTING).
"""

import json
import os
import sys
from functools import cache
from pathlib import Path

_outcomes = {}  # (tp, check, keyword) -> whether its last run passed
GREEN, PLAIN = "\x1b[32m", "\x1b[0m"


@cache
def plan(tp):
    """The exercises of a TP, in order: `{number, title, minutes, cells: [{check, keyword, points}], by_hand}`."""
    path = Path(__file__).with_name(tp) / "points.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def points_of(tp, check, keyword):
    """What a test cell is worth; None where no cell asks that."""
    cells = (cell for exercise in plan(tp) for cell in exercise["cells"])
    return next((cell["points"] for cell in cells if (cell["check"], cell["keyword"]) == (check, keyword)), None)


def note(tp, check, keyword, passed):
    """Keep what a test cell said last: True, False, or "form" where the points hang on what is hidden."""
    if tp:
        _outcomes[tp, check, keyword] = passed


def green(text):
    """A line in green, in a notebook that somebody is reading; as it is everywhere else."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    live = hasattr(shell, "kernel") and os.environ.get("COURSE_STATIC") != "1"
    return f"{GREEN}{text}{PLAIN}" if live else text


def french_points(points):
    """0.5 as « 0,5 point », 2 as « 2 points »."""
    return f"{french_number(points)} point{'s' * (points >= 2)}"


def french_number(number):
    """1.5 as « 1,5 »."""
    return f"{number:g}".replace(".", ",")


def bilan(tp):
    """Print each exercise, the points that its visible tests gave in this kernel, and what remains."""
    exercises = [(exercise, _standing(tp, exercise)) for exercise in plan(tp)]
    name = tp.upper() if tp[-1].isdigit() else tp
    print(f"Bilan du {name}, d’après les cellules de test exécutées depuis le démarrage du noyau.\n")
    width = max(len(exercise["title"]) for exercise, _ in exercises)
    print(f"     {'Exercice'.ljust(width + 5)} Minutes  Points")
    for exercise, (won, remains, form) in exercises:
        print(_line(exercise, won, remains, form, width))
    print()
    print("\n".join(_sums(exercises)))


def _standing(tp, exercise):
    """The points won in an exercise, the cells that remain, and those of which only the form was verified."""
    said = [(cell, _outcomes.get((tp, cell["check"], cell["keyword"]))) for cell in exercise["cells"]]
    won = sum(cell["points"] for cell, passed in said if passed is True)
    return won, [cell for cell, passed in said if not passed], [cell for cell, passed in said if passed == "form"]


def _line(exercise, won, remains, form, width):
    """One exercise, for `bilan`."""
    total = sum(cell["points"] for cell in exercise["cells"])
    sign = "✎" if not exercise["cells"] else "✘" if remains else "·" if form else "✔"
    earned = [f"{french_number(won)} sur {french_number(total)}"] if exercise["cells"] else []
    by_hand = [f"{french_number(exercise['by_hand'])} à la main"] if exercise["by_hand"] else []
    notes = [
        f"{what} : {', '.join(map(_name, some))}" for what, some in (("reste", remains), ("forme seule", form)) if some
    ]
    title = f"{exercise['number']:>2} · {exercise['title'].ljust(width)}"
    line = f" {sign}  {title} {exercise['minutes']:>7}  {' + '.join(earned + by_hand)}"
    line += f"  ({' ; '.join(notes)})" * bool(notes)
    return green(line) if sign == "✔" else line


def _name(cell):
    """How a student knows a test cell: the function, or what is asked of it."""
    return cell["keyword"] if cell["check"].startswith("exercise_") else cell["check"]


def _sums(exercises):
    """What `bilan` says below its table."""
    won = sum(standing[0] for _, standing in exercises)
    total = sum(cell["points"] for exercise, _ in exercises for cell in exercise["cells"])
    by_hand = sum(exercise["by_hand"] for exercise, _ in exercises)
    yield f"Tests visibles : {french_points(won)} sur {french_number(total)}, et {french_points(by_hand)} à la main."
    form = sum(cell["points"] for _, standing in exercises for cell in standing[2])
    if form:
        verb = "se décident" if form >= 2 else "se décide"
        yield f"{french_points(form)} {verb} sur des données cachées : ici, seule la forme est vérifiée."
    left = [exercise for exercise, standing in exercises if standing[1]]
    if left:
        minutes = sum(exercise["minutes"] for exercise in left)
        numbers = ", ".join(str(exercise["number"]) for exercise in left)
        yield f"Il reste {'les exercices' if len(left) > 1 else 'l’exercice'} {numbers} : {minutes} minutes annoncées."
    yield "Les tests cachés posent les mêmes questions sur d’autres données : un ✔ d’ici ne suffit pas toujours."
