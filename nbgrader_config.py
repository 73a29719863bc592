"""nbgrader's settings, read from course.toml: sources in notebooks/tp, all that is generated below build/.

Stock nbgrader works with it as it is: `python -m nbgrader generate_assignment tp1 --create`, `autograde tp1`, and
formgrader in JupyterLab. The marks that count come from `course grade`, which also writes this gradebook.
"""

import os
import shutil
import sys
from pathlib import Path

from traitlets.config import Application

from course_admin.marking import formgrader
from course_admin.plan.course import Course

course = Course.load(Path(__file__).resolve().with_name("course.toml"))
if Application.initialized():  # nbgrader or JupyterLab itself, whose SQLite makes a file but not its folder
    course.records.mkdir(parents=True, exist_ok=True)
    formgrader.guard()  # what students wrote is shown by it
# nbgrader starts `alembic`, which is beside Python even where the environment is not activated.
if shutil.which("alembic") is None:
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
# In kernels that nbgrader starts Keras is silent: a line on stderr would cost a right answer its points.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

c = get_config()  # noqa: F821 (nbgrader defines it)


def relative(path):
    """A folder as nbgrader wants it: seen from the course's root."""
    return os.path.relpath(path, course.root)


c.CourseDirectory.course_id = course.title
c.CourseDirectory.root = str(course.root)
c.CourseDirectory.source_directory = relative(course.sources / "notebooks" / "tp")
c.CourseDirectory.release_directory = relative(course.build / "release")
c.CourseDirectory.submitted_directory = relative(course.build / "submitted")
c.CourseDirectory.autograded_directory = relative(course.build / "autograded")
c.CourseDirectory.feedback_directory = relative(course.build / "nbgrader_feedback")
c.CourseDirectory.solution_directory = relative(course.build / "solution")
c.CourseDirectory.db_url = f"sqlite:///{course.records / 'gradebook.db'}"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__"]

# What a student finds in the place of a solution; checks and figures take the exception for "not written yet".
c.ClearSolutions.code_stub = {"python": '# VOTRE RÉPONSE ICI\nraise NotImplementedError("exercice à faire")'}
c.ClearSolutions.text_stub = "Votre réponse ici."

# A student's cell that is gone comes back as it was released (and scores 0), instead of waiting for a hand mark.
c.OverwriteCells.add_missing_cells = True
c.Execute.timeout = course.limits["total_seconds"]
c.Execute.startup_timeout = 120
c.Execute.error_on_timeout = {
    "ename": "TimeoutError",
    "evalue": "temps limite dépassé",
    "traceback": ["TimeoutError : cette cellule a dépassé le temps limite (une boucle sans fin ?)."],
}
