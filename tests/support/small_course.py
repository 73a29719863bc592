"""A course in small, for tests: two TPs, a chapter with a cell that waits, a module that is withheld."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_admin.base.git import git
from course_admin.plan.course import Course
from course_admin.release.student_notebook import exercise

HEAD = """
[course]
title = "Petit cours"
timezone = "Europe/Paris"
identity = { name = "Équipe", email = "equipe@univ.example" }
[paths]
sources = "."
records = "records"
build = "build"
[late]
grace_minutes = 15
points_per_day = 1.0
maximum = 5.0
[marks]
"""
PLAN = f"""{HEAD}
[limits]
[extensions.tp1]
%(extensions)s
[[chapters]]
id = "01_debut"
title = "Début"
session = 1
[[chapters]]
id = "02_suite"
title = "Suite"
session = 2
[[assignments]]
id = "tp1"
notebook = "descente"
title = "Descente"
session = 1
points = 2
opens = "2026-10-12T08:00"
deadline = "2026-10-18T23:59"
closes = "2026-10-25T23:59"
chapters = ["01_debut"]
withholds = ["course_utils.nn.layers"]
[[assignments]]
id = "tp2"
notebook = "reseaux"
title = "Réseaux"
session = 2
points = 1
opens = "2026-11-02T08:00"
deadline = "2026-11-08T23:59"
closes = "2026-11-15T23:59"
chapters = ["01_debut", "02_suite"]
"""

NBGRADER = """
c = get_config()
c.ClearSolutions.code_stub = {"python": "# VOTRE RÉPONSE ICI"}
c.ClearSolutions.text_stub = "Votre réponse ici."
"""

PACKAGE = {
    "__init__.py": "",
    "nn/__init__.py": "",
    "nn/gradients.py": "def slope(f, x):\n    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5\n",
    "nn/layers.py": "from course_utils.nn.gradients import slope\n\n\ndef answer():\n    return 42\n",
    "checks/__init__.py": "",
    "checks/tp1.py": "def exercise_1(double):\n    assert double(2) == 4, 'double(2) devrait valoir 4'\n",
    "checks/tp2.py": "def exercise_1(triple):\n    assert triple(2) == 6\n",
}


def make(folder, extensions=""):
    """Write the course below `folder` and return it as a `Course`; `extensions` are lines of TOML for tp1."""
    notebooks = {
        "cours/01_debut": _chapter("from course_utils.nn.layers import answer"),
        "cours/02_suite": _chapter("1 + 1"),
        "tp/tp1/descente": tp_source("tp1", "double", "2 * x"),
        "tp/tp2/reseaux": tp_source("tp2", "triple", "3 * x"),
    }
    for name, notebook in notebooks.items():
        write(folder / "notebooks" / f"{name}.ipynb", nbformat.writes(notebook))
    for name, text in PACKAGE.items():
        write(folder / "course_utils" / name, text)
    write(folder / "datasets" / "points.csv", "x,y\n1,2\n")
    write(folder / "nbgrader_config.py", NBGRADER)
    write(folder / "course.toml", PLAN % {"extensions": extensions})
    return Course.load(folder / "course.toml")


def write(path, text):
    """Write a text file, its folders first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def tp_source(tp, function, formula):
    """An instructor's notebook: a function to write, its test with a hidden region, a written answer."""
    solution = f"def {function}(x):\n    ### BEGIN SOLUTION\n    return {formula}\n    ### END SOLUTION"
    test = (
        f"from course_utils.checks.{tp} import exercise_1\nexercise_1({function})\n"
        f"### BEGIN HIDDEN TESTS\nfrom course_admin.hidden.{tp} import exercise_1; exercise_1({function})\n"
        "### END HIDDEN TESTS"
    )
    essay = "Réponse modèle\n### BEGIN MARK SCHEME\n1 point si c'est juste\n### END MARK SCHEME"
    return new_notebook(
        cells=[
            new_markdown_cell("# TP\n\nVoir le [chapitre](../../cours/01_debut.ipynb).", id="titre"),
            new_code_cell(solution, id="a", metadata=_nbgrader(f"ex1_{function}", solution=True)),
            new_code_cell(test, id="b", metadata=_nbgrader(f"test_ex1_{function}", grade=True, points=1)),
            new_markdown_cell(essay, id="c", metadata=_nbgrader("ex2_reponse", grade=True, solution=True, points=1)),
            new_code_cell("import course_utils.nn.layers", id="d", metadata={"tags": ["apres-tp1"]}),
        ]
    )


def _chapter(waiting):
    """A chapter with an output that is kept and a last cell that waits until TP1 is closed."""
    shown = new_code_cell("1 + 1", id="un", execution_count=1)
    shown.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=1)]
    return new_notebook(cells=[shown, new_code_cell(waiting, id="deux", metadata={"tags": ["apres-tp1"]})])


def _nbgrader(grade_id, grade=False, solution=False, points=None):
    marking = {"grade_id": grade_id, "grade": grade, "solution": solution, "locked": grade and not solution}
    marking |= {"schema_version": 3, "task": False} | ({"points": points} if grade else {})
    return {"nbgrader": marking}


class Student:
    """A student at work: a clone of the released repository, and commits at dates of the student's choice."""

    def __init__(self, course, folder, released):
        self.course, self.folder = course, folder
        git("clone", "--quiet", released, folder)

    def answer(self, text, date, path=None):
        """Commit the released notebook with `text` as the answer to exercise 1, at `path` if it has moved."""
        assignment = self.course.assignment("tp1")
        source = (self.course.sources / assignment.path).read_bytes()
        content = exercise(source, self.course.sources / "nbgrader_config.py", set()).decode()
        return self.commit({path or assignment.path: content.replace("# VOTRE RÉPONSE ICI", text)}, date)

    def commit(self, files, date, author=None):
        """Commit files (path → text or bytes; None removes one) at an ISO date; return the commit."""
        for path, content in files.items():
            target = self.folder / path
            if content is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "--all")
        who = {"name": author or "Ève", "email": "eve@etu.example"}
        self.git("commit", "--quiet", "--allow-empty", "-m", "TP", identity=who, date=self.course.moment(date))
        return self.git("rev-parse", "HEAD").stdout.strip()

    def git(self, *args, **options):
        """A git call in the clone."""
        return git(*args, cwd=self.folder, **options)
