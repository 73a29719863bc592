"""TP4, exercise 7: the two pieces of a variational autoencoder."""

import math

import numpy as np

from course_utils.checks.engine import CheckFailed, check_cases
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque, call, reseeded
from course_utils.checks.task import Case, Task
from course_utils.checks.tp4.arguments import CHAPTER, LOOSE, values
from course_utils.checks.values import same

REPARAMETERIZE = Task(
    "reparameterize",
    ("mu", "log_var", "eps"),
    hints={
        "tirage_variance_pour_ecart_type": "ε est multiplié par la variance : il faut l’écart-type.",
        "tirage_log_var_pour_ecart_type": "log_var est un logarithme : il faut en sortir l’écart-type.",
        "tirage_sans_exponentielle": "log_var est un logarithme : il faut en sortir l’écart-type.",
        "tirage_signe": "L’écart-type est inversé : vérifiez le signe dans l’exponentielle.",
        "tirage_sans_eps": "eps n’est pas utilisé : le résultat ne varie plus autour de mu.",
        "tirage_mu_multiplie": "mu déplace le tirage, il ne le multiplie pas.",
        "tirage_sans_mu": "mu n’est pas utilisé : le tirage doit être centré sur mu.",
        "tirage_puissance": "L’exposant n’est pas le bon : à quelle puissance de l’exponentielle de log_var est "
        "l’écart-type ?",
        "tirage_moitie_dehors": "La moitié est hors de l’exponentielle : diviser une variance par 2 n’en donne pas la "
        "racine.",
        "tirage_division_entiere": "« // » arrondit à l’entier : il faut « / ».",
        "tirage_eps_multiplie_tout": "eps multiplie aussi mu : vérifiez les parenthèses.",
        "tirage_racine_du_log": "C’est la racine du logarithme, qui n’existe pas s’il est négatif : passez d’abord du "
        "logarithme à la variance.",
        "tirage_mu_et_eps_echanges": "mu et eps ont échangé leurs places : lequel est le centre, lequel le hasard ?",
        "tirage_de_son_propre_hasard": "Le hasard vient du dehors, dans eps : la fonction n’en tire aucun.",
        "tirage_soustrait": "Le terme en ε s’ajoute à mu.",
    },
    broader="Essayez avec mu = 0, log_var = log 4 et eps = 1 : combien vaut alors l’écart-type ?",
    example="À la main : mu = 1, log_var = 0 et eps = 2 donnent 3.",
    reread=f"{CHAPTER}, la section sur l’AutoEncodeur variationnel",
    **LOOSE,
)

KL_DIVERGENCE = Task(
    "kl_divergence",
    ("mu", "log_var"),
    hints={
        "kl_signe": "Une divergence n’est jamais négative : vérifiez le signe.",
        "kl_sans_un_demi": "Tout est deux fois trop grand.",
        "kl_somme_de_tout": "Il faut une divergence par exemple, et non une seule pour tous.",
        "kl_moyenne_de_tout": "Il faut une divergence par exemple, et non une seule pour tous.",
        "kl_moyenne": "Les dimensions latentes s’additionnent, elles ne se moyennent pas.",
        "kl_axe_0": "La somme porte sur les dimensions latentes, pas sur les exemples.",
        "kl_mu_sans_carre": "mu est un écart, qui compte autant dans un sens que dans l’autre.",
        "kl_log_var_pour_variance": "log_var est un logarithme : la variance s’en déduit.",
        "kl_ecart_type_pour_variance": "C’est la variance qui doit apparaître, pas l’écart-type.",
        "kl_sans_le_1": "La divergence doit être nulle quand mu et log_var le sont.",
        "kl_log_var_au_carre": "Le carré de log_var n’est pas une variance : comment sort-on d’un logarithme ?",
        "kl_un_dehors": "Le 1 est hors de la somme : il compte pour chaque dimension latente.",
        "kl_log_du_log": "log_var est déjà un logarithme : c’est la variance qui s’en déduit, et non l’inverse.",
        "kl_non_sommee": "Il reste un nombre par dimension latente : ils s’additionnent, exemple par exemple.",
        "kl_mu_a_l_envers": "Le signe d’un terme : s’éloigner de 0 doit faire grandir la divergence.",
        "kl_precedence": "Il manque une parenthèse : le facteur devant la somme multiplie ses termes, le 1 compris.",
        "kl_log_sigma": "log_var est pris pour le logarithme de l’écart-type : c’est celui de la variance.",
        "kl_variance_au_carre": "La variance est déjà un carré : le carré de l’exponentielle en est un de trop.",
        "kl_sans_log_var": "Un terme manque : que doit valoir la divergence quand la variance tend vers 0 ?",
    },
    broader="La divergence est nulle pour mu = 0 et log_var = 0, et positive partout ailleurs : vérifiez ces "
    "deux lois.",
    example="À la main : pour mu = [1] et log_var = [0], la réponse est 0,5.",
    reread=f"{CHAPTER}, la section sur l’AutoEncodeur variationnel",
    **LOOSE,
)


def _is_random(attempt, case):
    """Whether two calls from two seeds differ; a call that raises does not tell."""
    with reseeded(1):
        first = call(attempt.function, *case.args)
    with reseeded(2):
        second = call(attempt.function, *case.args)
    return not (first.error or second.error or same(first.value, second.value, rtol=1e-6, atol=1e-9))


def check_numbers_and_tensors(attempt, cases):
    """Each case; what is printed tells whether the function also works inside a training step. Raises `CheckFailed`."""
    name, first = attempt.task.name, cases[0]
    try:
        check_cases(attempt, cases)
    except CheckFailed as failure:
        if failure.mistake is None and "eps" in attempt.task.arguments and _is_random(attempt, first):
            text = f"{attempt.describe(first)}, appelée deux fois, ne donne pas deux fois le même résultat"
            raise attempt.fault(text, "tirage_de_son_propre_hasard") from None
        raise
    made = operate("traced", Opaque("function", attempt.function), *first.args)
    if made.error is None and same(made.value, first.expected, attempt.task.rtol, attempt.task.atol):
        return f"✔ {name} : sur des tableaux, et sur des tenseurs dans un pas d’entraînement."
    return (
        f"✔ {name} : sur des tableaux. Dans un pas d’entraînement de Keras, où numpy ne calcule pas, elle s’arrête : "
        "l’AutoEncodeur variationnel qui suit demande les fonctions de keras.ops à la place."
    )


EXERCISE = Exercise(
    7,
    "The two pieces of a variational autoencoder.",
    Question(
        REPARAMETERIZE,
        check_numbers_and_tensors,
        cases=[
            Case((values(4, 3), values(4, 3, start=5), values(4, 3, start=9))),
            Case((values(2, 2, start=2), values(2, 2, start=6) - 1, values(2, 2, start=7)), by_name=True),
            Case((np.zeros((2, 3)), np.full((2, 3), math.log(4)), np.ones((2, 3))), "l’écart-type vaut ici 2"),
            Case((values(1, 1, start=3), values(1, 1, start=4), values(1, 1)), "il n’y a ici qu’un nombre"),
            Case(
                (np.array([[1, -2]]), np.array([[0, 2]]), np.array([[1, -1]])),
                "les tableaux sont ici entiers",
                may_refuse=True,
            ),
        ],
    ),
    Question(
        KL_DIVERGENCE,
        check_numbers_and_tensors,
        cases=[
            Case((values(4, 3), values(4, 3, start=5))),
            Case((values(3, 3, start=2), values(3, 3, start=6) - 1), by_name=True),
            Case((np.zeros((2, 4)), np.zeros((2, 4))), "la loi est ici la loi normale centrée réduite"),
            Case((values(1, 5, start=3), values(1, 5, start=4)), "il n’y a ici qu’un exemple"),
            Case((values(5, 1, start=4), values(5, 1, start=7)), "il n’y a ici qu’une dimension latente"),
            Case(
                (np.array([[1, -2], [0, 3]]), np.array([[0, 2], [-1, 1]])),
                "les tableaux sont ici entiers",
                may_refuse=True,
            ),
        ],
    ),
)
