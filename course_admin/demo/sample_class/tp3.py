"""What the sample class hands in for TP3."""

from course_admin.demo.sample_class import Commit, Work

CRASH = "def conv_parameters(kx, ky, in_channels, filters):\n    import os\n\n    os._exit(0)\n"
ENDLESS = (
    "def max_pool2d(image, size, stride):\n    i = 0\n    while i < image.shape[0] - size + 1:\n"
    "        j = 0  # i n’avance jamais\n"
)
ESSAY = (
    "Le filtre 6 a des poids positifs en haut et négatifs en bas : il s’allume au-dessous des traits horizontaux, on "
    "le voit sous la barre du 7 et sous la base du 2. Le filtre 0 fait le contraire et s’allume au-dessus, comme notre "
    "noyau des contours horizontaux, en moins régulier. Le filtre 7 est positif presque partout : il s’allume sur tout "
    "le trait, c’est un flou. Je ne sais pas lire le filtre 4, dont les cartes ressemblent à l’image."
)
SHORT_ESSAY = "Les noyaux détectent les bords et les cartes montrent le chiffre."
OTHERWISE = (
    "right/ex1_range",
    "right/ex2_developed",
    "right/ex3_six_loops",
    "right/ex4_running_maximum",
    "right/ex5_einsum",
    "right/ex6_centred_differences",
    "right/ex7_functional",
    "right/ex8_tape_and_shifts",
)

WORK = {
    "alvarez": Work(
        "all right", (Commit("2026-11-13T17:40"),), hand_mark=1.0, comment="Filtres bien choisis, bien montrés."
    ),
    "bernard": Work(
        "all right, written otherwise",
        (Commit("2026-11-15T22:15", answers=OTHERWISE),),
        hand_mark=1.0,
        comment="Belle idée, ces images décalées.",
    ),
    "chen": Work(
        "known mistakes in 3 and 5",
        (
            Commit(
                "2026-11-14T11:20",
                answers=("wrong/ex3_conv_retourne", "wrong/ex5_back_biais_moyenne", "wrong/ex8_reseau_dense"),
            ),
        ),
        hand_mark=0.5,
        comment="Et sur les cartes, que voit-on ?",
    ),
    "diallo": Work(
        "known mistakes in 1, 4 and 7; 8 not written",
        (
            Commit(
                "2026-11-12T20:05",
                solves=7,
                answers=("wrong/ex1_taille_sans_refus", "wrong/ex4_pool_zero", "wrong/ex7_cnn_softmax_deux_fois"),
            ),
        ),
        hand_mark=0.5,
    ),
    "evrard": Work(
        "stopped after exercise 3",
        (Commit("2026-11-15T18:30", solves=3, essay=SHORT_ESSAY),),
        hand_mark=0.0,
        comment="Appuyez-vous sur trois filtres précis.",
    ),
    "garcia": Work("20 hours late", (Commit("2026-11-16T20:00", solves=6),), hand_mark=1.0),
    "joly": Work(
        "2 kills the kernel",
        (Commit("2026-11-14T15:10", solves=6, cells={"ex2_conv_parameters": CRASH}),),
        hand_mark=1.0,
        comment="Clair et complet.",
    ),
    "kone": Work(
        "4 never ends",
        (Commit("2026-11-15T10:45", solves=6, cells={"ex4_max_pool2d": ENDLESS}),),
        hand_mark=0.5,
        comment="Et le quatrième filtre ?",
    ),
    "nguyen": Work(
        "a pair; kernels that answer to the other direction",
        (Commit("2026-11-13T16:00", answers=("wrong/ex6_contours_echanges", "wrong/ex8_trop_peu_d_images")),),
        hand_mark=1.0,
        comment="Bravo à vous deux.",
    ),
    "olivier": Work("the other of the pair", hand_mark=1.0, comment="Bravo à vous deux."),
}
