"""TP3, exercise 5: the three gradients of a convolution."""

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp3.arguments import CHAPTER, PIXELS, numbers_like

CONV2D_BACKWARD = Task(
    "conv2d_backward",
    ("d_out", "image", "kernels", "padding", "stride"),
    results=("d_image", "d_kernels", "d_biases"),
    hints={
        "back_biais_moyenne": "Le biais entre dans chaque pixel de sortie : ses parts s’additionnent.",
        "back_biais_commun": "Chaque filtre a son propre biais, qui n’entre que dans sa carte.",
        "back_biais_compte": "d_out n’est pas utilisé pour les biais.",
        "back_biais_ecrases": "Pour les biais, chaque position efface la précédente : accumulez.",
        "back_noyaux_ecrases": "Pour les noyaux, chaque position efface la précédente : accumulez.",
        "back_image_ecrasee": "Pour l’image, des fenêtres qui se recouvrent s’effacent : accumulez.",
        "back_image_non_recadree": "d_image a la taille de l’image, sans le bord ajouté.",
        "back_recadrage_vide": "Sans bord ajouté, le recadrage ne garde plus rien : que vaut une tranche qui "
        "s’arrête à −0 ?",
        "back_recadrage_decale": "Le recadrage ne garde pas la partie où se trouve l’image.",
        "back_padding_oublie": "Le bord ajouté pousse l’image vers le centre : ici elle est restée dans le coin.",
        "back_pas_oublie": "Le pas n’est pas utilisé.",
        "back_pas_sur_un_axe": "Le pas vaut pour les deux directions.",
        "back_noyau_retourne": "Un pixel d’une fenêtre reçoit le poids qui l’a multiplié à l’aller : ici le "
        "noyau est retourné.",
        "back_noyaux_moyenne": "Un poids sert à toutes les positions : ses parts s’additionnent.",
        "back_sans_d_out": "d_out n’est pas utilisé pour les noyaux.",
        "back_image_sans_d_out": "d_out n’est pas utilisé pour l’image.",
        "back_image_sans_noyau": "Pour l’image, tout dépend du poids qui a multiplié le pixel.",
        "back_noyaux_sans_image": "Pour les noyaux, tout dépend du pixel que le poids a multiplié.",
        "back_premier_filtre": "Tous les filtres regardent l’image : elle reçoit une part de chacun.",
        "back_noyau_du_premier_filtre": "Chaque filtre renvoie à l’image son propre noyau.",
        "back_echanges": "Le gradient de l’image et celui des noyaux ont échangé leurs facteurs : que devient un "
        "produit pixel × poids quand c’est le pixel qui bouge ? et quand c’est le poids ?",
        "back_filtre_en_tete": "Le numéro du filtre est le dernier indice de kernels, et non le premier.",
        "back_fenetre_sommee": "Chaque poids du noyau a multiplié un pixel de la fenêtre, et non leur somme.",
        "back_un_pixel": "Toute la fenêtre a servi à calculer ce pixel de sortie, et non son seul coin.",
        "back_ordre": "Dans l’ordre : d_image, d_kernels, d_biases.",
        "back_signe": "Les signes sont inversés : on demande le gradient, pas la correction.",
        "back_entiers": "Un tableau qui hérite d’un type entier perd ses décimales.",
    },
    broader="Un pixel de sortie est une somme de produits pixel × poids, plus un biais : écrivez ses trois "
    "dérivées, puis multipliez-les par d_out. Comparez à une différence centrée.",
    example="À la main : l’image [1, 2, 3] sous le noyau [10, 20], sans biais, donne [50, 80]. Si d_out vaut [1, 1], "
    "le pixel du milieu, vu par les deux fenêtres, reçoit 30 ; le premier poids reçoit 3, le second 5, et le biais 2.",
    reread=f"{CHAPTER}, et la figure de la section 5 de ce TP",
    shapes="d_out[i, j, f] est un nombre ; padded[rows, columns] et kernels[..., f] sont (kh, kw, plans)",
)


EXERCISE = Exercise(
    5,
    "The three gradients of a convolution.",
    Question(
        CONV2D_BACKWARD,
        verified="d_image, d_kernels et d_biases, avec bord et pas",
        cases=[
            Case((numbers_like(3, 2, 1, start=5), numbers_like(4, 3, 1), numbers_like(2, 2, 1, 1, start=2))),
            Case(
                (numbers_like(3, 4, 3, start=5), numbers_like(4, 5, 2), numbers_like(2, 2, 2, 3, start=2)),
                "l’image a ici deux plans, il y a trois filtres",
                by_name=True,
            ),
            Case(
                (numbers_like(3, 4, 2, start=5), numbers_like(3, 4, 2), numbers_like(3, 3, 2, 2, start=2), 1),
                "le bord est ici d’un pixel",
            ),
            Case(
                (numbers_like(2, 3, 2, start=5), numbers_like(5, 8, 1), numbers_like(2, 3, 1, 2, start=2), 0, 2),
                "le pas vaut ici 2, et il reste une ligne et une colonne",
            ),
            Case(
                (numbers_like(2, 3, 2, start=5), numbers_like(4, 5, 2), numbers_like(3, 2, 2, 2, start=2), 2, 3),
                "le bord est ici de deux pixels, le pas de 3",
            ),
            Case(
                (numbers_like(3, 3, 2, start=5), PIXELS, numbers_like(2, 2, 1, 2, start=2)),
                "l’image est ici un tableau d’entiers",
                may_refuse=True,
            ),
        ],
    ),
)
