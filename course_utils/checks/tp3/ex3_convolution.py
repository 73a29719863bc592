"""TP3, exercise 3: a convolution: planes, filters, padding, stride."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp3.arguments import CHAPTER, PIXELS, numbers_like
from course_utils.checks.tp3.refusals import check_with_refusals

CONV2D = Task(
    "conv2d",
    ("image", "kernels", "biases", "padding", "stride"),
    hints={
        "conv_retourne": "Le noyau est retourné, comme dans la convolution des mathématiciens : ici il glisse "
        "tel quel (c’est une corrélation).",
        "conv_sans_biais": "Les biais ne sont pas ajoutés.",
        "conv_biais_par_plan": "Le biais d’un filtre s’ajoute une fois, et non une fois par plan.",
        "conv_biais_somme_dedans": "Le biais est dans la somme, donc compté une fois par produit : il s’ajoute "
        "une fois, après.",
        "conv_bord_hors_taille": "La taille de la sortie se calcule sur l’image avec son bord.",
        "conv_un_seul_biais": "Chaque filtre a son propre biais.",
        "conv_un_seul_plan": "Un seul plan de l’image est regardé : la sortie les additionne tous.",
        "conv_un_seul_filtre": "Chaque filtre fait sa propre carte : ici elles viennent toutes du premier.",
        "conv_meme_noyau_pour_tous_les_plans": "Un filtre a un noyau différent pour chaque plan de l’image.",
        "conv_moyenne": "C’est la somme des produits qui est demandée, pas leur moyenne.",
        "conv_padding_oublie": "Le bord de zéros n’est pas ajouté.",
        "conv_padding_bord": "Le bord ajouté est fait de zéros, et non des pixels voisins.",
        "conv_padding_miroir": "Le bord ajouté est fait de zéros, et non de pixels réfléchis.",
        "conv_padding_un_cote": "Le bord est ajouté des quatre côtés.",
        "conv_padding_decale": "Le bord est partagé entre les quatre côtés : ici l’image est poussée dans un coin.",
        "conv_pas_oublie": "Le pas n’est pas utilisé.",
        "conv_pas_lignes_seules": "Le pas vaut pour les deux directions : les colonnes l’ignorent.",
        "conv_pas_colonnes_seules": "Le pas vaut pour les deux directions : les lignes l’ignorent.",
        "conv_pas_sans_avancer": "La sortie a la bonne taille, mais les fenêtres n’avancent que d’un pixel.",
        "conv_fenetres_disjointes": "Les fenêtres se recouvrent : elles avancent du pas, et non de la taille du noyau.",
        "conv_relu": "Les valeurs négatives ont disparu : aucune activation n’est demandée ici.",
        "conv_filtres_en_tete": "L’axe des filtres est le dernier.",
        "conv_noyau_transpose": "Lignes et colonnes du noyau sont échangées.",
        "conv_plans_et_filtres_echanges": "Plans et filtres sont échangés : les noyaux sont rangés (kh, kw, C, F).",
        "conv_entiers": "Un tableau qui hérite du type entier de l’image perd ses décimales.",
        "conv_dernier_plan": "Chaque plan efface le précédent : la sortie les additionne tous.",
        "conv_derniere_position_nulle": "La sortie a la bonne taille, mais sa dernière ligne et sa dernière colonne ne "
        "sont jamais calculées.",
        "conv_maximum": "Tous les produits s’additionnent : ici, seul le plus grand est gardé.",
        "conv_biais_soustrait": "Le biais s’ajoute : ici il est retranché.",
        "conv_biais_de_tous": "Chaque filtre n’ajoute que son propre biais : ici, tous s’additionnent.",
        "conv_padding_de_uns": "Le bord ajouté est fait de zéros, et non de uns.",
        "conv_biais_multiplie": "Le biais s’ajoute, il ne multiplie pas.",
        "conv_sans_derniere_position": "Il manque la dernière position du noyau, dans chaque direction.",
    },
    broader="Prenez une image de 3 × 3, un noyau de 2 × 2 dont les quatre nombres sont différents, et calculez "
    "un pixel de sortie à la main.",
    example="À la main : l’image [[1, 2], [3, 4]] sous le noyau [[1, 0], [0, 1]], avec un biais de 10, donne un "
    "seul pixel, 15.",
    reread=f"{CHAPTER}, la section sur la convolution, et la figure de la section 3 de ce TP",
    shapes="image est (H, W, C), pas forcément carrée, kernels (kh, kw, C, F) ; une fenêtre de l’image et "
    "kernels[..., f] sont (kh, kw, C)",
    rtol=1e-5,
    atol=1e-6,
    single_precision=True,  # Keras computes so
)

# Kernels that do not fit: a ValueError is asked.
REFUSALS = [
    Case((numbers_like(3, 5, 1), numbers_like(4, 2, 1, 1), numbers_like(1))),
    Case((numbers_like(5, 3, 1), numbers_like(2, 4, 1, 1), numbers_like(1))),
    Case((numbers_like(3, 4, 2), numbers_like(6, 2, 2, 1), numbers_like(1), 1), by_name=True),
]


TOPICS = {
    "conv2d": "plans et filtres, au pas de 1 et sans bord",
    "padding": "le bord de zéros",
    "stride": "le pas",
    "shapes": "noyaux qui ne sont pas carrés, bord et pas ensemble, refus d’un noyau qui ne tient pas",
}


def topic_of(case):
    """Which of the `TOPICS` a case is about: the one thing that it has, or "shapes"."""
    _, kernels, _, padding, stride = (*case.args, 0, 1)[:5] if len(case.args) != 4 else (*case.args, 1)
    square = np.shape(kernels)[0] == np.shape(kernels)[1]
    found = ["padding"] * (padding > 0) + ["stride"] * (stride > 1)
    return "shapes" if not square or len(found) > 1 else (found or ["conv2d"])[0]


def check_topic(attempt, cases, refusals, topic):
    """The cases on one topic, so that a near miss loses one point; what is printed. Raises `CheckFailed`."""
    first, *others = cases  # one plane, one filter: what goes wrong there is told as what it is
    own = [first, *(case for case in others if topic_of(case) == topic)]
    check_with_refusals(attempt, own, refusals if topic == "shapes" else ())
    return f"✔ conv2d : {TOPICS[topic]}."


CASES = [
    Case((numbers_like(5, 4, 1), numbers_like(3, 3, 1, 1, start=2), numbers_like(1, start=5))),
    Case(
        (numbers_like(4, 5, 2, start=4), numbers_like(2, 2, 2, 3, start=6), numbers_like(3, start=8)),
        "l’image a ici deux plans, il y a trois filtres",
    ),
    Case(
        (numbers_like(7, 6, 1, start=2), numbers_like(2, 2, 1, 2, start=7), numbers_like(2, start=4), 0, 2),
        "le pas vaut ici 2",
    ),
    Case(
        (numbers_like(5, 6, 2), numbers_like(3, 2, 2, 3, start=3), numbers_like(3, start=6)),
        "l’image a ici deux plans, il y a trois filtres, le noyau n’est pas carré",
        by_name=True,
    ),
    Case(
        (numbers_like(4, 3, 2, start=2), numbers_like(3, 3, 2, 2), numbers_like(2, start=7), 1),
        "le bord est ici d’un pixel",
    ),
    Case((numbers_like(6, 7, 1), numbers_like(2, 3, 1, 2), numbers_like(2), 0, 2), "le pas vaut ici 2"),
    Case(
        (numbers_like(5, 6, 2), numbers_like(2, 3, 2, 2, start=4), numbers_like(2), 2, 3),
        "le bord est ici de deux pixels, le pas de 3",
        silent_on=("conv_bord_hors_taille",),
    ),
    Case(
        (numbers_like(2, 3, 1), numbers_like(4, 2, 1, 1), numbers_like(1), 1),
        "le noyau ne tient ici que grâce au bord ajouté",
    ),
    Case((PIXELS, numbers_like(2, 2, 1, 2), numbers_like(2, start=3)), "l’image est ici un tableau d’entiers"),
    Case(
        (numbers_like(3, 3, 1).tolist(), numbers_like(2, 2, 1, 1).tolist(), [0.5]),
        "les arguments sont ici des listes",
        may_refuse=True,
    ),
]
EXERCISE = Exercise(
    3,
    "A convolution: planes, filters, padding, stride, kernels that are not square.",
    *(Question(CONV2D, check_topic, cases=CASES, given=(REFUSALS, topic), keyword=topic) for topic in TOPICS),
)
