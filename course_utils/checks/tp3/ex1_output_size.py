"""TP3, exercise 1: the size of a convolution's output, on one side."""

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp3.arguments import CHAPTER
from course_utils.checks.tp3.refusals import check_with_refusals

CONV_OUTPUT_SIZE = Task(
    "conv_output_size",
    ("size", "kernel", "padding", "stride"),
    hints={
        "taille_sans_plus_un": "Comptez les positions du noyau, et non les déplacements entre elles.",
        "taille_padding_oublie": "Les pixels ajoutés au bord agrandissent l’image.",
        "taille_padding_un_cote": "Le bord est ajouté des deux côtés.",
        "taille_plafond": "La dernière position dépasserait de l’image : ce qui ne tient pas est laissé.",
        "taille_arrondie": "On n’arrondit pas au plus proche : une position qui dépasse ne compte pas.",
        "taille_pas_ignore": "Le pas ne divise pas tout le trajet du noyau : est-il oublié, ou des parenthèses ?",
        "taille_pas_sur_tout": "La première position ne coûte aucun déplacement : elle s’ajoute après la "
        "division par le pas.",
        "taille_sur_le_centre": "Tout le noyau doit tenir dans l’image, et pas seulement son centre.",
    },
    broader="Dessinez une ligne de 7 pixels et faites-y glisser un noyau de 3, puis avec un pas de 2 : combien "
    "de positions ?",
    example="À la main : sur 7 pixels, un noyau de 3 avec un pas de 2 se pose en 0, 2 et 4, soit 3 positions.",
    reread=f"{CHAPTER}, la section sur la taille de la sortie",
)

# Kernels that do not fit: a ValueError is asked.
REFUSALS = [Case((3, 5, 0, 1)), Case((2, 7, 2, 2), by_name=True)]


EXERCISE = Exercise(
    1,
    "The size of a convolution's output, on one side.",
    Question(
        CONV_OUTPUT_SIZE,
        check_with_refusals,
        verified="bord, pas, division qui ne tombe pas juste, refus d’un noyau trop grand",
        cases=[
            Case((9, 3, 0, 1)),
            Case((9, 3, 1, 1), "le bord est ici d’un pixel", by_name=True),
            Case((9, 3, 0, 2), "le pas vaut ici 2"),
            Case((10, 3, 0, 3), "le pas vaut ici 3, et il reste un pixel"),
            Case((28, 5, 2, 4), "la dernière position dépasserait ici de l’image"),
            Case((5, 5, 0, 1), "le noyau a ici la taille de l’image"),
            Case((2, 4, 1, 3), "le noyau tient ici juste, grâce au bord ajouté"),
        ],
        given=(REFUSALS,),
    ),
)
