"""What the sample class hands in for TP4."""

from course_admin.demo.sample_class import Commit, Work

CRASH = "def pca_reconstruct(X_train, X, n_components):\n    import os\n\n    os._exit(0)\n"
ESSAY = (
    "Avec un code de 2 nombres mon AutoEncodeur laisse une erreur de 0,041, l’ACP 0,040 ; avec 8 nombres, 0,021 contre "
    "0,024 ; avec 32, 0,012 contre 0,008. Les images de l’ACP ont des traînées grises, celles de l’AutoEncodeur des "
    "traits plus francs, parfois ceux d’un autre chiffre : une somme d’images ne peut pas plier un trait, un réseau "
    "non linéaire le peut. Pour un code court je prends l’AutoEncodeur ; pour un code long, ou peu de données, l’ACP."
)
SHORT_ESSAY = "L’AutoEncodeur est mieux que l’ACP, parce qu’il est non linéaire."

WORK = {
    "alvarez": Work(
        "all right", (Commit("2026-11-27T17:10"),), hand_mark=1.0, comment="Deux tailles, deux causes : complet."
    ),
    "bernard": Work(
        "all right, written otherwise",
        (
            Commit(
                "2026-11-29T22:40",
                answers=(
                    "right/ex1_functional",
                    "right/ex3_sklearn",
                    "right/ex5_axes",
                    "right/ex6_percentile",
                    "right/ex7_ops",
                    "right/ex8_tenseur",
                ),
            ),
        ),
        hand_mark=1.0,
    ),
    "chen": Work(
        "known mistakes in 3 and 7",
        (Commit("2026-11-28T11:30", answers=("wrong/ex3_acp_ajustee_sur_x", "wrong/ex7_kl_sans_un_demi")),),
        hand_mark=1.0,
        comment="Bien vu : les traînées de l’ACP.",
    ),
    "diallo": Work(
        "known mistakes in 1, 4 and 6",
        (
            Commit(
                "2026-11-26T20:15",
                answers=("wrong/ex1_poids_non_partages", "wrong/ex4_bruit_non_coupe", "wrong/ex6_detection_large"),
            ),
        ),
        hand_mark=0.5,
        comment="Quelles erreurs lisez-vous sur vos figures ?",
    ),
    "evrard": Work(
        "stopped after exercise 4",
        (Commit("2026-11-29T16:00", solves=4, essay=SHORT_ESSAY),),
        hand_mark=0.0,
        comment="Une phrase sans figure ne suffit pas.",
    ),
    "garcia": Work(
        "a day late", (Commit("2026-11-30T21:10", answers=("wrong/ex8_marche_sans_la_fin",)),), hand_mark=1.0
    ),
    "ivanov": Work("saved, but unchanged", (Commit("2026-11-29T20:00", solves=0, essay=""),)),
    "joly": Work(
        "3 kills the kernel",
        (Commit("2026-11-27T19:45", cells={"ex3_pca_reconstruct": CRASH}),),
        hand_mark=1.0,
        comment="Clair et complet.",
    ),
    "nguyen": Work(
        "a pair; a mistake in 2",
        (Commit("2026-11-28T17:00", answers=("wrong/ex2_renvoie_le_modele",)),),
        hand_mark=1.0,
        comment="Bravo à vous deux.",
    ),
    "olivier": Work("the other of the pair", hand_mark=1.0, comment="Bravo à vous deux."),
}
