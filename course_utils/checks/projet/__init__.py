"""The checks of the project: what the three functions must hold to, whoever wrote them and on whatever forest.

The visible ones use the student's own `donnees/`, beside the notebook. They judge the interface, and print what the
model would have cost on a place kept aside; what counts is decided on a region that nobody has seen.
"""

from course_utils.checks.exercise import tasks_of, visible
from course_utils.checks.projet import ex1_loading, ex2_features, ex3_model, ex4_region

EXERCISES = visible(
    "projet",
    ex1_loading.EXERCISE,
    ex1_loading.AUDIT,
    ex2_features.EXERCISE,
    ex3_model.EXERCISE,
    ex3_model.LEAKAGE,
    *ex4_region.EXERCISES,
)
TASKS = tasks_of(EXERCISES)
# What test cells import: exercise_1, audit, cost_1…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
