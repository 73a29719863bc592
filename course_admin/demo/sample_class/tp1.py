"""What the sample class hands in for TP1."""

from course_admin.demo.sample_class import Commit, Work

CRASH = "def count_parameters(layer_sizes):\n    import os\n\n    os._exit(0)\n"
ENDLESS = (
    "def gradient_descent(gradient, theta0, learning_rate, n_steps):\n    return theta0\n\n\n"
    "theta = 1.0\nwhile theta > 0:\n    theta = theta + 1e-3\n"
)
ESSAY = (
    "Avec $\\lambda = 0,01$ la courbe descend à peine en 60 époques ; avec 0,1 et 3 elle descend vite ; à 100 elle "
    "saute d’une valeur à l’autre sans jamais se poser. Un pas trop petit gaspille du temps, un pas trop grand dépasse "
    "le fond de la cuvette et remonte de l’autre côté."
)
LOOPS = (*(f"right/ex{number}_loops" for number in (1, 2, 3, 4, 6)), "right/ex9_choice_and_xavier")
SHORT_ESSAY = "Plus le pas est grand, plus on apprend vite, sauf s’il est trop grand."

WORK = {
    "alvarez": Work(
        "all right", (Commit("2026-10-16T18:20"),), hand_mark=1.0, comment="Argument précis, appuyé sur vos courbes."
    ),
    "bernard": Work(
        "all right, with loops",
        (Commit("2026-10-18T23:58", answers=LOOPS),),
        hand_mark=0.5,
        comment="Juste, mais que se passe-t-il quand λ est trop petit ?",
    ),
    "chen": Work(
        "known mistakes in 4 and 7",
        (Commit("2026-10-17T10:05", answers=("wrong/ex4_gradient_mse_sans_le_2", "wrong/ex7_backward_somme")),),
        hand_mark=1.0,
        comment="Très bien observé.",
    ),
    "diallo": Work(
        "known mistakes in 1, 2 and 5",
        (
            Commit(
                "2026-10-15T21:40",
                answers=("wrong/ex1_debordement", "wrong/ex2_softmax_colonnes", "wrong/ex5_descente_ascension"),
            ),
        ),
        hand_mark=0.5,
        comment="La divergence est vue, pas expliquée.",
    ),
    "evrard": Work(
        "stopped after exercise 5",
        (Commit("2026-10-18T16:00", solves=5, essay=SHORT_ESSAY),),
        hand_mark=0.0,
        comment="Une phrase ne suffit pas.",
    ),
    "faure": Work(
        "mistakes in 6 and 8",
        (Commit("2026-10-14T09:30", answers=("wrong/ex6_forward_sans_biais", "wrong/ex8_numerique_avant")),),
        hand_mark=1.0,
    ),
    "garcia": Work("30 hours late", (Commit("2026-10-20T06:10"),), hand_mark=1.0, comment="Bonne lecture du plateau."),
    "haddad": Work(
        "a better commit, too late",
        (
            Commit("2026-10-18T22:30", solves=6),
            Commit("2026-10-19T14:00"),
        ),
        hand_mark=0.5,
    ),
    "ivanov": Work("saved, but unchanged", (Commit("2026-10-18T20:00", solves=0, essay=""),)),
    "joly": Work(
        "3 kills the kernel",
        (Commit("2026-10-17T19:45", cells={"ex3_count_parameters": CRASH}),),
        hand_mark=1.0,
        comment="Clair et complet.",
    ),
    "kone": Work(
        "5 never ends",
        (Commit("2026-10-18T11:15", cells={"ex5_gradient_descent": ENDLESS}),),
        hand_mark=0.5,
        comment="Et pour λ = 3 ?",
    ),
    "lopez": Work("a file cut in two", (Commit("2026-10-18T23:30", raw=b'{"cells": [{"cell_type": "co'),)),
    "morel": Work("repository unreachable"),
    "nguyen": Work(
        "a pair; a mistake in 9",
        (Commit("2026-10-18T17:00", answers=("wrong/ex9_train_sans_melange",)),),
        hand_mark=1.0,
        comment="Bravo à vous deux.",
    ),
    "olivier": Work("the other of the pair", hand_mark=1.0, comment="Bravo à vous deux."),
    "petit": Work("handed in nothing"),
}
