"""What other draws of a chapter gave, as its sentences tell it: a mean and a spread."""

from course_utils.data import load_measures
from course_utils.experiments.spread import spread


def redraws(experiment, model, setting=0, digits=0, unit=""):
    """Mean and standard deviation of one number over the five other draws of chapters 6 and 7, as text.

    `experiment`, `model` and `setting` are those of `load_measures`; raises KeyError for a model or a setting that was
    not measured, ValueError for an experiment.
    """
    return spread(load_measures(experiment)[model][setting], digits, unit)
