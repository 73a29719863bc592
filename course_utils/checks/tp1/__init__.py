"""The checks of TP1, an exercise a file: what a function is called with, and the sentences that help.

`exercise_N` checks the functions that it is given and no other, so that a test cell can be about one function. The
results are frozen in `tp1.json`, which is generated (see CONTRIBUTING); what no number can freeze, a random
training, is held to laws.
"""

from course_utils.checks.exercise import cases_of, collected, tasks_of, visible

EXERCISES = visible("tp1", *collected("course_utils.checks.tp1.ex*"))
TASKS, CASES = tasks_of(EXERCISES), cases_of(EXERCISES)
# What test cells import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
