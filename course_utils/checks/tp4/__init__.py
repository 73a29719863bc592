"""The checks of TP4, an exercise a file: what a function is called with, the laws that it is held to, what is said.

The results of the functions that compute are frozen in `tp4.json`. What is random or trained is held to laws: how
models fit together, how noise is spread, how far an error has fallen.
"""

from course_utils.checks.exercise import cases_of, collected, tasks_of, visible

EXERCISES = visible("tp4", *collected("course_utils.checks.tp4.ex*"))
TASKS, CASES = tasks_of(EXERCISES), cases_of(EXERCISES)
# What test cells import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
