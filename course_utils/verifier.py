"""`python -m course_utils.verifier tp1`: what would be marked, said before handing in.

Finds the notebook, compares its cells with the released ones, executes it from top to bottom in a new kernel, lists
what each visible check says, and looks whether the work is committed and pushed. `--reparer` mends the cells,
`--junit FILE` writes the same for GitLab. Exits with 0 when nothing is left to do.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

from course_utils import handin
from course_utils.console import any_console
from course_utils.environment import EnvironmentProblem, check_environment
from course_utils.handin import HandinError
from course_utils.local_git import find_root, git
from course_utils.notebook.cell import is_stub

CELL_SECONDS = 120  # longer than any right answer takes


@dataclass(frozen=True)
class Line:
    """One thing verified: `ok` is True, False, or None for what only a person can say."""

    name: str
    ok: bool | None
    message: str = ""
    points: float = 0.0
    seconds: float = 0.0


@dataclass
class Report:
    """All that was found about one TP's notebook."""

    tp: str
    path: str = ""
    structure: list[Line] = field(default_factory=list)
    exercises: list[Line] = field(default_factory=list)
    handing_in: list[Line] = field(default_factory=list)

    @property
    def ok(self):
        """Nothing left to do, as far as a program can tell."""
        return all(line.ok is not False for line in (*self.structure, *self.exercises, *self.handing_in))


def verify(root, tp, mend=False, progress=None):
    """The `Report` of a TP in the repository `root`; with `mend`, damaged cells are restored in the file first."""
    report = Report(tp)
    try:
        report.path, reference = handin.released(root, tp)
    except HandinError as error:
        report.structure.append(Line("Version distribuée", False, f"{error}."))
        return report
    home = report.path
    found, others = handin.locate(root, home, reference)
    if found is None:
        report.structure.append(Line("Notebook", False, f"fichier {home} introuvable ; {_bring_back(root, home)}"))
        return report
    file = root / found
    if mend:
        report.structure.append(_mend(root, found, file, reference))
    report.path = found
    try:
        notebook = handin.parse(file.read_bytes())
    except HandinError as error:
        report.structure.append(Line("Notebook", False, f"{error} ; réparez-le : {_command(tp)} --reparer"))
        return report
    report.structure.append(Line("Notebook", True, "trouvé et lisible."))
    for remark in handin.mended_reading(file.read_bytes()):
        message = f"{remark} Réparez le fichier : {_command(tp)} --reparer"
        report.structure.append(Line("Fichier", False, message))
    if found != home:
        report.structure.append(Line("Nom", None, f"c’est {found} qui serait noté, et non {home}."))
    for other in others:
        message = f"{other} contient aussi des réponses ; c’est {found} qui compte : rassemblez-les, ou gardez-en un."
        report.structure.append(Line("Autre notebook", False, message))
    if not handin.is_released(reference):
        message = (
            "votre dépôt n’a pas la version distribuée (clone partiel, ou archive) ; comparé à votre premier commit."
        )
        report.structure.append(Line("Version distribuée", None, message))
    damages = handin.compare(reference, notebook)
    report.structure += [
        Line("Cellules", False, f"{damage} ; réparez : {_command(tp)} --reparer") for damage in damages
    ]
    if not damages:
        report.structure.append(Line("Cellules", True, "aucune n’a été supprimée, copiée ou modifiée par erreur."))
    marked = handin.repair(reference, notebook)
    try:
        seconds = execute(marked, file.parent, root, progress, _numbers(notebook))
    except HandinError as error:
        report.structure.append(Line("Exécution", False, str(error)))
    else:
        report.structure += _execution(marked, seconds, _numbers(notebook))
    report.exercises = _exercises(marked, reference)
    report.handing_in = _handing_in(root, report.path, reference, marked)
    return report


def execute(notebook, folder, root, progress=None, numbers=None):
    """Run the cells from top to bottom in a new kernel, errors kept as outputs; returns seconds, raises HandinError.

    The notebook (a dict) receives the outputs; what was left unexecuted, after an endless loop or the kernel's death,
    has `execution_count` None. `progress(number, total)` is told of each code cell before it runs; `numbers` are those
    under which the student knows the cells, by their text.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    cells = [one for one in notebook["cells"] if one["cell_type"] == "code"]
    for cell in cells:
        cell.update(outputs=[], execution_count=None)
    executed = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, **notebook})
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    client = NotebookClient(
        executed,
        timeout=CELL_SECONDS,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    client.log.disabled = True
    start, number, numbers = time.perf_counter(), 0, _numbers(notebook) if numbers is None else numbers
    environment = {**os.environ, "PYTHONPATH": path, "COURSE_STATIC": "1"}
    try:
        client.reset_execution_trackers()
        with client.setup_kernel(env=environment, stderr=subprocess.DEVNULL):
            for index, cell in enumerate(executed.cells):
                if cell.cell_type == "code":
                    number += 1
                    if progress:
                        progress(number, len(cells))
                    client.execute_cell(cell, index)
    except DeadKernelError:
        message = f"le noyau s’est arrêté brutalement ({_where(cell, numbers)}) ; la suite n’a pas pu s’exécuter."
        raise HandinError(message) from None
    except CellTimeoutError:
        raise HandinError(
            f"{_where(cell, numbers)} ne s’est pas arrêtée après {CELL_SECONDS} s : cherchez une boucle sans fin. "
            "La suite n’a pas été exécutée."
        ) from None
    finally:
        notebook["cells"] = executed["cells"]
    return time.perf_counter() - start


def _numbers(notebook):
    """The number of each code cell of a student's notebook, by its text: marking adds cells to it."""
    texts = [one["source"].strip() for one in notebook["cells"] if one["cell_type"] == "code"]
    return {text: number for number, text in reversed(list(enumerate(texts, start=1)))}


def _where(cell, numbers):
    """A code cell for a student to find: its number, and its exercise where it has one."""
    number, name = numbers.get(cell["source"].strip()), (handin.grade_id(cell) or "").removeprefix("test_")
    found = f"la cellule de code n° {number}" if number else "une cellule remise par la correction"
    return found + (f", exercice {name}," if name else "")


def show_progress(number, total):
    """Say on a terminal which cell is running, on a line that the next one takes."""
    if sys.stdout.isatty():
        print(f"\r  Exécution : cellule {number} sur {total}…", end="\n" if number == total else "", flush=True)
    elif number == 1:
        print(f"  Exécution des {total} cellules de code (une minute environ)…", flush=True)


def write_junit(report, file):
    """The report as JUnit XML: one test an exercise, its hint where it fails."""
    lines = [("structure", line) for line in report.structure] + [("exercices", line) for line in report.exercises]
    suite = ET.Element("testsuite", name=report.tp, tests=str(len(lines)))
    suite.set("failures", str(sum(line.ok is False for _, line in lines)))
    suite.set("skipped", str(sum(line.ok is None for _, line in lines)))
    for group, line in lines:
        name = line.name if group == "exercices" or line.ok else f"{line.name} : {line.message.split(' ;')[0]}"
        case = ET.SubElement(suite, "testcase", classname=f"{report.tp}.{group}", name=name, time=f"{line.seconds:.2f}")
        if line.ok is False:
            ET.SubElement(case, "failure", message=_xml(line.message)).text = _xml(line.message)
        elif line.ok is None:
            ET.SubElement(case, "skipped", message=_xml(line.message))
    ET.ElementTree(suite).write(file, encoding="utf-8", xml_declaration=True)


def show_report(report):
    """Print the report as a student reads it."""
    print(f"\n{report.tp} · {report.path or 'notebook introuvable'}\n")
    for line in report.structure:
        print(f"  {_sign(line)} {line.name} : {line.message}")
    if report.exercises:
        width = max(len(line.name) for line in report.exercises)
        print(f"\n  {'Exercice'.ljust(width)}  Points  Vérification visible")
        for line in report.exercises:
            _print(f"  {line.name.ljust(width)}  {_number(line.points):>6}  {_sign(line)} ", line.message)
        print()
        _print("  ", _summary(report.exercises))
    if report.handing_in:
        print()
    for line in report.handing_in:  # on one line each: commands are there to be copied
        print(f"  {_sign(line)} {line.name} : {line.message}")
    print("\nTout est prêt." if report.ok else "\nCe qui porte ✘ reste à faire.")


def _print(start, text):
    """Print `text` after `start`, wrapped below itself."""
    width = max(60, min(120, shutil.get_terminal_size((120, 25)).columns))
    indent = " " * len(start)
    lines = textwrap.wrap(
        text, width, initial_indent=start, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    print("\n".join(lines or [start.rstrip()]))


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


def _bring_back(root, path):
    """The command that brings a file back, one that works: from the last commit that has it."""
    quoted = shlex.quote(path)
    if git(root, "cat-file", "-e", f"HEAD:{path}") is not None:
        return f"pour le retrouver : git checkout HEAD -- {quoted}"
    gone = (git(root, "log", "-1", "--format=%h", "--diff-filter=D", "--no-renames", "--", path) or "").strip()
    if gone:
        return f"pour le retrouver : git checkout {gone}~1 -- {quoted}"
    return "demandez de l’aide à l’équipe."


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
    stopped = []
    for cell in notebook["cells"]:
        error = _error(cell) if cell["cell_type"] == "code" and not handin.tag(cell).get("grade") else None
        if error:
            stopped.append(Line("Exécution", False, f"{_where(cell, numbers).rstrip(',')} s’arrête ({error})."))
    return stopped or [Line("Exécution", True, f"du début à la fin dans un noyau neuf, en {seconds:.0f} s.")]


def _exercises(notebook, reference):
    """One line for each cell that gives points."""
    lines = []
    answers = {handin.grade_id(cell): cell["source"].strip() for cell in reference["cells"] if handin.tag(cell)}
    for cell in notebook["cells"]:
        tag = handin.tag(cell)
        if not tag.get("grade"):
            continue
        name, points = tag["grade_id"].removeprefix("test_"), float(tag.get("points") or 0)
        if tag.get("solution"):
            source = cell["source"].strip()
            written = not is_stub(source) and (
                source != answers.get(tag["grade_id"]) or not handin.is_released(reference)
            )
            message = "réponse rédigée, notée à la main." if written else "pas encore de réponse (notée à la main)."
            lines.append(Line(name, None if written else False, message, points))
        elif cell.get("execution_count") is None:
            lines.append(Line(name, False, "pas exécutée.", points))
        else:
            error = _error(cell)
            lines.append(Line(name, not error, error or "", points))
    return lines


def _error(cell):
    """What stopped a cell, in one line, or None."""
    for output in cell.get("outputs", []):
        if output["output_type"] == "error":
            text = " ".join(str(output["evalue"]).split())
            if output["ename"] in ("CheckFailed", "EnvironmentProblem"):
                return text
            if output["ename"] == "KeyboardInterrupt":
                return f"plus de {CELL_SECONDS} s : interrompue"
            return f"{output['ename']} : {text}"
    return None


def _handing_in(root, path, reference, notebook):
    """Is there something to mark, is it in a commit, is the commit on the server?"""
    answers = _answers(notebook)
    if (answers == _answers(reference) and handin.is_released(reference)) or all(map(is_stub, answers.values())):
        return [Line("Travail", False, "le notebook est encore celui qui a été distribué ; il n’y a rien à noter.")]
    lines = []
    if git(root, "status", "--porcelain", "--", path):
        commit = f'git add {shlex.quote(path)} && git commit -m "Rendu {Path(path).parent.name}"'
        lines.append(Line("Commit", False, f"la dernière version n’est pas dans un commit : {commit}"))
    else:
        lines.append(Line("Commit", True, "la version actuelle est dans un commit."))
    if os.environ.get("CI"):
        return lines
    upstream = git(root, "rev-parse", "--abbrev-ref", "@{upstream}")
    if upstream is None:
        lines.append(Line("Push", False, "rien n’est encore sur GitLab : git push -u origin HEAD"))
    elif git(root, "log", "--format=%h", "@{upstream}..HEAD", "--", path):
        lines.append(Line("Push", False, "votre dernier commit n’est pas encore sur GitLab : git push"))
    else:
        lines.append(Line("Push", True, f"le dernier commit est sur {upstream.strip()}."))
    return lines


def _answers(notebook):
    return {handin.grade_id(c): c["source"].strip() for c in notebook["cells"] if handin.tag(c).get("solution")}


def _summary(lines):
    won = sum(line.points for line in lines if line.ok)
    total = sum(line.points for line in lines)
    by_hand = sum(line.points for line in lines if line.ok is None)
    later = f" ; {_number(by_hand)} à la main" if by_hand else ""
    return (
        f"Vérifications visibles : {_number(won)} point{'s' * (won >= 2)} sur {_number(total)}{later}. "
        "La note regarde aussi d’autres exemples que ceux-ci."
    )


def _sign(line):
    return {True: "✔", False: "✘", None: "·"}[line.ok]


def _number(points):
    """1.5 as « 1,5 »."""
    return f"{points:g}".replace(".", ",")


def _xml(text):
    """The text without the control characters that XML refuses."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def _command(tp):
    return f"python -m course_utils.verifier {tp}"


if __name__ == "__main__":
    sys.exit(main())
