"""A mean and its spread, written as a French reader expects them."""

import numpy as np

from course_utils.data import load_measures


def spread(values, digits=0, unit=""):
    """The mean of `values` and their standard deviation, with `digits` decimals and a `unit`.

    >>> spread([0.9, 1.0, 1.1], digits=2)
    '1,00 ± 0,08'
    >>> spread([96, 98], digits=0, unit="%")
    '97 ± 1 %'
    """
    values = np.asarray(values, dtype=float)
    mean = round(values.mean(), digits) + 0.0  # never « −0 »
    text = f"{mean:.{digits}f} ± {values.std():.{digits}f}".replace(".", ",").replace("-", "−")
    return f"{text} {unit}".rstrip()


def other_draws(experiment, model, setting, digits=0, unit=""):
    """What a chapter gave from five other draws (`load_measures`), as its mean and spread.

    >>> other_draws("ae_flou", "β = 1", 40, digits=3)
    '0,024 ± 0,001'
    """
    return spread(load_measures(experiment)[model][setting], digits, unit)
