"""The checks of the project: what the three functions must hold to, whoever wrote them and on whatever forest.

The visible ones use the student's own `donnees/`, beside the notebook. They judge the interface, and print what the
model would have cost on a place kept aside; what counts is decided on a region that nobody has seen.
"""

from course_utils.checks.exercise import collected, tasks_of, visible

EXERCISES = visible("projet", *collected("course_utils.checks.projet.ex*"))
TASKS = tasks_of(EXERCISES)
# What test cells import: exercise_1, audit, cost_1…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
