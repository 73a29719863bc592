"""TP4, exercise 8: a straight walk between two codes, decoded."""

import numpy as np

from course_utils.checks.engine import REFUSED, CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp4.arguments import CHAPTER, LOOSE, values
from course_utils.checks.tp4.networks import DECODER, network
from course_utils.checks.tp4.with_models import known, value_with_model

INTERPOLATE = Task(
    "interpolate",
    ("decoder", "z_start", "z_end", "n_steps"),
    hints={
        "modele_modifie": "Son apprentissage est fini : il ne reste qu’à l’interroger.",
        "marche_sans_la_fin": "La marche s’arrête avant z_end : le dernier pas manque.",
        "marche_sans_le_debut": "La marche ne part pas de z_start.",
        "marche_un_pas_de_trop": "n_steps compte les points de la marche, et non les intervalles entre eux.",
        "marche_sans_les_bouts": "Les deux bouts manquent : la marche part de z_start et arrive à z_end.",
        "marche_une_seule_image": "Un « return » est-il resté dans la boucle, ou un seul code est-il décodé ?",
        "marche_n_steps_ignore": "Le nombre d’images est n_steps, quel qu’il soit : un nombre est-il écrit en dur ?",
        "marche_axe_de_trop": "Chaque image est restée dans un lot d’une seule : il y a un axe de trop.",
        "marche_non_finie": "Le chemin n’est pas une droite à pas constants : une progression géométrique ou un "
        "logarithme n’existent pas pour des codes négatifs.",
        "marche_entre_images": "Ce sont les images qui sont mélangées : la ligne droite est à tracer dans "
        "l’espace latent, avant le décodeur.",
        "marche_a_l_envers": "La marche va de z_end à z_start.",
        "marche_non_decodee": "Ce sont les codes : il reste à les décoder.",
        "marche_bornes_seules": "Il manque les points intermédiaires : les lignes se répètent.",
        "marche_spherique": "La marche est à faire en ligne droite, à pas constants.",
        "marche_pas_inegaux": "La marche est à faire en ligne droite, à pas constants.",
    },
    broader="Prenez des codes à une dimension, de 0 à 1 en 3 pas : quels sont les trois codes à décoder ?",
    example="À la main : de 0 à 1 en 3 pas, on décode 0, puis 0,5, puis 1.",
    reread=f"{CHAPTER}, les marches dans l’espace latent",
    **LOOSE,
)


def check_walks(attempt, cases):
    """`interpolate` on each case, its decoder made with Keras. Raises `CheckFailed`."""
    models = {}
    for case in cases:
        value = value_with_model(attempt, case, models)
        if value is REFUSED:
            continue
        failure = known(attempt, case, value)
        if failure:
            raise failure
        _check_steps(attempt, case, np.shape(value))
        fault = attempt.comparison.difference(value, case.expected)
        if fault:
            raise CheckFailed(f"{attempt.describe(case)} {fault}." + f" Attention : {case.says}." * bool(case.says))


def _check_steps(attempt, case, shape):
    """As many images as steps. Raises `CheckFailed`."""
    n_steps, d = np.shape(case.expected)
    if len(shape) == 2 and shape[1] == d and shape[0] != n_steps:
        mistake = "marche_une_seule_image" if shape[0] == 1 else "marche_n_steps_ignore"
        told = f"{shape[0]} image{'s' * (shape[0] > 1)} au lieu de {n_steps}" if attempt.shows else "pas n_steps images"
        raise attempt.fault(f"{attempt.describe(case)} renvoie {told}", mistake)


EXERCISE = Exercise(
    8,
    "A straight walk between two codes, decoded.",
    Question(
        INTERPOLATE,
        check_walks,
        verified="n_steps images sur la droite, extrémités comprises",
        cases=[
            Case((DECODER, values(3), values(3, start=5), 5)),
            Case((DECODER, values(3, start=2), values(3, start=6), 2), "il n’y a ici que les deux bouts", by_name=True),
            Case((DECODER, values(3, start=3), values(3, start=8), 9)),
            Case(
                (network(1, 4, activations=["sigmoid"], dropout=0.5), np.array([-1.0]), np.array([2.0]), 4),
                "z n’a ici qu’un nombre, et le décodeur a du dropout",
            ),
            Case((DECODER, np.array([1, 0, -2]), np.array([0, 3, 1]), 4), "les codes sont ici des entiers"),
        ],
    ),
)
