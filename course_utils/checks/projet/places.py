"""Where the student’s own data lie, beside the notebook."""

from course_utils.checks import foret_steps as steps
from course_utils.checks.engine import CheckFailed
from course_utils.checks.record import Step, call

LABELLED, TO_VISIT = "donnees/etiquetees", "donnees/a_visiter"

KEPT_ASIDE = "plateau 2025"  # the place on which the visible checks try a model that has not seen it


def raw(function, folder):
    """What is in one of the student's own folders, read by us where they are: a dict (see `foret_steps.look_raw`)."""
    record = call(Step(steps.look_raw, function), folder)
    if record.error:
        raise CheckFailed(
            f"Le dossier « {folder} » est introuvable ou illisible à côté du notebook : récupérez-le "
            "(git restore notebooks/tp/projet/donnees).",
            "donnees_absentes",
        )
    return record.value
