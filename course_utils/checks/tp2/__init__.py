"""The checks of TP2, an exercise a file: what a function is called with, the laws that it is held to, what is said.

Only `batch_norm` has one right number, frozen in `tp2.json` (see CONTRIBUTING). A split, a dropout, a model and a
training are random or free: they are held to laws, on data made so that a fault shows.
"""

from course_utils.checks.exercise import cases_of, collected, tasks_of, visible

EXERCISES = visible("tp2", *collected("course_utils.checks.tp2.ex*"))
TASKS, CASES = tasks_of(EXERCISES), cases_of(EXERCISES)
# What test cells import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
