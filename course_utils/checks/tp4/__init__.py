"""The checks of TP4, an exercise a file: what a function is called with, the laws that it is held to, what is said.

The results of the functions that compute are frozen in `tp4.json`. What is random or trained is held to laws: how
models fit together, how noise is spread, how far an error has fallen.
"""

from course_utils.checks.exercise import cases_of, tasks_of, visible
from course_utils.checks.tp4 import (
    ex1_autoencoder,
    ex2_training,
    ex3_pca,
    ex4_denoiser,
    ex5_errors,
    ex6_anomalies,
    ex7_variational,
    ex8_walk,
)

EXERCISES = visible(
    "tp4",
    ex1_autoencoder.EXERCISE,
    ex2_training.EXERCISE,
    ex3_pca.EXERCISE,
    ex4_denoiser.EXERCISE,
    ex5_errors.EXERCISE,
    ex6_anomalies.EXERCISE,
    ex7_variational.EXERCISE,
    ex8_walk.EXERCISE,
)
TASKS, CASES = tasks_of(EXERCISES), cases_of(EXERCISES)
# What test cells import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
