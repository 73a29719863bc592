"""The checks of TP1, an exercise a file: what a function is called with, and the sentences that help.

`exercise_N` checks the functions that it is given and no other, so that a test cell can be about one function. The
results are frozen in `tp1.json`, which is generated (see CONTRIBUTING); what no number can freeze, a random
training, is held to laws.
"""

from course_utils.checks.exercise import cases_of, tasks_of, visible
from course_utils.checks.tp1 import (
    ex1_activations,
    ex2_softmax,
    ex3_parameters,
    ex4_mse,
    ex5_descent,
    ex6_forward,
    ex7_backward,
    ex8_differences,
    ex9_training,
)

EXERCISES = visible(
    "tp1",
    ex1_activations.EXERCISE,
    ex2_softmax.EXERCISE,
    ex3_parameters.EXERCISE,
    ex4_mse.EXERCISE,
    ex5_descent.EXERCISE,
    ex6_forward.EXERCISE,
    ex7_backward.EXERCISE,
    ex8_differences.EXERCISE,
    ex9_training.EXERCISE,
)
TASKS, CASES = tasks_of(EXERCISES), cases_of(EXERCISES)
# What test cells import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
