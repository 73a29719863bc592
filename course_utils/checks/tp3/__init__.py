"""The checks of TP3, an exercise a file: what a function is called with, the laws that it is held to, what is said.

The numbers of exercises 1 to 5 are frozen in `tp3.json`, which is generated (see CONTRIBUTING). Edge kernels, models
and trainings are held to laws: what they do, and not how they are written.
"""

from course_utils.checks.exercise import cases_of, collected, tasks_of, visible

EXERCISES = visible("tp3", *collected("course_utils.checks.tp3.ex*"))
TASKS, CASES = tasks_of(EXERCISES), cases_of(EXERCISES)
# What test cells import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
