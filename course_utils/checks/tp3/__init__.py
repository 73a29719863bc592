"""The checks of TP3, an exercise a file: what a function is called with, the laws that it is held to, what is said.

The numbers of exercises 1 to 5 are frozen in `tp3.json`, which is generated (see CONTRIBUTING). Edge kernels, models
and trainings are held to laws: what they do, and not how they are written.
"""

from course_utils.checks.exercise import cases_of, tasks_of, visible
from course_utils.checks.tp3 import (
    ex1_output_size,
    ex2_parameters,
    ex3_convolution,
    ex4_pooling,
    ex5_backward,
    ex6_edges,
    ex7_model,
    ex8_training,
)

EXERCISES = visible(
    "tp3",
    ex1_output_size.EXERCISE,
    ex2_parameters.EXERCISE,
    ex3_convolution.EXERCISE,
    ex4_pooling.EXERCISE,
    ex5_backward.EXERCISE,
    ex6_edges.EXERCISE,
    ex7_model.EXERCISE,
    ex8_training.EXERCISE,
)
TASKS, CASES = tasks_of(EXERCISES), cases_of(EXERCISES)
# What test cells import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
