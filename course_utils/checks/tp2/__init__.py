"""The checks of TP2, an exercise a file: what a function is called with, the laws that it is held to, what is said.

Only `batch_norm` has one right number, frozen in `tp2.json` (see CONTRIBUTING). A split, a dropout, a model and a
training are random or free: they are held to laws, on data made so that a fault shows.
"""

from course_utils.checks.exercise import cases_of, tasks_of, visible
from course_utils.checks.tp2 import (
    ex1_split,
    ex2_binary,
    ex3_regression,
    ex4_multiclass,
    ex5_training,
    ex6_folds,
    ex7_dropout,
    ex8_batch_norm,
    ex9_best,
)

EXERCISES = visible(
    "tp2",
    ex1_split.EXERCISE,
    ex2_binary.EXERCISE,
    ex3_regression.EXERCISE,
    ex4_multiclass.EXERCISE,
    ex5_training.EXERCISE,
    ex6_folds.EXERCISE,
    ex7_dropout.EXERCISE,
    ex8_batch_norm.EXERCISE,
    ex9_best.EXERCISE,
)
TASKS, CASES = tasks_of(EXERCISES), cases_of(EXERCISES)
# What test cells import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
