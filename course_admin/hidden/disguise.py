"""Images that may be found elsewhere, turned and mirrored as the course's secret says, so that they must be learnt.

For whatever learns from images, all turned alike, they are as hard as they were; a public copy of them is of no use.
"""

import numpy as np

from course_admin.records import secret


def orientation(label):
    """The function that turns images (n, side, side, …) as the secret draws it for this label; never as they were.

    >>> orientation("doctest")(np.zeros((2, 3, 3, 1))).shape
    (2, 3, 3, 1)
    """
    rng = secret.rng(label)
    turns, mirrored = rng.integers(1, 4), rng.random() < 0.5

    def turned(images):
        found = np.rot90(images, turns, axes=(1, 2))
        return np.ascontiguousarray(found[:, :, ::-1] if mirrored else found)

    return turned
