"""TP2, exercise 9: the model of one’s own: what its `predict` gives. The thresholds are for hidden data."""

import numpy as np

from course_utils.capteurs import campaign
from course_utils.checks.engine import CheckFailed
from course_utils.checks.errors import error_of
from course_utils.checks.exercise import Exercise, Latest, Question
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque
from course_utils.checks.task import Case, Task
from course_utils.checks.tp2.arguments import CHAPTER
from course_utils.checks.values import kind
from course_utils.checks.values import numbers as as_numbers

BEST_MODEL = Task(
    "best_model",
    ("X_train", "y_train"),
    hints={
        "History": "C’est le modèle qui a une méthode predict : renvoyez-le.",
        "type": "Une classe devient un objet quand on l’appelle : il manque ses parenthèses.",
        "sans_predict": "L’objet renvoyé doit avoir une méthode predict(X) qui prend des attributs bruts.",
        "deux_colonnes": "predict doit donner un nombre par exemple : la probabilité de la classe 1.",
        "pas_des_probabilites": "predict doit donner des probabilités, entre 0 et 1 : est-ce un logit ?",
        "etiquettes": "predict donne des étiquettes : il faut des probabilités.",
        "constante": "Le modèle répond toujours la même chose : ses entrées sont-elles à l’échelle ?",
        "echelle_du_lot": "La réponse pour un exemple dépend de ceux qui l’accompagnent : avec quelles "
        "statistiques predict met-il X à l’échelle ?",
        "seuil_1": "Un modèle linéaire, ou des attributs laissés bruts, n’y arrivent pas.",
        "seuil_2": "Revoyez l’architecture, le taux d’apprentissage et la durée par validation croisée.",
    },
    broader="Mesurez votre modèle sur des données d’entraînement de la section : mises à l’échelle, courbes "
    "d’apprentissage, puis plis.",
    reread=f"{CHAPTER}, le tableau de décision",
)

# What comes back in place of an object with a `predict`: the type's name.
NOT_A_MODEL = {"History": "qui est l’historique de fit", "type": "qui est une classe"}

# Accuracy on hidden readings, for the first point and for the second. Measured by benchmarks/bench_tp2.py.
THRESHOLDS = (0.70, 0.82)


def predictions(attempt, X_train, y_train, X):
    """Train with `best_model`, and the probabilities (n,) that what it returns gives for X. Raises `CheckFailed`."""
    case = Case((X_train, y_train))
    what = "best_model(X_train, y_train)" if attempt.shows else attempt.describe(case)
    value = attempt.value(case)

    def fail(text, mistake):
        return attempt.fault(f"{what} renvoie un objet {text}", mistake)

    if not isinstance(value, Opaque):
        raise attempt.fault(f"{what} renvoie {kind(value)}", "sans_predict")
    if value.type_name in NOT_A_MODEL:
        raise fail(NOT_A_MODEL[value.type_name], value.type_name)
    told = operate("predict_of", value, X)
    if told.error == "AttributeError":
        raise fail("sans méthode predict", "sans_predict")
    if told.error:
        raise CheckFailed(f"{what} renvoie un objet dont predict s’arrête sur {error_of(told, attempt.shows)}.")
    output = as_numbers(told.value)
    if output is not None and output.shape == (len(X), 2):
        raise fail("dont predict donne deux colonnes", "deux_colonnes")
    if output is None or output.shape not in ((len(X),), (len(X), 1)):
        raise fail("dont predict ne donne pas un nombre par exemple", "deux_colonnes")
    output = output.ravel().astype(float)
    if not np.isfinite(output).all():
        raise CheckFailed(f"{what} renvoie un objet dont predict donne des nan ou des inf.")
    if output.min() < 0 or output.max() > 1:
        raise fail("dont predict sort de l’intervalle [0, 1]", "pas_des_probabilites")
    if np.ptp(output) < 1e-6:
        raise fail("dont predict ne distingue pas les exemples", "constante")
    if np.isin(output, (0.0, 1.0)).all():
        raise fail("dont predict ne donne que des 0 et des 1", "etiquettes")
    few = operate("predict_of", value, X[:5])
    few = as_numbers(few.value) if few.error is None else None
    if few is None or few.size != 5 or not np.allclose(few.ravel(), output[:5], atol=1e-3):
        raise fail(
            "dont predict ne donne pas la même réponse pour les mêmes lignes, seules ou accompagnées", "echelle_du_lot"
        )
    return output


def check_score(attempt, output, y, place):
    """The share of right answers reaches threshold number `place`; what is printed. Raises `CheckFailed`."""
    threshold, score = 100 * THRESHOLDS[place], 100 * np.mean((output > 0.5) == y)
    told = f"{score:.1f} % de bien classés sur des relevés cachés, pour {threshold:.0f} % demandés".replace(".", ",")
    if score < threshold:
        raise attempt.fault(f"best_model n’atteint pas le seuil : {told}", f"seuil_{place + 1}")
    return f"✔ best_model : {told}."


_seen = Latest()


def check_predictions(attempt):
    """Trained on readings that everybody has. The same training serves both thresholds when a TP is marked. Raises."""

    def judged():
        readings, (X, _) = campaign(np.random.default_rng(2026), 160, 60)
        return predictions(attempt, *readings, X)

    _seen.of(attempt.function, judged, again=not attempt.is_marked)  # a student may change what the function calls
    return "✔ best_model : la forme de ce que donne predict. Les seuils se jugent sur des relevés cachés."


EXERCISE = Exercise(
    9,
    "The model of one's own: what its `predict` gives. The thresholds are for hidden data; the notebook has some.",
    Question(BEST_MODEL, check_predictions, keyword="best_model_1", form_only=True),
    Question(BEST_MODEL, check_predictions, keyword="best_model_2", form_only=True),
)
