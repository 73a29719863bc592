"""TP2, exercise 1: laws of the scaling: that of the training part, and the same one for the test part."""

import numpy as np

SCALING_HINTS = {
    "colonne_constante": "Une colonne constante a un écart-type nul : par quoi la divisez-vous ? Elle doit devenir 0.",
    "fuite": "Les moyennes et les écarts-types sont ceux de toutes les lignes : le test a donc servi. "
    "Quelles lignes avez-vous le droit de regarder ?",
    "sans_mise_a_l_echelle": "X est bien découpé, mais pas mis à l’échelle.",
    "centree_seulement": "Les colonnes sont centrées, mais leur écart-type n’est pas 1.",
    "variance": "C’est par l’écart-type qu’on divise, pas par son carré.",
    "min_max": "C’est une mise à l’échelle entre deux bornes ; ici on veut une moyenne de 0 et un écart-type de 1.",
    "echelle_globale": "Une seule moyenne et un seul écart-type servent à toutes les colonnes : chaque colonne a les "
    "siens (axis=…).",
    "echelle_par_ligne": "Ce sont les lignes qui sont centrées et réduites : les statistiques sont celles de chaque "
    "colonne.",
    "echelle": "Sur la partie d’apprentissage, chaque colonne doit avoir une moyenne de 0 et un écart-type de 1.",
    "test_non_transforme": "Le test doit passer par la même transformation que l’apprentissage.",
    "test_et_ses_statistiques": "Le test est mis à l’échelle avec ses propres statistiques : le modèle "
    "verrait des unités différentes des deux côtés.",
    "test_autrement": "Le test doit passer exactement par la transformation de l’apprentissage.",
}


def check_scaling(setting, made, train, test):
    """Each column is scaled as the training part asks; `train` and `test` are the rows of X on either side. Raises."""
    X = np.asarray(setting.X, dtype=float)
    if np.allclose(made.X_train.mean(axis=1), 0, atol=1e-6) and np.allclose(made.X_train.std(axis=1), 1, atol=1e-3):
        raise made.fault("ne met pas X à l’échelle comme il faut", "echelle_par_ligne")
    varying = [column for column in range(X.shape[1]) if column != setting.constant]
    maps = np.array([np.polyfit(X[train, column], made.X_train[:, column], 1) for column in varying[:2]])
    if abs(maps[0, 0] - 1) > 1e-3 and np.allclose(maps[0], maps[1], rtol=1e-3):
        raise made.fault("ne met pas X à l’échelle comme il faut", "echelle_globale")
    for column in range(X.shape[1]):
        before, after = X[:, column], np.concatenate([made.X_train[:, column], made.X_test[:, column]])
        if column == setting.constant:
            if np.abs(after).max() > 1e-6:
                raise made.fault("ne met pas à 0 la colonne constante", "colonne_constante")
            continue
        _check_column(made, before[train], before[test], made.X_train[:, column], made.X_test[:, column])


def _check_column(made, train, test, train_after, test_after, tolerance=1e-4):
    """One column: an affine map that gives the training part a mean of 0 and a deviation of 1. Raises."""
    slope, intercept = np.polyfit(train, train_after, 1)
    spread = train_after.std() + 1e-12
    if np.abs(slope * train + intercept - train_after).max() > tolerance * spread + 1e-9:
        raise made.fault("ne garde pas les lignes de X en face de celles de y", "non_appariees")

    def standard(values):
        deviations = values.std(), values.std(ddof=1)
        return abs(values.mean()) < tolerance and min(abs(d - 1) for d in deviations) < tolerance

    if not standard(train_after):
        everything = np.concatenate([train_after, test_after])
        if np.abs(train - train_after).max() < tolerance * train.std():
            mistake = "sans_mise_a_l_echelle"
        elif standard(everything) and standard(train_after) != standard(everything):
            mistake = "fuite"
        elif abs(slope - 1) < tolerance:
            mistake = "centree_seulement"
        elif abs(train_after.mean()) < tolerance * spread and abs(slope * train.var() - 1) < 0.1:
            mistake = "variance"
        elif abs(train_after.min()) < tolerance and abs(train_after.max() - 1) < tolerance:
            mistake = "min_max"
        else:
            mistake = "echelle"
        raise made.fault("ne met pas X à l’échelle comme il faut", mistake)
    if np.abs(slope * test + intercept - test_after).max() > tolerance * (np.abs(test_after).max() + 1):
        mistake = "test_autrement"
        if np.abs(test - test_after).max() < tolerance * (np.abs(test).max() + 1e-12):
            mistake = "test_non_transforme"
        elif standard(test_after):
            mistake = "test_et_ses_statistiques"
        raise made.fault("ne transforme pas le test comme l’apprentissage", mistake)
