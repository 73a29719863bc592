"""What `verifier` found, and how it is shown: on a terminal, and as JUnit XML for GitLab."""

import re
import shutil
import sys
import textwrap
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from course_utils.checks.progress import french_number, french_points


@dataclass(frozen=True)
class Line:
    """One thing verified: `ok` is True, False, or None for what only a person can say."""

    name: str
    ok: bool | None
    message: str = ""
    points: float = 0.0
    seconds: float = 0.0
    hidden: bool = False  # whether its points hang on data that students do not have


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


def show_report(report):
    """Print the report as a student reads it."""
    print(f"\n{report.tp} · {report.path or 'notebook introuvable'}\n")
    for line in report.structure:
        print(f"  {_sign(line)} {line.name} : {line.message}")
    if report.exercises:
        width = max(len(line.name) for line in report.exercises)
        print(f"\n  {'Exercice'.ljust(width)}  Points  Vérification visible")
        for line in report.exercises:
            _print(f"  {line.name.ljust(width)}  {french_number(line.points):>6}  {_sign(line)} ", line.message)
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


def _summary(lines):
    won = sum(line.points for line in lines if line.ok)
    total = sum(line.points for line in lines)
    by_hand = sum(line.points for line in lines if line.ok is None and not line.hidden)
    hidden = sum(line.points for line in lines if line.hidden)
    later = f" ; {french_number(hidden)} sur des données cachées" if hidden else ""
    later += f" ; {french_number(by_hand)} à la main" if by_hand else ""
    return (
        f"Vérifications visibles : {french_points(won)} sur {french_number(total)}{later}. "
        "La note regarde aussi d’autres exemples que ceux-ci."
    )


def _sign(line):
    return {True: "✔", False: "✘", None: "·"}[line.ok]


def _xml(text):
    """The text without the control characters that XML refuses."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
