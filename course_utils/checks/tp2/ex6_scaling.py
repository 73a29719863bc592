"""TP2, exercise 6: laws of the scaling of a fold: made of the rows that learn, and of them alone."""

import numpy as np

SCALING_HINTS = {
    "sans_mise_a_l_echelle": "X n’est pas mise à l’échelle avant l’apprentissage.",
    "fuite": "La mise à l’échelle connaît le pli de validation : quelles lignes avait-elle le droit de regarder ?",
    "echelle": "La mise à l’échelle d’un pli n’est pas celle de ses lignes d’apprentissage.",
}


def check_scaling(fail, fold, X):
    """The scaling is one affine map a feature, made of the rows that are not held out, and of them alone."""
    train = np.setdiff1d(np.arange(len(X)), fold.held)
    for column in range(X.shape[1]):
        before, after = X[:, column], fold.scaled[:, column]
        slope, intercept = np.polyfit(before[train], after[train], 1)
        if np.abs(slope * before + intercept - after).max() > 1e-3 * (np.abs(after).max() + 1e-9):
            raise fail("n’a pas la même échelle pour apprendre et pour valider", "echelles_differentes")
    if np.allclose(fold.scaled, X, rtol=1e-4):
        raise fail("donne aux modèles des lignes telles quelles", "sans_mise_a_l_echelle")
    if not _is_scaling_of(fold.scaled[train]):
        leaks = _is_scaling_of(fold.scaled)
        raise fail("ne met pas chaque pli à l’échelle comme il faut", "fuite" if leaks else "echelle")


def _is_scaling_of(rows, tolerance=2e-3):
    """Whether rows are scaled by their own statistics: deviation, range, largest value or quartiles."""
    low, high = rows.min(axis=0), rows.max(axis=0)
    quarter, median, three = np.quantile(rows, [0.25, 0.5, 0.75], axis=0)
    centred = np.abs(rows.mean(axis=0)).max() < tolerance
    return any(
        (
            centred and np.abs(rows.std(axis=0) - 1).max() < tolerance,
            centred and np.abs(rows.std(axis=0, ddof=1) - 1).max() < tolerance,
            max(np.abs(low).max(), np.abs(high - 1).max()) < tolerance,
            max(np.abs(low + 1).max(), np.abs(high - 1).max()) < tolerance,
            np.abs(np.abs(rows).max(axis=0) - 1).max() < tolerance,
            max(np.abs(median).max(), np.abs(three - quarter - 1).max()) < tolerance,
        )
    )
