"""Is everything there that the notebooks need? One French sentence where it is not."""

import re
import sys
import textwrap
from importlib import metadata
from pathlib import Path

from course_utils.told_errors import also_tell

_KEPT = "\ue000"  # a space at which no line breaks: of the characters that no text uses
PYTHON = (3, 11)
WITH_TENSORFLOW = "3.11, 3.12 ou 3.13"  # the Pythons that it has wheels for; requirements.txt says the same
_REMEDY = (
    "fermez JupyterLab puis lancez « make lab » (sans make : « python -m pip install -r requirements.txt » dans .venv)"
)
_NO_TENSORFLOW = (
    f"TensorFlow n’existe pas pour ce Python ({sys.version_info[0]}.{sys.version_info[1]}) sur cette machine : les "
    "chapitres 0 à 3 et le TP1 s’en passent. À partir du chapitre 4, travaillez avec Python "
    f"{WITH_TENSORFLOW} (« uv venv --seed --python 3.12 .venv » en apporte un), ou sur une machine de "
    "l’université si votre Mac a un processeur Intel."
)


class EnvironmentProblem(RuntimeError):
    """Something is missing or too old; JupyterLab shows the sentence without a traceback."""

    def _render_traceback_(self):
        return wrapped(self)


def wrapped(error, width=100):
    """The lines that JupyterLab shows of an error: its sentence after a ✘, no word cut, no sign parted from its word.

    >>> wrapped("Il manque un terme.", width=12)
    ['✘ Il manque', 'un terme.']
    >>> wrapped("Où est « a » ?", width=10)
    ['✘ Où est', '« a » ?']
    """
    together = re.sub("(?<=«) | (?=[»:;?!%])", _KEPT, f"✘ {error}")
    lines = textwrap.wrap(together, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace(_KEPT, " ") for line in lines]


def check_environment(requirements=None):
    """Compare Python and the installed packages with `requirements.txt`. Raises EnvironmentProblem, in one sentence.

    requirements: path of the file; by default the one of the repository that holds this package.
    """
    _compare(requirements)


def explain_missing_libraries(shell):
    """Have an IPython shell say in one sentence why an import fails, where it is for a library of the course."""

    def show(shell, kind, error, traceback, tb_offset=None):
        try:
            _compare()
            if (error.name or "").split(".")[0] in ("keras", "tensorflow"):
                raise EnvironmentProblem(_NO_TENSORFLOW)
        except EnvironmentProblem as problem:
            shell.showtraceback((type(problem), problem, None))
        else:
            shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)

    also_tell(shell, ModuleNotFoundError, show)


def _compare(requirements=None):
    """Raise EnvironmentProblem where Python or a package is not what `requirements.txt` asks for."""
    requirements = Path(requirements or Path(__file__).resolve().parents[1] / "requirements.txt")
    if sys.version_info < PYTHON:
        found, wanted = sys.version.split()[0], ".".join(map(str, PYTHON))
        raise EnvironmentProblem(f"Il faut Python {wanted} ou plus récent, et celui-ci est {found} : {_REMEDY}.")
    lines = requirements.read_text(encoding="utf-8").splitlines() if requirements.is_file() else []
    problems = [problem for problem in map(_problem, lines) if problem]
    if problems:
        raise EnvironmentProblem(f"Il manque de quoi travailler ({' ; '.join(problems)}) : {_REMEDY}.")
    print("✔ Tout est installé : Python et les bibliothèques du module sont là.")
    if lines and not any(line.startswith("tensorflow") and _applies(line.partition(";")[2]) for line in lines):
        print(f"… sauf TensorFlow. {_NO_TENSORFLOW}")


def _problem(line):
    """What is wrong with one line of requirements.txt, or None: `numpy>=2.0,<3` asks for numpy 2.0 at least."""
    requirement, _, condition = line.split("#")[0].partition(";")
    match = re.match(r"\s*([\w.-]+)\s*(?:>=\s*([\d.]+))?", requirement)
    if not match or requirement.strip().startswith(("-", ".")) or not _applies(condition):
        return None
    name, wanted = match.groups()
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return f"{name} n’est pas installé"
    if wanted and _numbers(found) < _numbers(wanted):
        return f"{name} {found} est trop ancien, il faut {wanted} ou plus récent"
    return None


def _applies(condition):
    """Whether a condition such as `sys_platform == "linux"` holds here."""
    if not condition.strip():
        return True
    try:
        from packaging.markers import Marker
    except ImportError:  # comes with JupyterLab; without it the conditional lines go unchecked
        return False
    return Marker(condition.strip()).evaluate()


def _numbers(version):
    """`2.10.1rc1` as (2, 10, 1), which compares as versions do."""
    return tuple(int(n) for n in re.findall(r"\d+", re.split(r"[a-z+]", version)[0]))
