"""TP2, exercise 6: what each model of a cross-validation saw, told by the witnesses that it was made of."""

from dataclasses import dataclass

import numpy as np

MODEL_HINTS = {
    "modele_reutilise": "Le même modèle sert à plusieurs plis : au deuxième, il a déjà vu les données qui le valident.",
    "un_seul_pli": "Tous les plis n’ont pas leur modèle : la boucle s’arrête-t-elle trop tôt (un « return » dedans, un "
    "range trop court) ?",
    "sans_evaluation": "Le score d’un pli se mesure par evaluate, sur ce pli : ici rien n’est évalué après "
    "l’apprentissage.",
    "sans_entrainement": "Certains modèles n’ont rien appris avant d’être évalués.",
    "evalue_sur_l_apprentissage": "Le score se mesure sur le pli mis de côté, que le modèle n’a pas vu.",
    "echelles_differentes": "Le pli de validation n’est pas mis à l’échelle comme les plis d’apprentissage.",
}


@dataclass
class Fold:
    """What one model saw: rows are places in X, `scaled` the values that it received."""

    learnt: np.ndarray  # places, each once
    held: np.ndarray
    scaled: np.ndarray  # (n, n_features), by place
    outputs: np.ndarray  # (len(held),), after the last step
    passes: int | None  # how often each learnt row was, None if it is not the same for all or rows were left aside


def folds_of(fail, testimony, X, setting):
    """What each model that learnt saw, in order. Raises `CheckFailed`."""
    models = {}
    for model, event, rows, outputs in testimony:
        models.setdefault(model, []).append((event, np.asarray(rows, float), np.asarray(outputs, float).ravel()))
    models = [events for events in models.values() if any(event == "learnt" for event, _, _ in events)]
    learnt = [sum(len(rows) for event, rows, _ in events if event == "learnt") for events in models]
    if 0 < len(models) < setting.k and max(learnt) < setting.epochs * len(X):
        raise fail("n’entraîne pas un modèle par pli", "un_seul_pli")
    if len(models) < setting.k:
        raise fail("n’entraîne pas un modèle par pli", "modele_reutilise" if models else "sans_entrainement")
    if not all(np.allclose(events[0][2], 0.5) for events in models):  # what a witness answers before it has learnt
        raise fail("ne part pas d’un modèle neuf à chaque pli", "modele_reutilise")
    return [_fold_of(fail, events, X, setting) for events in models]


def _fold_of(fail, events, X, setting):
    """One model's rows, told by the order of their first feature, which no scaling changes."""
    every = np.concatenate([rows for _, rows, _ in events])
    known = np.unique(every[:, 0].round(5))
    if len(known) > len(X):
        raise fail("n’a pas la même échelle pour apprendre et pour valider", "echelles_differentes")
    last = max(i for i, (event, _, _) in enumerate(events) if event == "learnt")
    if len(known) < len(X):
        learnt = np.unique(np.concatenate([rows[:, 0] for event, rows, _ in events if event == "learnt"]).round(5))
        if len(learnt) == len(known) and len(events) > last + 1:
            raise fail("évalue chaque modèle sur les lignes qu’il a apprises", "evalue_sur_l_apprentissage")
        if len(events) == last + 1 and len(learnt) == len(known):
            raise fail("n’évalue pas ses modèles", "sans_evaluation")
        raise fail(
            "ne montre pas toutes les lignes à chaque modèle, pour apprendre ou pour valider", "pas_une_fois_chacun"
        )

    def places(rows):
        return np.abs(rows[:, :1] - known).argmin(axis=1)

    steps = np.concatenate([places(rows) for event, rows, _ in events if event == "learnt"])
    learnt, counts = np.unique(steps, return_counts=True)
    scaled = np.zeros(X.shape)
    for _, rows, _ in events:
        scaled[places(rows)] = rows
    after = [(places(rows), outputs) for event, rows, outputs in events[last + 1 :] if event == "seen"]
    held = np.setdiff1d(np.concatenate([place for place, _ in after]) if after else [], learnt).astype(int)
    if len(held) > -(-setting.n // setting.k) + 2:  # others were held out too, to stop early: the last ones judge
        held = np.setdiff1d(after[-1][0], learnt).astype(int)
    if not len(held):
        raise fail("n’évalue pas chaque modèle sur des lignes qu’il n’a pas apprises", "evalue_sur_l_apprentissage")
    final = np.zeros(len(X))
    for place, outputs in after:
        final[place] = outputs
    alone = len(learnt) + len(held) == len(X) and len(set(counts)) == 1
    return Fold(learnt, held, scaled, final[held], int(counts[0]) if alone else None)
