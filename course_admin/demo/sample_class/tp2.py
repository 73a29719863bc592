"""What the sample class hands in for TP2."""

from course_admin.demo.sample_class import Commit, Work

CRASH = "def regression_model(n_features):\n    import os\n\n    os._exit(0)\n"
ENDLESS = (
    "def dropout(a, rate, rng, training):\n    return a\n\n\nrate = 1.0\nwhile rate > 0:\n    rate = rate + 1e-3\n"
)
ESSAY = (
    "Avec 60 relevés, la perte d’apprentissage descend jusque près de 0 alors que celle de validation remonte après "
    "une quinzaine d’époques : le réseau apprend ses exemples par cœur. Avec 600 relevés, les deux courbes restent "
    "proches. Un dropout de 0,5 retarde la remontée. À l’exercice 9 j’ai retenu 32-16 avec λ = 0,01 : 0,90 ± 0,02 sur "
    "trois plis, contre 0,80 ± 0,03 avec λ = 0,001."
)
SHORT_ESSAY = "On voit le surapprentissage parce que les courbes s’écartent."
OTHERWISE = (
    "right/ex1_standard_scaler",
    "right/ex2_softmax",
    "right/ex3_mae_mse",
    "right/ex4_logits",
    "right/ex5_melange_et_split",
    "right/ex6_kfold",
    "right/ex7_binomial",
    "right/ex8_loops",
    "right/ex9_classe_enveloppe",
)

WORK = {
    "alvarez": Work(
        "all right", (Commit("2026-10-30T17:45"),), hand_mark=1.0, comment="Des valeurs, des causes : bien."
    ),
    "bernard": Work(
        "all right, written otherwise",
        (Commit("2026-11-01T22:10", answers=OTHERWISE),),
        hand_mark=0.5,
        comment="Juste, mais votre choix de l’exercice 9 ne cite aucun pli.",
    ),
    "chen": Work(
        "known mistakes in 1 and 2",
        (Commit("2026-10-31T10:20", answers=("wrong/ex1_fuite", "wrong/ex2_logits_sans_from_logits")),),
        hand_mark=1.0,
        comment="Très bien observé.",
    ),
    "diallo": Work(
        "known mistakes in 5, 6 and 7",
        (
            Commit(
                "2026-10-29T20:15",
                answers=("wrong/ex5_validation_en_bloc", "wrong/ex6_fuite", "wrong/ex7_sans_division"),
            ),
        ),
        hand_mark=0.5,
        comment="Où commence le surapprentissage ? Donnez l’époque.",
    ),
    "evrard": Work(
        "stopped after exercise 4",
        (Commit("2026-11-01T18:30", solves=4, essay=SHORT_ESSAY),),
        hand_mark=0.0,
        comment="Une phrase ne suffit pas.",
    ),
    "garcia": Work("20 hours late", (Commit("2026-11-02T20:00"),), hand_mark=1.0, comment="Bonne comparaison."),
    "joly": Work(
        "3 kills the kernel",
        (Commit("2026-10-30T21:00", cells={"ex3_regression_model": CRASH}),),
        hand_mark=1.0,
        comment="Clair et complet.",
    ),
    "kone": Work(
        "7 never ends",
        (Commit("2026-11-01T12:40", cells={"ex7_dropout": ENDLESS}),),
        hand_mark=0.5,
        comment="Et avec davantage de relevés ?",
    ),
    "nguyen": Work(
        "a pair; a mistake in 9",
        (Commit("2026-10-31T16:00", answers=("wrong/ex9_lineaire",)),),
        hand_mark=1.0,
        comment="Bravo à vous deux.",
    ),
    "olivier": Work("the other of the pair", hand_mark=1.0, comment="Bravo à vous deux."),
}
