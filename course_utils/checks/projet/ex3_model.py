"""The project, exercise 3: a model, and the probabilities that it gives."""

import numpy as np

from course_utils.checks import foret_steps as steps
from course_utils.checks.engine import CheckFailed
from course_utils.checks.errors import french
from course_utils.checks.exercise import Exercise, Latest, Question
from course_utils.checks.projet.ex1_loading import LOAD_AND_CLEAN, load
from course_utils.checks.projet.made import made_with, refuses_missing
from course_utils.checks.projet.places import LABELLED, TO_VISIT, raw
from course_utils.checks.record import Opaque, Step, call
from course_utils.checks.task import Task
from course_utils.checks.values import kind, numbers

FIT = Task(
    "fit",
    ("table", "images", "labels"),
    hints={
        "valeurs_manquantes": "Des mesures manquent, d’autres peuvent être infinies (une division ?), et ce "
        "modèle n’en veut pas : qui les remplace, et par quoi ?",
        "sans_predict_proba": "Il faut un objet qui a une méthode predict_proba(table, images).",
        "predict_proba_arguments": "Elle reçoit (table, images), et c’est elle qui appelle build_features. Un modèle "
        "de scikit-learn, lui, reçoit des caractéristiques : mettez-le dans un objet à vous, dont la méthode reçoit "
        "d’abord self.",
        "modele_sans_probabilites": "Le modèle qui est dans votre objet ne donne que des classes : il en faut un "
        "autre, ou l’option qui lui fait calculer des probabilités.",
        "proba_forme": "predict_proba donne deux colonnes, P(sain) et P(malade), de somme 1.",
        "proba_constante": "Toutes les probabilités sont égales : le modèle ne distingue pas les arbres (une softmax "
        "sur un seul neurone vaut toujours 1).",
        "proba_inversee": "Les arbres jugés les plus malades sont les plus sains : les deux colonnes "
        "sont-elles dans l’ordre P(sain), P(malade) ?",
        "proba_du_lot": "Un arbre n’a pas la même probabilité seul et accompagné : le service enverra pourtant "
        "les siens un par un.",
        "etiquettes_d_ailleurs": "Le modèle n’a pas appris des étiquettes qu’on lui a données : d’où tient-il "
        "les réponses ?",
        "trop_cher": "Des probabilités trop sûres d’elles, un indice qui ne vaut que là où l’on a étiqueté, "
        "le prix d’un malade oublié, des arbres perdus ou mal nettoyés en route : d’où vient ce coût ?",
        "couleur_moyenne": "Une régression sur la couleur moyenne va jusque-là : qu’est-ce qui, pixel par pixel, "
        "distingue une feuille brune d’une verte, et que la moyenne efface ?",
        "part_fausse": "La part annoncée est la moyenne de vos P(malade) : des poids de classes ou un "
        "rééchantillonnage la déforment, un indice trompeur ou des arbres perdus aussi.",
    },
    broader="Gardez un lieu entier de côté, entraînez sur les autres, et regardez qui est mal jugé.",
    reread="les sections 4 et 5 de ce notebook",
)


NEAR = 0.02  # by which a tree's probability may depend on its company

BACKWARDS = 0.4  # an area under the ROC curve below which the two columns are exchanged

TELLS_LABELS = 0.6  # an area under the ROC curve above which a model taught the contrary knows the truth from elsewhere

FEW = 7  # trees judged apart from the others


class Work:
    """A student's three functions at work: what was loaded, the model, its probabilities; each made once.

    `attempt` is that of `fit`, whatever cell it is judged by now.
    """

    def __init__(self, attempt):
        self.attempt, self.made = attempt, {}

    @property
    def load_and_clean(self):
        """The attempt at loading."""
        return self.attempt.at(LOAD_AND_CLEAN, self.attempt.beside["load_and_clean"])

    def once(self, key, make):
        """What `make()` gives, or the `CheckFailed` that it raises, the first time that `key` is asked for."""
        if key not in self.made:
            try:
                self.made[key] = make()
            except CheckFailed as failure:
                self.made[key] = failure
        if isinstance(self.made[key], CheckFailed):
            raise self.made[key]
        return self.made[key]

    def loaded(self, folder):
        """The folder through the student's `load_and_clean`."""
        return self.once(("loaded", folder), lambda: load(self.load_and_clean, folder))

    def model(self, folder, rows=None):
        """The student's model, fitted on a folder (on some of its rows). `rows` is a tuple."""
        return self.once(("model", folder, rows), lambda: self._fitted(folder, rows))

    def _fitted(self, folder, rows):
        loaded, _ = self.loaded(folder)
        model = made_with(self.attempt, steps.train, loaded, None if rows is None else list(rows))
        if model is None:
            raise CheckFailed("fit ne renvoie rien (None) : il manque sans doute un « return ».", "sans_return")
        if not isinstance(model, Opaque):
            raise self.attempt.fault(f"fit renvoie {kind(model)}", "sans_predict_proba")
        return model

    def sick(self, model, folder, rows=None):
        """P(sick) of the trees of a folder, in the order of its table. Raises `CheckFailed` where they are no such."""
        loaded, seen = self.loaded(folder)
        told = call(Step(steps.probabilities, model), loaded, None if rows is None else list(rows))
        if told.error == "TypeError" and "predict_proba() takes" in told.message:
            raise self.attempt.fault("predict_proba ne se laisse pas appeler ainsi", "predict_proba_arguments")
        if told.error == "AttributeError" and "predict_proba" in told.message:
            if f"'{model.type_name}'" not in told.message:
                raise self.attempt.fault("predict_proba ne trouve pas de probabilités", "modele_sans_probabilites")
            raise self.attempt.fault("fit renvoie un objet sans méthode predict_proba", "sans_predict_proba")
        if refuses_missing(told):
            raise self.attempt.fault("predict_proba s’arrête sur des valeurs qui manquent", "valeurs_manquantes")
        if told.error:
            said = french(told.error, told.message) or (f"« {told.message} »" if told.message else "")
            text = f" : {said}" if self.attempt.shows and said else ""
            raise CheckFailed(f"predict_proba s’arrête sur une erreur {told.error}{text}.")
        values, n = numbers(told.value), len(seen["index"]) if rows is None else len(rows)
        if values is None or values.shape != (n, 2):
            shape = np.shape(told.value)
            came = f"un tableau de forme {shape} au lieu de {(n, 2)}" if self.attempt.shows else "autre chose"
            raise self.attempt.fault(f"predict_proba renvoie {came}", "proba_forme")
        if not np.isfinite(values).all():
            raise self.attempt.fault("predict_proba renvoie des valeurs qui manquent", "valeurs_manquantes")
        if values.min() < -1e-6 or values.max() > 1 + 1e-6:
            text = "predict_proba ne renvoie pas des probabilités : il y en a hors de [0, 1]"
            raise self.attempt.fault(text, "proba_forme")
        if not np.allclose(values.sum(axis=1), 1, atol=1e-3):
            text = "predict_proba ne renvoie pas des probabilités : les deux colonnes d’un arbre ne somment pas à 1"
            raise self.attempt.fault(text, "proba_forme")
        return values[:, 1].astype(float)


latest = Latest()


def work(attempt):
    """The `Work` of an attempt at `fit`: the last one if it was of these functions, a new one else."""
    functions = (*attempt.beside.values(), attempt.function)
    doing = latest.of(functions, lambda: Work(attempt))
    doing.attempt = attempt
    return doing


def check_model(attempt, folder):
    """What `predict_proba` gives is a judgement of each tree by itself. Raises `CheckFailed`."""
    doing = work(attempt)
    model = doing.model(LABELLED)
    sick = doing.once(("sick", folder), lambda: doing.sick(model, folder))
    if np.ptp(sick) < 1e-6:
        raise attempt.fault("fit rend un modèle qui n’apprend rien", "proba_constante")
    few = doing.sick(model, folder, tuple(range(FEW)))
    alone = doing.sick(model, folder, (FEW,))
    if np.abs(np.append(few, alone) - sick[: FEW + 1]).max() > NEAR:
        raise attempt.fault("predict_proba se contredit", "proba_du_lot")


def check_order(attempt, sick, truth):
    """The sick trees are on the whole the likelier ones. Raises `CheckFailed`."""
    if area(sick, truth) < BACKWARDS:
        raise attempt.fault("Le modèle se trompe plus souvent que le hasard", "proba_inversee")


def check_teaching(attempt, taught, truth):
    """A model that was taught the contrary, whose P(sick) are `taught` (n,), believes it. Raises `CheckFailed`."""
    if area(taught, truth) > TELLS_LABELS:
        raise attempt.fault("Entraîné sur des étiquettes inversées, le modèle sait encore", "etiquettes_d_ailleurs")


def area(sick, truth):
    """The area under the ROC curve of P(sick) (n,) against the truth (n,), 0 or 1."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(truth, sick))


def check_own_model(attempt):
    """A model and its probabilities, on the trees to visit and on those that it learnt from. Raises `CheckFailed`."""
    check_model(attempt, TO_VISIT)
    doing = work(attempt)
    sick = doing.once(("sick", LABELLED), lambda: doing.sick(doing.model(LABELLED), LABELLED))
    check_order(attempt, sick, _own_labels(doing))
    sure = "\nToutes vos probabilités valent 0 ou 1 : sont-ce des classes (predict), et non des probabilités ?"
    return (
        "✔ fit : predict_proba donne deux colonnes, P(sain) puis P(malade), de somme 1, les mêmes pour un arbre seul "
        f"ou accompagné.{sure * bool(np.isin(sick, (0, 1)).all())}"
    )


def _own_labels(doing):
    """The labels of the student's own folder, in the order of the student's table. Raises `CheckFailed`."""
    there, (_, seen) = raw(doing.load_and_clean.function, LABELLED), doing.loaded(LABELLED)
    label = dict(zip(there["ids"], there["labels"].tolist(), strict=True))
    if not set(seen["trees"]) <= set(label):
        raise doing.load_and_clean.fault("La table contient des arbres inconnus", "index")
    return np.array([label[name] for name in seen["trees"]])


def check_fitted(attempt):
    """The labels that the model learns from are those that it is given: taught the contrary, it believes it. Raises."""
    doing = work(attempt)
    loaded, _ = doing.loaded(LABELLED)
    sick = doing.once(("sick", LABELLED), lambda: doing.sick(doing.model(LABELLED), LABELLED))
    check_order(attempt, sick, _own_labels(doing))
    taught = doing.once("contrary", lambda: made_with(attempt, steps.teach_the_contrary, loaded))
    if not isinstance(taught, Opaque):
        raise attempt.fault(f"fit renvoie {kind(taught)}", "sans_predict_proba")
    check_teaching(attempt, doing.sick(taught, LABELLED), _own_labels(doing))
    return "✔ fit : le modèle apprend des étiquettes qu’on lui donne (inversées, il les croit)."


BESIDE = ("load_and_clean", "build_features")
EXERCISES = (
    Exercise(3, "A model and its probabilities.", Question(FIT, check_own_model, beside=BESIDE)),
    Exercise(
        "leakage",
        "The labels that the model learns from are those that it is given.",
        Question(FIT, check_fitted, beside=BESIDE),
    ),
)
