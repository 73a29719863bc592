"""The checks of TP3: what each function is called with, and the sentences that help.

The numbers of exercises 1 to 5 are frozen in `tp3.json`, which is generated (see CONTRIBUTING). Edge kernels, models
and trainings are held to laws: what they do, and not how they are written.
"""

import time

import numpy as np

from course_utils.checks.engine import (
    NOT_ASKED,
    Case,
    CheckFailed,
    Task,
    asked,
    check_case,
    describe,
    judging,
    kind,
    numbers,
    result,
    show,
)
from course_utils.checks.frozen import thaw
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque, call

CHAPTER = "le chapitre 5 (Réseaux de neurones convolutifs)"

TASKS = {
    task.name: task
    for task in (
        Task(
            "conv_output_size",
            ("size", "kernel", "padding", "stride"),
            hints={
                "taille_sans_plus_un": "Comptez les positions du noyau, et non les déplacements entre elles.",
                "taille_padding_oublie": "Les pixels ajoutés au bord agrandissent l’image.",
                "taille_padding_un_cote": "Le bord est ajouté des deux côtés.",
                "taille_plafond": "La dernière position dépasserait de l’image : ce qui ne tient pas est laissé.",
                "taille_arrondie": "On n’arrondit pas au plus proche : une position qui dépasse ne compte pas.",
                "taille_pas_ignore": "Le pas n’est pas utilisé.",
                "taille_pas_sur_tout": "La première position ne coûte aucun déplacement : elle s’ajoute après la "
                "division par le pas.",
                "taille_sur_le_centre": "Tout le noyau doit tenir dans l’image, et pas seulement son centre.",
            },
            broader="Dessinez une ligne de 7 pixels et faites-y glisser un noyau de 3, puis avec un pas de 2 : combien "
            "de positions ?",
            reread=f"{CHAPTER}, la section sur la taille de la sortie",
        ),
        Task(
            "conv_parameters",
            ("kx", "ky", "in_channels", "filters"),
            hints={
                "filtres_sans_biais": "Les biais sont des paramètres aussi.",
                "filtres_un_seul_biais": "Chaque filtre a son propre biais, et non chaque couche.",
                "filtres_biais_par_plan": "Un filtre n’a qu’un biais, quel que soit le nombre de plans qu’il regarde.",
                "filtres_biais_de_l_entree": "Les biais vont avec les filtres, pas avec les plans de l’entrée.",
                "filtres_sans_plans": "Un filtre regarde tous les plans de l’entrée : il a un noyau pour chacun.",
                "filtres_un_seul": "C’est le compte d’un seul filtre.",
                "filtres_noyau_carre": "Le noyau n’est pas toujours carré.",
                "filtres_somme_des_plans": "Chaque plan apporte tout un noyau de poids, et non un seul.",
            },
            broader="Dessinez un filtre sur une image en couleurs : combien de poids touchent un pixel de sortie ?",
            reread=f"{CHAPTER}, la section sur le nombre de paramètres",
        ),
        Task(
            "conv2d",
            ("image", "kernels", "biases", "padding", "stride"),
            hints={
                "conv_retourne": "Le noyau est retourné, comme dans la convolution des mathématiciens : ici il glisse "
                "tel quel (c’est une corrélation).",
                "conv_sans_biais": "Les biais ne sont pas ajoutés.",
                "conv_biais_par_plan": "Le biais d’un filtre s’ajoute une fois, et non une fois par plan.",
                "conv_un_seul_biais": "Chaque filtre a son propre biais.",
                "conv_un_seul_plan": "Un seul plan de l’image est regardé : la sortie les additionne tous.",
                "conv_un_seul_filtre": "Chaque filtre fait sa propre carte : ici elles viennent toutes du premier.",
                "conv_meme_noyau_pour_tous_les_plans": "Un filtre a un noyau différent pour chaque plan de l’image.",
                "conv_moyenne": "C’est la somme des produits qui est demandée, pas leur moyenne.",
                "conv_padding_oublie": "Le bord de zéros n’est pas ajouté.",
                "conv_padding_bord": "Le bord ajouté est fait de zéros, et non des pixels voisins.",
                "conv_padding_miroir": "Le bord ajouté est fait de zéros, et non de pixels réfléchis.",
                "conv_padding_un_cote": "Le bord est ajouté des quatre côtés.",
                "conv_padding_decale": "Le bord est partagé entre les quatre côtés : ici l’image est poussée dans un "
                "coin.",
                "conv_pas_oublie": "Le pas n’est pas utilisé.",
                "conv_pas_lignes_seules": "Le pas vaut pour les deux directions : les colonnes l’ignorent.",
                "conv_pas_colonnes_seules": "Le pas vaut pour les deux directions : les lignes l’ignorent.",
                "conv_pas_sans_avancer": "La sortie a la bonne taille, mais les fenêtres n’avancent que d’un pixel.",
                "conv_fenetres_disjointes": "Les fenêtres se recouvrent : elles avancent du pas, et non de la taille "
                "du noyau.",
                "conv_relu": "Les valeurs négatives ont disparu : aucune activation n’est demandée ici.",
                "conv_filtres_en_tete": "L’axe des filtres est le dernier.",
                "conv_noyau_transpose": "Lignes et colonnes du noyau sont échangées.",
                "conv_plans_et_filtres_echanges": "Plans et filtres sont échangés : les noyaux sont rangés "
                "(kh, kw, C, F).",
                "conv_entiers": "Un tableau qui hérite du type entier de l’image perd ses décimales.",
                "conv_sans_derniere_position": "Il manque la dernière position du noyau, dans chaque direction.",
            },
            broader="Prenez une image de 3 × 3, un noyau de 2 × 2 dont les quatre nombres sont différents, et calculez "
            "un pixel de sortie à la main.",
            reread=f"{CHAPTER}, la section sur la convolution, et la figure de la section 3 de ce TP",
        ),
        Task(
            "max_pool2d",
            ("image", "size", "stride"),
            hints={
                "pool_zero": "Le maximum part de 0 : que devient une fenêtre où tout est négatif ?",
                "pool_moyenne": "C’est la moyenne de la fenêtre.",
                "pool_min": "C’est le minimum de la fenêtre.",
                "pool_valeur_absolue": "Le signe compte : −3 est plus petit que 1.",
                "pool_tous_plans": "Chaque plan se réduit pour lui-même.",
                "pool_disjoint": "Les fenêtres avancent du pas, et non de leur taille.",
                "pool_pas_oublie": "Le pas n’est pas utilisé.",
                "pool_fenetre_du_pas": "La fenêtre a la taille demandée, qui n’est pas toujours celle du pas.",
                "pool_reste_garde": "Une fenêtre qui dépasse de l’image est laissée de côté.",
                "pool_pas_sur_un_axe": "Le pas vaut pour les deux directions.",
                "pool_sans_plus_un": "Il manque la dernière fenêtre, dans chaque direction.",
                "pool_premier_de_la_fenetre": "C’est le premier pixel de chaque fenêtre : où est le maximum ?",
                "pool_padding": "Aucun zéro n’est ajouté : ce qui ne tient pas est laissé de côté.",
            },
            broader="Entourez les fenêtres sur une image de 5 × 5, avec une taille de 3 et un pas de 2, et prenez le "
            "plus grand nombre de chacune.",
            reread=f"{CHAPTER}, la section sur le pooling",
        ),
        Task(
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
                "back_padding_oublie": "Le bord ajouté pousse l’image vers le centre : ici elle est restée dans le "
                "coin.",
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
                "back_ordre": "Dans l’ordre : d_image, d_kernels, d_biases.",
                "back_signe": "Les signes sont inversés : on demande le gradient, pas la correction.",
                "back_entiers": "Un tableau qui hérite d’un type entier perd ses décimales.",
            },
            broader="Un pixel de sortie est une somme de produits pixel × poids, plus un biais : écrivez ses trois "
            "dérivées, puis multipliez-les par d_out. Comparez à une différence centrée.",
            reread=f"{CHAPTER}, et la figure de la section 5 de ce TP",
        ),
        Task(
            "edge_kernels",
            (),
            hints={
                "contours_forme": "Deux noyaux de 3 × 3, un plan en entrée : la forme est (3, 3, 1, 2), le numéro du "
                "noyau en dernier.",
                "contours_somme": "Sur une image constante la réponse n’est pas 0 : que doit valoir la somme des neuf "
                "poids ?",
                "contours_echanges": "Les deux noyaux semblent échangés : d’un côté à l’autre d’un contour vertical, "
                "dans quelle direction l’image change-t-elle ?",
                "contours_meme_noyau": "Les deux noyaux répondent aux contours de même direction.",
                "contours_dans_les_deux_sens": "Un noyau répond aussi aux contours de l’autre direction : "
                "le long d’un contour, sa réponse doit s’annuler.",
                "contours_muets": "Un noyau ne répond pas du tout au contour qu’il doit trouver.",
            },
            broader="Posez votre noyau sur une image dont la moitié gauche vaut 0 et la moitié droite 1, puis sur la "
            "même image tournée.",
            reread=f"{CHAPTER}, la section sur les noyaux faits à la main",
        ),
        Task(
            "cnn_model",
            ("input_shape", "n_classes"),
            hints={
                "cnn_sans_convolution": "Aucune couche ne fait de convolution.",
                "cnn_noyaux_plats": "Les noyaux de ses convolutions ne regardent pas un voisinage de l’image : il leur "
                "faut plusieurs lignes et plusieurs colonnes.",
                "cnn_sans_pooling": "Aucune couche ne fait de pooling (une convolution de pas 2 n’en est pas un).",
                "cnn_sans_dense": "Il manque la tête dense, après la partie convolutive.",
                "cnn_sans_flatten": "La sortie garde des dimensions d’image : que faut-il entre la partie convolutive "
                "et la tête dense ?",
                "cnn_nombre_de_classes": "Il faut une sortie par classe, et le nombre de classes est un argument.",
                "cnn_forme_d_entree": "La forme des images est un argument : le modèle doit accepter celle-là.",
                "cnn_trop_de_parametres": "Où se trouve la plupart des paramètres (model.summary()), et qu’est-ce qui "
                "réduirait les cartes avant la tête dense ?",
                "cnn_non_compile": "Il n’est pas compilé : il lui faut une perte et un optimiseur.",
                "cnn_perte": "Sa perte ne convient pas à des étiquettes entières (0, 1, 2…) : laquelle les prend sans "
                "les changer en vecteurs ?",
                "cnn_softmax_deux_fois": "La sortie est déjà passée par softmax, et la perte croit recevoir des "
                "logits : softmax serait appliquée deux fois.",
                "cnn_deux_softmax": "Softmax est appliquée deux fois de suite : les probabilités ne peuvent plus "
                "s’écarter beaucoup les unes des autres.",
                "cnn_logits_sans_from_logits": "La sortie n’est pas une distribution de probabilités (softmax), et la "
                "perte ne sait pas qu’elle reçoit des logits.",
                "cnn_n_apprend_pas": "Après quelques pas d’entraînement sur un lot facile, la perte n’a pas baissé.",
                "cnn_noyaux_figes": "Après quelques pas d’entraînement, les noyaux des convolutions n’ont pas bougé.",
                "cnn_relu_avant_softmax": "Une ReLU éteint les scores négatifs, juste avant softmax : les classes "
                "éteintes ne se distinguent plus.",
            },
            broader="Affichez model.summary(), puis la forme de model.predict sur trois images au hasard.",
            reread=f"{CHAPTER}, la section sur LeNet",
        ),
        Task(
            "train_cnn",
            ("X", "y"),
            hints={
                "entraine_non_entraine": "C’est à peine mieux que le hasard : le modèle est-il bien entraîné, sur X et "
                "y, avant d’être renvoyé ?",
                "entraine_historique": "C’est l’historique de fit : il faut renvoyer le modèle.",
                "entraine_forme": "predict doit donner une ligne de dix nombres par image.",
            },
            broader="Tracez la perte au fil des époques : descend-elle encore à la fin ? predict reçoit des images "
            "entre 0 et 1, comme X : sont-elles préparées dans le modèle, ou seulement à l’entraînement ?",
            reread=f"{CHAPTER}, la comparaison d’un réseau convolutif et d’un réseau dense",
        ),
    )
}


def numbers_like(*shape, start=1.0):
    """Fixed numbers between −2 and 2 with two decimals, no two alike in a row: arguments that anybody can recompute."""
    return np.round(2 * np.sin(start + 1.7 * np.arange(np.prod(shape))), 2).reshape(shape)


# Small integers, as the pixels of a picture are.
PIXELS = np.array([[[12], [0], [7], [3]], [[5], [9], [1], [0]], [[2], [2], [8], [4]], [[6], [0], [3], [11]]])

CASES = {
    "conv_output_size": [
        Case((9, 3, 0, 1)),
        Case((9, 3, 1, 1), "le bord est ici d’un pixel", by_name=True),
        Case((9, 3, 0, 2), "le pas vaut ici 2"),
        Case((10, 3, 0, 3), "le pas vaut ici 3, et il reste un pixel"),
        Case((28, 5, 2, 4), "la dernière position dépasserait ici de l’image"),
        Case((5, 5, 0, 1), "le noyau a ici la taille de l’image"),
        Case((2, 4, 1, 3), "le noyau tient ici juste, grâce au bord ajouté"),
    ],
    "conv_parameters": [
        Case((3, 3, 2, 8)),
        Case((5, 5, 3, 6), "l’image a ici trois plans", by_name=True),
        Case((2, 5, 4, 7), "le noyau n’est pas carré"),
        Case((1, 1, 16, 4), "le noyau est ici d’un pixel"),
    ],
    "conv2d": [
        Case((numbers_like(5, 4, 1), numbers_like(3, 3, 1, 1, start=2), numbers_like(1, start=5))),
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
    ],
    "max_pool2d": [
        Case((numbers_like(4, 6, 1), 2, 2)),
        Case((numbers_like(5, 5, 2, start=3), 3, 2), "les fenêtres se recouvrent, il y a deux plans", by_name=True),
        Case((-1 - np.abs(numbers_like(4, 4, 1)), 2, 2), "tout est ici négatif"),
        Case(
            (numbers_like(5, 7, 2, start=5) - 1.5, 2, 2),
            "la taille de l’image n’est pas un multiple de celle des fenêtres",
        ),
        Case((numbers_like(7, 6, 1), 2, 3), "le pas est ici plus grand que la fenêtre"),
        Case((numbers_like(3, 3, 2), 3, 1), "la fenêtre est ici toute l’image"),
        Case((PIXELS, 2, 1), "l’image est ici un tableau d’entiers"),
        Case((numbers_like(4, 4, 1).tolist(), 2, 2), "l’image est ici une liste", may_refuse=True),
    ],
    "conv2d_backward": [
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
}

# Kernels that do not fit: a ValueError is asked.
REFUSALS = {
    "conv_output_size": [Case((3, 5, 0, 1)), Case((2, 7, 2, 2), by_name=True)],
    "conv2d": [
        Case((numbers_like(3, 5, 1), numbers_like(4, 2, 1, 1), numbers_like(1))),
        Case((numbers_like(5, 3, 1), numbers_like(2, 4, 1, 1), numbers_like(1))),
        Case((numbers_like(3, 4, 2), numbers_like(6, 2, 2, 1), numbers_like(1), 1), by_name=True),
    ],
}


def exercise_1(conv_output_size=NOT_ASKED):
    """The size of a convolution's output, on one side."""
    _check(conv_output_size=conv_output_size)


def exercise_2(conv_parameters=NOT_ASKED):
    """The number of parameters of a convolution."""
    _check(conv_parameters=conv_parameters)


def exercise_3(conv2d=NOT_ASKED):
    """A convolution: planes, filters, padding, stride."""
    _check(conv2d=conv2d)


def exercise_4(max_pool2d=NOT_ASKED):
    """Max pooling, plane by plane."""
    _check(max_pool2d=max_pool2d)


def exercise_5(conv2d_backward=NOT_ASKED):
    """The three gradients of a convolution."""
    _check(conv2d_backward=conv2d_backward)


def exercise_6(edge_kernels=NOT_ASKED):
    """Two kernels that find vertical and horizontal edges."""
    for function in asked(edge_kernels=edge_kernels).values():
        with judging(TASKS["edge_kernels"], function):
            check_edges(function)


def exercise_7(cnn_model=NOT_ASKED):
    """A small convolutional network for integer labels."""
    for function in asked(cnn_model=cnn_model).values():
        with judging(TASKS["cnn_model"], function):
            check_cnn(function, (28, 28, 1), 10, budget=True, learns=True)
            check_cnn(function, (24, 32, 3), 4)


def exercise_8(train_cnn=NOT_ASKED, second=NOT_ASKED, third=NOT_ASKED, shifted=NOT_ASKED):
    """A trained network: three thresholds of accuracy, and one on shifted digits, all for the same function.

    The first cell trains it; the others judge the same training.
    """
    functions = asked(train_cnn=train_cnn, second=second, third=third, shifted=shifted)
    for threshold, function in functions.items():
        with judging(TASKS["train_cnn"], function):
            images, labels = digits(KEPT_ASIDE)
            check_digits(trained(function, again=threshold == "train_cnn"), threshold, images, labels)


def _check(**functions):
    """Check the functions that were asked on their visible cases."""
    for name, function in asked(**functions).items():
        check_with_refusals(TASKS[name], function, thaw("tp3", name, CASES[name]), REFUSALS.get(name, ()))


def check_with_refusals(task, function, cases, refusals, reveal=True):
    """The cases of a function, then the calls that it must refuse. Raises `CheckFailed`."""
    with judging(task, function):
        for case in cases:
            check_case(task, function, case, reveal)
        for case in refusals:
            check_refusal(task, function, case, reveal)


def check_refusal(task, function, case, reveal=True):
    """A call whose kernel does not fit raises ValueError. Raises `CheckFailed`."""
    kwargs = dict(zip(task.arguments, case.args, strict=False)) if case.by_name else {}
    record = call(function, **kwargs) if case.by_name else call(function, *case.args)
    if record.error == "ValueError":
        return
    what = describe(task, case, reveal)
    wanted = "le noyau ne tient pas dans l’image, même avec son bord : attendu une ValueError"
    if record.error:
        raise CheckFailed(f"{what} s’arrête sur une erreur {record.error}. Ici {wanted}.", "mauvaise_exception")
    came = f" {show(record.value)}" if reveal and not isinstance(record.value, Opaque) else " une valeur"
    raise CheckFailed(f"{what} renvoie{came}. Ici {wanted}.", "noyau_non_refuse")


# Exercise 6: laws on nine weights.

# A kernel's answer to an edge of the other direction, at most, as a part of that to its own.
OTHER_DIRECTION = 0.25


def check_edges(function, reveal=True):
    """Shape, nothing on a constant image, an answer to edges of one direction and hardly any to the other. Raises."""
    task = TASKS["edge_kernels"]
    value = result(task, function, Case(()), reveal)
    kernels = numbers(value)
    if kernels is None or kernels.shape != (3, 3, 1, 2):
        came = f"un tableau de forme {kernels.shape}" if kernels is not None else kind(value)
        raise fault(task, f"edge_kernels() renvoie {came}", "contours_forme")
    if not np.isfinite(kernels).all():
        raise CheckFailed("edge_kernels() contient des valeurs qui ne sont pas des nombres finis (nan ou inf).")
    kernels = kernels.astype(float)
    names = ("edge_kernels()[..., 0]", "edge_kernels()[..., 1]")
    answers = [_answers(kernels[:, :, 0, f]) for f in range(2)]  # to vertical edges, to horizontal ones
    for f, name in enumerate(names):
        largest = np.abs(kernels[..., f]).max()
        if largest > 0 and abs(kernels[..., f].sum()) > 1e-5 * largest:
            raise fault(task, f"{name} n’est pas un détecteur de contours", "contours_somme")
    finds = [int(np.argmax(answer)) for answer in answers]
    for f, name in enumerate(names):
        if answers[f].max() <= 1e-5 * np.abs(kernels[..., f]).max():
            raise fault(task, f"{name} ne convient pas", "contours_muets")
    for f, name in enumerate(names):
        if answers[f].min() > OTHER_DIRECTION * answers[f].max():
            raise fault(task, f"{name} ne convient pas", "contours_dans_les_deux_sens")
    if finds == [1, 0]:
        raise fault(task, "edge_kernels() ne convient pas", "contours_echanges")
    if finds[0] == finds[1]:
        raise fault(task, "edge_kernels() ne convient pas", "contours_meme_noyau")


def _answers(kernel):
    """The largest answer of a kernel (3, 3) to a straight vertical edge, and to a horizontal one."""
    steps = [np.repeat([[0.0] * (3 - n) + [1.0] * n], 3, axis=0) for n in (1, 2)]
    return np.array([max(abs((kernel * step).sum()) for step in side) for side in (steps, [s.T for s in steps])])


def fault(task, text, mistake):
    """The failure of a law: what is wrong, then the sentence that helps."""
    return CheckFailed(f"{text}. {task.hints[mistake]}", mistake)


# Exercise 7: laws on what a model computes.

BUDGET = 65_000
N_IMAGES = 12
CONTRAST = 8  # images so bright that an untrained model is not undecided: its logits are no probabilities by chance
DIM, DAZZLING = 0.01, 1e5  # no score is far from the others, or they are as far as can be


def check_cnn(function, input_shape, n_classes, budget=False, learns=False, reveal=True):
    """The model of one input shape: what it computes, its loss, its size. Raises `CheckFailed`.

    With `budget` its parameters are counted, with `learns` it is trained for some steps.
    """
    task = TASKS["cnn_model"]
    case = Case((input_shape, n_classes))
    what = describe(task, case, reveal)
    model = result(task, function, case, reveal)
    if not isinstance(model, Opaque):
        raise CheckFailed(f"{what} renvoie {kind(model)}, attendu un modèle Keras.")
    X = bands(input_shape, n_classes)
    y = np.arange(N_IMAGES) % n_classes
    if not (operate("describe", model).value or {}).get("is_model"):
        raise CheckFailed(f"{what} renvoie {kind(model)}, attendu un modèle Keras.")
    _check_output(task, what, model, X, n_classes)
    seen = operate("describe", model).value  # again: now the model is built
    if not seen["compiled"] or seen["loss"] is None:
        raise fault(task, f"{what} renvoie un modèle incomplet", "cnn_non_compile")
    operations = operate("computes", model, X).value or ()
    for mistake, wanted in (
        ("cnn_sans_convolution", {"Conv2D", "DepthwiseConv2dNative", "Conv3D"}),
        ("cnn_sans_pooling", {"MaxPool", "AvgPool", "MaxPool3D", "AvgPool3D", "SpatialMean", "SpatialMax"}),
        ("cnn_sans_dense", {"MatMul", "BatchMatMulV2"}),
    ):
        if not wanted & set(operations):
            raise fault(task, f"{what} ne renvoie pas le modèle attendu", mistake)
    if np.max([(1, 1), *(kernel.shape[:2] for kernel in _kernels(model))], axis=0).min() < 2:
        raise fault(task, f"{what} ne renvoie pas le modèle attendu", "cnn_noyaux_plats")
    if budget and seen["parameters"] > BUDGET:
        count = f"{seen['parameters']:,}".replace(",", "\u202f") if reveal else "trop de"
        raise fault(task, f"{what} a {count} paramètres, pour 65 000 au plus", "cnn_trop_de_parametres")
    _check_loss(task, what, model, seen, CONTRAST * X, y)
    _check_scores(task, what, model, X, n_classes)
    if learns:
        _check_learns(task, what, model, X, y)


def _check_output(task, what, model, X, n_classes):
    """On X the model gives one finite row of `n_classes` numbers an image. Raises `CheckFailed`."""
    record = operate("outputs", model, X)
    if record.error:
        text = f"{what} renvoie un modèle qui s’arrête sur une erreur, sur des images de cette forme"
        raise fault(task, text, "cnn_forme_d_entree")
    output = numbers(record.value)
    if output is not None and output.ndim > 2:
        raise fault(task, f"{what} ne renvoie pas le modèle attendu", "cnn_sans_flatten")
    if output is None or output.shape != (len(X), n_classes):
        text = f"{what} renvoie un modèle dont la sortie n’est pas de la forme attendue"
        raise fault(task, text, "cnn_nombre_de_classes")
    if not np.isfinite(output).all():
        raise CheckFailed(f"{what} renvoie un modèle dont la sortie contient des valeurs non finies (nan ou inf).")


def _kernels(model):
    """The kernels of a model's convolutions on images, `(rows, columns, …)`."""
    return [weight for weight in operate("get_weights", model).value if weight.ndim >= 4]


def _check_scores(task, what, model, X, n_classes):
    """What softmax receives is neither cut by a ReLU nor a distribution already. Raises `CheckFailed`."""
    output = operate("outputs", model, DIM * X).value
    tied = (output == output.min(axis=1, keepdims=True)).sum(axis=1)  # scores cut to 0 are equal, but not all are cut
    if np.mean((tied > 1) & (tied < n_classes)) > 0.5:
        raise fault(task, f"{what} ne renvoie pas le modèle attendu", "cnn_relu_avant_softmax")
    output = operate("outputs", model, DAZZLING * X).value  # of one softmax the rows are now all but 0 and 1
    if output.min() > 0 and np.allclose(np.log(output.max(axis=1) / output.min(axis=1)), 1, atol=1e-2):
        raise fault(task, f"{what} ne renvoie pas le modèle attendu", "cnn_deux_softmax")


def _check_loss(task, what, model, seen, X, y):
    """The loss on integer labels is the cross-entropy of what the model gives, probabilities or logits. Raises.

    It is computed on scores of ours: those of an untrained model may be so far apart that losses cut them.
    """
    output = operate("outputs", model, X).value.astype(float)
    probabilities = output.min() >= -1e-6 and np.allclose(output.sum(axis=1), 1, atol=1e-3)
    scores = numbers_like(*output.shape)
    given = softmax_of(scores) if probabilities else scores
    record = operate("loss_on", model, y, given.astype(np.float32))
    loss = numbers(record.value) if record.error is None else None
    once, twice = cross_entropy(given, y), cross_entropy(softmax_of(given), y)
    if probabilities and (seen["from_logits"] or (loss is not None and _is(loss, twice) and not _is(loss, once))):
        raise fault(task, f"{what} ne renvoie pas le modèle attendu", "cnn_softmax_deux_fois")
    if loss is not None and _is(loss, once if probabilities else twice):
        return
    if "sparse" in seen["loss"] and not probabilities:
        raise fault(task, f"{what} ne renvoie pas le modèle attendu", "cnn_logits_sans_from_logits")
    raise fault(task, f"{what} ne renvoie pas le modèle attendu", "cnn_perte")


def _is(loss, expected):
    """Whether a loss is the one expected: the mean over the images, or their sum."""
    return loss.shape == () and any(np.isclose(loss, k * expected, rtol=2e-3, atol=1e-4) for k in (1, N_IMAGES))


def cross_entropy(probabilities, y):
    """The mean over the samples of minus the logarithm of the true class's probability."""
    return -np.mean(np.log(np.clip(probabilities[np.arange(len(y)), y], 1e-7, 1)))


def softmax_of(logits):
    """Each row's logits as probabilities."""
    powers = 2.718281828459045 ** (logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _check_learns(task, what, model, X, y, steps=12):
    """A dozen steps on one easy batch lower the loss, while training or after it. Raises `CheckFailed`."""
    before, kernels = operate("loss_of", model, X, y).value, _kernels(model)
    record = operate("descend", model, X, y, steps)
    if record.error:
        text = f"{what} renvoie un modèle dont un pas d’entraînement s’arrête sur une erreur {record.error}"
        raise CheckFailed(f"{text} : la mesure (metrics) donnée à compile convient-elle à des étiquettes entières ?")
    told = record.value
    if not (operate("loss_of", model, X, y).value < before or min(told[1:]) < told[0]):
        raise fault(task, f"{what} ne renvoie pas le modèle attendu", "cnn_n_apprend_pas")
    if kernels and all(map(np.array_equal, kernels, _kernels(model))):
        raise fault(task, f"{what} ne renvoie pas le modèle attendu", "cnn_noyaux_figes")


def bands(input_shape, n_classes):
    """Easy images: each class has its own bright rows. Float32 in [0, 1], the classes in turn."""
    rng = np.random.default_rng(3)
    X = 0.3 * rng.random((N_IMAGES, *input_shape))
    for i in range(N_IMAGES):
        row = (i % n_classes) * input_shape[0] // n_classes
        X[i, row : row + 3] += 0.7
    return X.astype(np.float32)


# Exercise 8: one training, four thresholds.

THRESHOLDS = {"train_cnn": 0.80, "second": 0.86, "third": 0.90, "shifted": 0.62}
TRAINING, KEPT_ASIDE = slice(0, 3000), slice(3000, 4000)  # of the 4 000 digits that everybody has
SECONDS = 60  # after which the marking engine stops a call
CHANCE = 0.25  # an accuracy below is told to be that of a model that was not trained

_last = []


def digits(part):
    """A part of the digits: images (n, 28, 28, 1) float32 in [0, 1], labels (n,)."""
    from course_utils.data import load_mnist

    images, labels = load_mnist()
    return (images[part, :, :, None] / 255).astype(np.float32), labels[part]


class Training:
    """One call of `train_cnn` and what its model answers, or the fault that ended it."""

    def __init__(self, function, reveal=True):
        self.function, self.model, self.failure, self.outputs = function, None, None, {}
        start = time.perf_counter()
        try:
            self.model = result(TASKS["train_cnn"], function, Case(digits(TRAINING)), reveal)
        except CheckFailed as failure:
            self.failure = failure
        seconds = time.perf_counter() - start
        if seconds > SECONDS:
            print(f"⏱ train_cnn a pris {seconds:.0f} s ici : à la correction, elle est arrêtée au bout de {SECONDS} s.")

    def answers(self, images, key):
        """The class of each image, by the largest output; asked once for each `key`. Raises `CheckFailed`."""
        if self.failure:
            raise self.failure
        if key not in self.outputs:
            self.outputs[key] = classes(self.model, images)
        return self.outputs[key]


def trained(function, again=False, reveal=True):
    """The training of a function: the last one if it was of this function, a new one else or where `again` is true."""
    if again or not (_last and _last[0].function == function):
        _last[:] = [Training(function, reveal)]
    return _last[0]


def check_digits(training, threshold, images, labels, reveal=True):
    """The accuracy of a training on digits that it has not seen reaches a threshold. Raises `CheckFailed`."""
    task = TASKS["train_cnn"]
    asks = THRESHOLDS[threshold]
    if threshold == "shifted":
        images = shifted_by_two(images)
    accuracy = np.mean(training.answers(images, (threshold == "shifted", reveal)) == labels)
    if accuracy >= asks:
        return
    which = "décalés de deux pixels" if threshold == "shifted" else "jamais vus"
    told = f"classe bien {100 * accuracy:.0f} % des chiffres {which}, ce seuil en demande {100 * asks:.0f} %"
    text = f"train_cnn rend un modèle qui {told}" if reveal else f"Sur les chiffres cachés {which}, le seuil est manqué"
    if accuracy < CHANCE:
        raise fault(task, text, "entraine_non_entraine")
    raise CheckFailed(f"{text}.", "seuil_manque")


def classes(model, images):
    """What a model answers to images, from its `predict`. Raises `CheckFailed`."""
    task = TASKS["train_cnn"]
    if not isinstance(model, Opaque):
        raise CheckFailed(f"train_cnn renvoie {kind(model)}, attendu un modèle entraîné.")
    if model.type_name == "History":
        raise fault(task, "train_cnn ne renvoie pas de modèle", "entraine_historique")
    record = operate("predict", model, images)
    if record.error == "TypeError":  # an object of the student's own, whose predict takes the images alone
        record = operate("predict_of", model, images)
    if record.error == "AttributeError":
        raise CheckFailed(f"train_cnn renvoie {kind(model)}, attendu un modèle entraîné.")
    if record.error:
        raise CheckFailed(f"Le modèle de train_cnn s’arrête dans predict sur une erreur {record.error}.")
    output = numbers(record.value)
    if output is None or output.shape != (len(images), 10):
        raise fault(task, "Le modèle de train_cnn ne répond pas comme attendu", "entraine_forme")
    if not np.isfinite(output).all():
        raise CheckFailed("Le modèle de train_cnn prédit des valeurs qui ne sont pas des nombres finis (nan ou inf).")
    return output.argmax(axis=1)


def shifted_by_two(images):
    """Images (n, height, width, 1), each moved by two pixels in one of four directions, on an empty ground."""
    moved = np.zeros_like(images)
    moved[0::4, 2:] = images[0::4, :-2]
    moved[1::4, :-2] = images[1::4, 2:]
    moved[2::4, :, 2:] = images[2::4, :, :-2]
    moved[3::4, :, :-2] = images[3::4, :, 2:]
    return moved
