"""`python -m course_utils.verifier tp1`: what would be marked, said before handing in.

Finds the notebook, compares its cells with the released ones, executes it from top to bottom in a new kernel, lists
what each visible check says, and looks whether the work is committed and pushed. `--reparer` mends the cells,
`--junit FILE` writes the same for GitLab. Exits with 0 when nothing is left to do.
"""

import argparse
import os
import re
import shutil
import sys
import time

from course_utils import handin
from course_utils.console import any_console
from course_utils.environment import EnvironmentProblem, check_environment
from course_utils.handin import HandinError
from course_utils.local_git import find_root
from course_utils.notebook import beside, choice, doubts
from course_utils.notebook.cell import is_stub
from course_utils.verifier_errors import stopped
from course_utils.verifier_git import bring_back, handing_in, submodules
from course_utils.verifier_report import Line, Report, show_progress, show_report, write_junit
from course_utils.verifier_run import execute, numbers_of, where, world

_WORTH = re.compile(r"\(\d+(?:,\d+)? points?\)")


def verify(root, tp, mend=False, progress=None):
    """The `Report` of a TP in the repository `root`; with `mend`, damaged cells are restored in the file first."""
    report = Report(tp)
    try:
        home, reference = handin.released(root, tp)
    except HandinError as error:
        report.structure.append(Line("Version distribuée", False, f"{error}."))
        return report
    located = handin.Located(root, home, reference)
    report.path = located.path or home
    if located.path is None:
        report.structure.append(Line("Notebook", False, _not_found(root, home)))
        report.structure += _elsewhere(located)
        return report
    file = root / report.path
    if mend:
        report.structure.append(_mend(root, report.path, file, reference))
    content = file.read_bytes()
    try:
        notebook = handin.parse(content)
    except HandinError as error:
        report.structure.append(Line("Notebook", False, f"{error} ; réparez-le : {_command(tp)} --reparer"))
        report.structure += _elsewhere(located)
        return report
    report.structure += _structure(tp, home, reference, located, content, notebook)
    marked = handin.repair(reference, notebook)
    try:
        with world(root, report.path, located.files) as folder:
            seconds = execute(marked, folder, root, progress, numbers_of(notebook))
    except HandinError as error:
        report.structure.append(Line("Exécution", False, str(error)))
    else:
        report.structure += _execution(marked, seconds, numbers_of(notebook))
    report.exercises = _exercises(marked, reference)
    report.handing_in = handing_in(root, report.path, reference, notebook, located)
    return report


def _not_found(root, home):
    """Why no notebook is there."""
    if (root / home).is_symlink():
        return f"{home} est un lien et non un fichier : son contenu n’est pas dans le dépôt."
    linked = submodules(root)
    if linked:
        return choice.submodule(linked[0])
    return f"fichier {home} introuvable ; {bring_back(root, home)}"


def _elsewhere(located):
    """That work may be in places which are not read."""
    paths = located.elsewhere()
    return [Line("Ailleurs", False, choice.elsewhere(paths))] if paths else []


def _structure(tp, home, reference, located, content, notebook):
    """What is said of the files and cells before anything runs."""
    found, files = located.path, located.files
    yield Line("Notebook", True, "trouvé et lisible.")
    for remark in handin.mended_reading(content):
        yield Line("Fichier", False, f"{remark} Réparez le fichier : {_command(tp)} --reparer")
    if found != home:
        yield Line("Nom", None, f"c’est {found} qui serait noté, et non {home}.")
    for other in located.others:
        message = f"{other} contient aussi des réponses ; c’est {found} qui compte : rassemblez-les, ou gardez-en un."
        yield Line("Autre notebook", False, message)
    if not handin.is_released(reference):
        message = "votre dépôt n’a pas la version distribuée (clone partiel, ou archive)"
        yield Line("Version distribuée", None, f"{message} ; comparé à votre premier commit.")
    damages = handin.compare(reference, notebook)
    for damage in damages:
        yield Line("Cellules", False, f"{damage} ; réparez : {_command(tp)} --reparer")
    if not damages:
        yield Line("Cellules", True, "aucune n’a été supprimée, copiée ou modifiée par erreur.")
    for doubt in (*doubts.conflicts(notebook["cells"]), *beside.doubts(files, found, notebook["cells"])):
        yield Line("À corriger", False, doubt)
    blank = choice.blank_by_hand(notebook["cells"], reference["cells"])
    documents = list(choice.documents(files, found))[:3]
    if blank and documents:
        yield Line("Réponse rédigée", None, choice.written_beside(blank, documents))


def main(arguments=None):
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m course_utils.verifier", description="Dit ce qui serait noté, avant de rendre.", add_help=False
    )
    parser.add_argument("tp", nargs="?", help="nom du TP, par exemple tp1")
    parser.add_argument("-h", "--help", action="help", help="affiche cette aide")
    parser.add_argument(
        "--reparer", action="store_true", help="remet en état les cellules abîmées, sans toucher aux réponses"
    )
    parser.add_argument("--junit", metavar="FICHIER", help="écrit aussi le résultat au format JUnit")
    options = parser.parse_args(arguments)
    any_console()
    root = find_root()
    known = handin.tps(root)
    tp = _named(options.tp, known) or (known[0] if len(known) == 1 else None)
    if tp is None:
        print(f"Quel TP faut-il vérifier ? Par exemple : {_command(known[-1] if known else 'tp1')}")
        return 1
    try:
        if not os.environ.get("CI"):  # the pipeline installs less than the notebooks of other TPs need
            check_environment(root / "requirements.txt")
        report = verify(root, tp, options.reparer, show_progress)
    except EnvironmentProblem as error:
        print(f"✘ {error}")
        return 1
    show_report(report)
    if options.junit:
        write_junit(report, options.junit)
    return 0 if report.ok else 1


def _named(words, known):
    """The TP that a student means by `tp1`, `TP1`, `TP=TP1`, `1` or a path of it; None where nothing was given."""
    name = (words or "").strip().lower().removeprefix("tp=").strip().strip("/")
    name = next((part for part in name.split("/") if part in known), name)
    return f"tp{name}" if name.isdigit() else name or None


def _mend(root, path, file, reference):
    """Restore the damaged cells in the student's file, a copy of what it was kept below build/."""
    try:
        notebook = handin.parse(file.read_bytes())
        if not handin.compare(reference, notebook) and not handin.mended_reading(file.read_bytes()):
            return Line("Réparation", True, "rien à réparer.")
    except HandinError:
        notebook = handin.last_readable(root, path)
        if notebook is None:
            return Line("Réparation", False, "aucune version lisible dans l’historique ; demandez de l’aide.")
    kept = root / "build" / f"{file.stem}.avant-reparation-{time.strftime('%Y%m%d-%H%M%S')}.ipynb"
    kept.parent.mkdir(exist_ok=True)
    shutil.copy2(file, kept)
    file.write_bytes(handin.dump(handin.repair(reference, notebook)))
    return Line("Réparation", True, f"faite ; l’ancien fichier est gardé sous {kept.relative_to(root).as_posix()}.")


def _execution(notebook, seconds, numbers):
    """Which cells stop, the checks apart: those are in the table."""
    lines = []
    for cell in notebook["cells"]:
        error = stopped(cell) if cell["cell_type"] == "code" and not handin.tag(cell).get("grade") else None
        if error:
            lines.append(Line("Exécution", False, f"{where(cell, numbers).rstrip(',')} s’arrête ({error})."))
    return lines or [Line("Exécution", True, f"du début à la fin dans un noyau neuf, en {seconds:.0f} s.")]


def _exercises(notebook, reference):
    """One line for each cell that gives points."""
    lines, released = [], handin.is_released(reference)
    answers = {handin.grade_id(cell): cell["source"].strip() for cell in reference["cells"] if handin.tag(cell)}
    for cell in notebook["cells"]:
        tag = handin.tag(cell)
        if not tag.get("grade"):
            continue
        name, points = tag["grade_id"].removeprefix("test_"), float(tag.get("points") or 0)
        if tag.get("solution"):
            source = cell["source"].strip()
            blank = source in ("", answers.get(tag["grade_id"])) if released else is_stub(source)
            message = "réponse rédigée, notée à la main." if not blank else "pas encore de réponse (notée à la main)."
            lines.append(Line(name, False if blank else None, message, points))
        elif cell.get("execution_count") is None:
            lines.append(Line(name, False, "pas exécutée.", points))
        else:
            error = stopped(cell)
            if not error and _checks_form_alone(cell):
                message = "la forme est bonne ; les points se décident sur des données cachées."
                lines.append(Line(name, None, message, points, hidden=True))
            else:
                lines.append(Line(name, not error, error or "", points))
    return lines


def _checks_form_alone(cell):
    """Whether the ✔ of a test cell tells no points: they hang on what is hidden (see `checks.exercise.Question`)."""
    said = "".join(str(one.get("text", "")) for one in cell.get("outputs", []) if one["output_type"] == "stream")
    passed = [line for line in said.splitlines() if line.startswith("✔ ")]
    return bool(passed) and not any(_WORTH.search(line) for line in passed)


def _command(tp):
    return f"python -m course_utils.verifier {tp}"


if __name__ == "__main__":
    sys.exit(main())
