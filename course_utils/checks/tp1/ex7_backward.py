"""TP1, exercise 7: back-propagation through a dense network."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp1.arguments import BY_HAND, CHAPTER, HAND, network, numbers

BACKWARD = Task(
    "backward",
    ("X", "y", "weights", "biases"),
    results=("dweights", "dbiases"),
    from_the_output=True,
    rtol=1e-5,
    atol=1e-7,
    hints={
        "backward_sans_le_2": "Tout est deux fois trop petit : que devient l’exposant du carré ?",
        "backward_somme": "Le gradient d’un lot est la moyenne des gradients des exemples, pas leur somme.",
        "backward_divise_par_n_out": "Le coût somme sur les sorties et ne moyenne que sur les exemples.",
        "backward_signe": "Le signe est inversé.",
        "backward_sans_prime_en_sortie": "La sigmoïde de la couche de sortie se dérive aussi.",
        "backward_sans_prime_cachee": "La sigmoïde des couches cachées se dérive aussi.",
        "backward_sans_prime_du_tout": "La dérivée de la sigmoïde manque à toutes les couches : on ne passe pas de a "
        "à z sans elle.",
        "backward_deux_fois_n": "Tout est divisé deux fois par le nombre d’exemples : une seule division suffit.",
        "backward_biais_deux_fois_n": "Les biais sont divisés deux fois par le nombre d’exemples : si l’erreur "
        "l’est déjà, ils se somment.",
        "backward_prime_de_z": "La dérivée de la sigmoïde se sert ici de z à la place de a, l’activation du neurone.",
        "backward_prime_d_a_cote": "La dérivée de la sigmoïde est prise au z d’une autre couche.",
        "backward_prime_d_apres": "La dérivée de la sigmoïde d’une couche cachée est prise au z de la couche d’après.",
        "backward_remonte_da": "Ce qui remonte d’une couche passe d’abord par la dérivée de sa sigmoïde.",
        "backward_erreur_au_carre": "Le carré a disparu en dérivant : il reste l’écart lui-même, et un facteur.",
        "backward_poids_corriges": "Ce sont des poids déjà corrigés : la fonction rend les gradients, et rien d’autre.",
        "backward_prime_de_a": "La dérivée de la sigmoïde se prend en z ; en a, elle est appliquée deux fois.",
        "backward_poids_non_transposes": "Pour revenir en arrière, un neurone reçoit ce qui vient des neurones "
        "qu’il alimente : dans quel sens parcourt-on la matrice ?",
        "backward_biais_par_exemple": "Il y a un gradient de biais par neurone, pas un par exemple.",
        "backward_biais_somme": "Les biais aussi se moyennent sur les exemples.",
        "backward_z_pour_a": "Le gradient d’un poids dépend de l’activation qui le traverse, pas de z.",
        "backward_activation_de_la_couche": "Le gradient d’un poids dépend de l’activation qui entre dans sa couche.",
        "backward_ordre_inverse": "Les gradients sont dans l’ordre du calcul, de la sortie à l’entrée : "
        "remettez-les dans l’ordre des couches.",
        "backward_transposes": "Chaque gradient a la forme de ce qu’il corrige, (n_out, n_in).",
        "backward_entropie_croisee": "C’est le gradient de l’entropie croisée ; ici le coût est quadratique.",
        "backward_premier_exemple": "Tout le lot compte, pas un seul exemple.",
        "backward_derniere_couche": "L’erreur ne remonte pas jusqu’aux premières couches.",
    },
    broader="Comparez chaque gradient à une différence centrée du coût, couche par couche, en partant de la "
    "sortie : la première couche fausse désigne la ligne à relire.",
    example="À la main, un neurone de poids 0 et de biais 0, devant x = 3 et y = 1 : a = 0,5, le coût change de −1 "
    "quand a change de 1, la pente de la sigmoïde est 0,25, donc le biais reçoit −0,25 et le poids −0,75.",
    reread=f"{CHAPTER}, la section sur la rétropropagation d’un réseau 2-2-1, nombres en main",
)


EXERCISE = Exercise(
    7,
    "Back-propagation through a dense network.",
    Question(
        BACKWARD,
        verified="le gradient de chaque couche, d’une à trois, carrées ou non, un seul exemple, entiers",
        cases=[
            Case(
                (*HAND, *BY_HAND),
                "c’est le réseau 2-2-1 de l’énoncé, dont chaque nombre est dans le tableau de l’exercice",
            ),
            Case((numbers(5, 3, start=2), numbers(5, 3, start=9), *network(3, 3, 3, 3))),
            Case(
                (numbers(5, 3), numbers(5, 2, start=8), *network(3, 4, 2)), "les couches n’ont pas ici la même taille"
            ),
            Case((numbers(5, 2, start=3), numbers(5, 3, start=9), *network(2, 3)), "le réseau n’a ici qu’une couche"),
            Case(
                (numbers(1, 2, start=4), numbers(1, 1), *network(2, 3, 2, 1)),
                "il n’y a ici qu’un exemple",
                by_name=True,
            ),
            Case(
                (np.array([[0, 1], [1, 1], [1, 0]]), np.array([[1], [0], [1]]), *network(2, 2, 1)),
                "X et y sont ici des tableaux d’entiers",
            ),
        ],
    ),
)
