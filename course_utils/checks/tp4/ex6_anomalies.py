"""TP4, exercise 6: a threshold from the errors of normal data, and what is above it."""

import math

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp4.arguments import CHAPTER, LOOSE, values
from course_utils.checks.tp4.networks import AUTOENCODER, HALF
from course_utils.checks.tp4.with_models import known, value_with_model

ANOMALY_THRESHOLD = Task(
    "anomaly_threshold",
    ("errors", "quantile"),
    hints={
        "seuil_en_pour_cent": "quantile est une proportion, entre 0 et 1, et non un pourcentage.",
        "seuil_complementaire": "C’est le quantile pris par l’autre bout : la plupart des erreurs normales "
        "doivent être sous le seuil.",
        "seuil_maximum": "C’est la plus grande erreur : quantile n’est pas utilisé.",
        "seuil_fixe": "La valeur de quantile que reçoit la fonction n’est pas utilisée.",
        "seuil_ecarts_types": "C’est une moyenne augmentée d’écarts-types : le quantile ne suppose aucune loi.",
        "seuil_part_du_maximum": "C’est une fraction de la plus grande erreur : un quantile compte des exemples.",
        "seuil_part_de_l_etendue": "C’est une fraction de l’étendue : un quantile compte des exemples.",
        "seuil_pas_range": "L’ordre dans lequel les erreurs arrivent ne doit pas compter : rangez-les d’abord.",
        "seuil_range_a_l_envers": "Les erreurs sont rangées de la plus grande à la plus petite : un quantile se compte "
        "depuis la plus petite.",
        "seuil_rang": "C’est un rang, un nombre d’erreurs : il faut l’erreur qui se trouve à ce rang.",
        "seuil_plusieurs": "Un seuil est un seul nombre, et non les erreurs qui le dépassent.",
        "seuil_sans_trier": "L’ordre dans lequel les erreurs arrivent ne doit pas compter.",
    },
    broader="Rangez dix erreurs par ordre croissant : où couper pour en laisser neuf sous le seuil ?",
    reread=f"{CHAPTER}, la section sur la détection d’anomalies",
    **LOOSE,
)

DETECT_ANOMALIES = Task(
    "detect_anomalies",
    ("autoencoder", "X", "threshold"),
    hints={
        "modele_modifie": "Son apprentissage est fini : il ne reste qu’à l’interroger.",
        "detection_sans_booleens": "Il faut vrai ou faux pour chaque exemple.",
        "detection_inversee": "C’est l’inverse : une anomalie est ce que le modèle reconstruit mal.",
        "detection_large": "Une erreur égale au seuil n’est pas une anomalie : la comparaison est stricte.",
        "detection_erreur_absolue": "L’erreur de reconstruction est une moyenne de carrés.",
        "detection_erreur_sommee": "L’erreur est une moyenne sur les attributs, pas une somme.",
        "detection_racine": "Il y a une racine carrée de trop dans l’erreur.",
        "detection_globale": "Chaque exemple a sa propre erreur : une seule ne peut pas décider pour tous.",
        "detection_indices": "Ce sont les places des anomalies : il faut vrai ou faux pour chaque exemple.",
        "detection_lignes": "Ce sont les anomalies elles-mêmes : il faut vrai ou faux pour chaque exemple.",
        "detection_par_attribut": "Chaque attribut a sa réponse : c’est l’erreur de l’exemple entier qui décide.",
        "detection_pire_attribut": "Le pire attribut décide seul : l’erreur de reconstruction est une moyenne.",
        "detection_en_entrainement": "Le modèle est interrogé comme pendant son apprentissage, dropout allumé.",
        "detection_sans_modele": "Le modèle n’est pas utilisé : c’est à sa reconstruction qu’il faut comparer X.",
        "detection_un_seul": "C’est une seule réponse pour tout le lot : chaque exemple a son erreur, et sa réponse.",
        "detection_quantile_des_juges": "Le seuil est donné (threshold) : il ne se recalcule pas sur les données à "
        "juger.",
        "detection_seuil_recalcule": "Le seuil est donné : il ne se recalcule pas sur les données à juger.",
    },
    broader="Prenez un exemple, reconstruisez-le, calculez son erreur, comparez au seuil : faites-le à la "
    "main pour deux lignes de X.",
    reread=f"{CHAPTER}, la section sur la détection d’anomalies",
    **LOOSE,
)


SPREAD_OUT = np.round(values(24, 4, start=2) * np.linspace(0.1, 1.2, 24)[:, None] + 0.3, 2)  # errors of all sizes

STEPS = np.tile([[0, 0, 0, 0], [4, 0, 0, 0], [2, 2, 0, 0], [4, 4, 0, 0], [1.0, 1, 1, 1], [4, 2, 2, 2]], (4, 1))

UNSORTED = np.array([0.9, 0.02, 0.31, 0.05, 2.4, 0.11, 0.44, 0.08, 0.6, 0.2, 0.03, 0.15, 1.4, 0.04, 0.25, 0.07, 0.36])


def check_thresholds(attempt, cases):
    """`anomaly_threshold` on each case: between the order statistics that are neighbours of the quantile. Raises."""
    for case in cases:
        value = attempt.value(case)
        fault = attempt.comparison.form(value, ())
        if fault and np.ndim(value) == 1:
            raise attempt.fault(f"{attempt.describe(case)} renvoie plusieurs nombres", "seuil_plusieurs")
        if fault:
            raise CheckFailed(f"{attempt.describe(case)} {fault}.")
        low, high = neighbours(*case.args)
        slack = 1e-6 * (1 + abs(high))
        if not low - slack <= float(value) <= high + slack:
            raise known(attempt, case, value) or CheckFailed(
                f"{attempt.describe(case)} renvoie une valeur qui ne laisse pas sous elle la part d’erreurs demandée."
            )


def neighbours(errors, quantile):
    """The sorted errors between which every usual definition of the quantile falls."""
    rank, ordered = len(errors) * quantile, np.sort(errors)
    low = math.floor(round(rank - 1, 9))
    high = math.ceil(round(rank - 1 + max(quantile, 1 - quantile), 9))
    return ordered[max(low, 0)], ordered[min(high, len(errors) - 1)]


def check_detections(attempt, cases):
    """`detect_anomalies` on each case, its network made with Keras: booleans, one a sample. Raises `CheckFailed`."""
    models = {}
    for case in cases:
        value = value_with_model(attempt, case, models)
        failure = known(attempt, case, value)
        if failure:
            raise failure
        if np.ndim(value) == 0 and np.asarray(value).dtype.kind == "b":
            raise attempt.fault(f"{attempt.describe(case)} renvoie un seul booléen", "detection_un_seul")
        fault = attempt.comparison.form(value, np.shape(case.expected))
        if fault and isinstance(value, (list, str)):
            text = f"{attempt.describe(case)} ne renvoie pas un tableau de booléens"
            raise attempt.fault(text, "detection_sans_booleens")
        if fault:
            raise CheckFailed(f"{attempt.describe(case)} {fault}.")
        if np.asarray(value).dtype.kind != "b":
            raise attempt.fault(f"{attempt.describe(case)} ne renvoie pas des booléens", "detection_sans_booleens")
        if not np.array_equal(np.asarray(value), np.asarray(case.expected) > 0.5):
            if not np.array_equal(np.asarray(value), np.asarray(value_with_model(attempt, case, models))):
                text = f"{attempt.describe(case)}, appelée deux fois, ne donne pas deux fois la même réponse"
                raise attempt.fault(text, "detection_en_entrainement")
            raise CheckFailed(
                f"{attempt.describe(case)} ne signale pas les bons exemples. Attention : "
                f"{case.says or 'une erreur de reconstruction par exemple, comparée au seuil'}."
            )


EXERCISE = Exercise(
    6,
    "A threshold from the errors of normal data, and what is above it.",
    Question(
        ANOMALY_THRESHOLD,
        check_thresholds,
        verified="plusieurs quantiles, erreurs en désordre",
        cases=[
            Case((UNSORTED, 0.9)),
            Case((UNSORTED, 0.5), "c’est ici la médiane", by_name=True),
            Case((np.round(values(200, start=2) ** 2, 4), 0.95)),
            Case((np.round(values(40, start=3) ** 2, 4), 0.25)),
            Case((np.full(12, 0.25), 0.8), "toutes les erreurs sont ici égales"),
        ],
    ),
    Question(
        DETECT_ANOMALIES,
        check_detections,
        verified="un booléen par exemple, vrai au-dessus du seuil",
        cases=[
            Case((AUTOENCODER, SPREAD_OUT, 1.2)),
            Case((AUTOENCODER, SPREAD_OUT[::-1], 1.6), by_name=True),
            Case((HALF, STEPS, 1.0), "une des erreurs est ici exactement égale au seuil, et le modèle a du dropout"),
            Case((AUTOENCODER, values(1, 4, start=7), 0.05), "il n’y a ici qu’un exemple"),
        ],
    ),
)
