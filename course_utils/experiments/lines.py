"""H, the space of straight frontiers, as a grid: an angle and an offset name a line; each has its empirical risk."""

import numpy as np

ANGLES = np.linspace(0, 2 * np.pi, 72, endpoint=False)
OFFSETS = np.linspace(-2.5, 2.5, 51)
DIRECTIONS = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])


class Lines:
    """The lines of the grid, judged on a sample `X` (n, 2), `y` (n,) of 0 and 1.

    `risk[a, o]`: errors in percent of the line number (a, o), which answers 1 on its side.
    """

    def __init__(self, X, y):
        self.centre, self.scale = X.mean(axis=0), X.std(axis=0)
        sides = (X - self.centre) / self.scale @ DIRECTIONS.T
        answers = sides[:, :, None] > OFFSETS
        self.risk = 100 * np.mean(answers != (y == 1)[:, None, None], axis=0)

    def predict(self, line, X):
        """The answers, shape (n,), of the line number `line` = (a, o)."""
        a, o = line
        return ((X - self.centre) / self.scale @ DIRECTIONS[a] > OFFSETS[o]).astype(int)
