"""What a repeated experiment says: its mean and its spread, as a chapter prints them."""

import numpy as np


def spread(draws, digits=0):
    """Mean ± standard deviation of the draws of an experiment, with French signs and decimal commas.

    >>> spread([10, 12, 14]), spread([-1.5, -0.5], digits=1)
    ('12 ± 2', '−1,0 ± 0,5')
    """
    mean, deviation = np.mean(draws), np.std(draws)
    mean = 0.0 if round(mean, digits) == 0 else mean  # no « −0 »
    return f"{mean:.{digits}f} ± {deviation:.{digits}f}".replace("-", "−").replace(".", ",")
