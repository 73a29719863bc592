"""On the transposed batch, in place on a copy."""

import numpy as np

EXERCISE = 8


def batch_norm(a, gamma, beta, eps):
    rows = np.array(np.transpose(a), dtype=float)
    for i, row in enumerate(rows):
        rows[i] = (row - np.average(row)) / np.sqrt(np.cov(row, bias=True) + eps) * gamma[i] + beta[i]
    return rows.T
