"""TP4, exercise 3: reconstruction through a principal component analysis."""

import numpy as np

from course_utils.checks.engine import check_cases
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp4.arguments import CHAPTER, LOOSE, values

PCA_RECONSTRUCT = Task(
    "pca_reconstruct",
    ("X_train", "X", "n_components"),
    hints={
        "acp_ajustee_sur_x": "Les axes et la moyenne viennent de X : ils ne doivent dépendre que de X_train.",
        "acp_ajustee_sur_tout": "X a servi à trouver les axes ou la moyenne : ils ne doivent dépendre que de X_train.",
        "acp_sans_centrer": "Les données ne sont pas centrées : les axes passent par l’origine au lieu de "
        "passer par la moyenne.",
        "acp_moyenne_de_x": "La moyenne est celle de X : il faut celle de X_train, ici et partout.",
        "acp_moyenne_oubliee": "Il manque un déplacement au retour : la reconstruction est restée centrée.",
        "acp_projection_non_centree": "X est projeté sans avoir été centré, mais la moyenne est ajoutée au retour.",
        "acp_codes": "Ce sont les coordonnées dans le sous-espace : il faut revenir dans l’espace de départ.",
        "acp_plus_petites": "Ce sont les directions de plus faible variance : dans quel ordre les valeurs "
        "propres sont-elles rangées ?",
        "acp_lignes_pour_colonnes": "Les axes sont pris dans le mauvais sens de la matrice : en lignes ou en "
        "colonnes ?",
        "acp_blanchie": "Les coordonnées sont divisées par leur écart-type (blanchiment) : le retour ne le sait pas.",
        "acp_reduite": "Chaque attribut est divisé par son écart-type avant l’ACP : ici on centre seulement.",
        "acp_moyenne_scalaire": "Une seule moyenne pour tous les attributs : chacun a la sienne.",
        "acp_moyenne_par_ligne": "Chaque exemple est centré par sa propre moyenne : c’est chaque attribut, colonne par "
        "colonne, qu’il faut centrer.",
        "acp_moyenne_de_x_au_retour": "Ce qui est ôté à l’aller est à rendre au retour : la moyenne de X_train "
        "est ôtée, et c’est celle de X qui revient.",
        "acp_une_de_trop": "Il y a une composante de trop : que prend une tranche qui s’arrête à n_components ?",
        "acp_sans_la_premiere": "La première composante, la plus importante, manque.",
        "acp_valeurs_singulieres": "Les valeurs singulières n’ont rien à faire entre l’aller et le retour : les axes "
        "seuls suffisent.",
        "acp_rend_x_train": "Ce sont les lignes de X_train qui sont reconstruites, et non celles de X.",
        "acp_toutes": "n_components n’est pas utilisé : toutes les composantes sont gardées.",
    },
    broader="Essayez en dimension 2 avec une seule composante : les points reconstruits doivent être alignés, "
    "sur une droite qui passe par la moyenne de X_train.",
    reread=f"{CHAPTER}, la comparaison avec l’ACP",
    **LOOSE,
)


def check_reconstructions(attempt, cases):
    """Each case; codes, whose signs no number can be frozen for, are told by their shape. Raises `CheckFailed`."""
    first = cases[0]
    _, X, n_components = first.args
    if np.shape(attempt.value(first)) == (len(X), n_components):
        raise attempt.fault(f"{attempt.describe(first)} renvoie n_components nombres par ligne", "acp_codes")
    check_cases(attempt, cases)


EXERCISE = Exercise(
    3,
    "Reconstruction through a principal component analysis.",
    Question(
        PCA_RECONSTRUCT,
        check_reconstructions,
        verified="l’ACP de X_train seul, sa moyenne, chaque nombre de composantes",
        cases=[
            Case((values(12, 4), values(5, 4, start=2) + np.array([3, -1, 0, 2]), 2)),
            Case((values(9, 3, start=4) + 5, values(1, 3, start=3), 1), "X n’a ici qu’une ligne", by_name=True),
            Case((values(4, 6, start=5), values(3, 6, start=6) + 1, 2), "il y a ici moins d’exemples que d’attributs"),
            Case((values(8, 3, start=7) - 2, values(4, 3, start=8), 3), "toutes les composantes sont ici gardées"),
            Case(
                (np.array([[1, 2, 0], [3, -1, 4], [0, 5, 2], [7, 1, 1]]), np.array([[2, 2, 9]]), 1),
                "les tableaux sont ici entiers",
                may_refuse=True,
            ),
        ],
    ),
)
