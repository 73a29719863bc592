"""What the sample class hands in for the project."""

from course_admin.demo.sample_class import Commit, Work

CRASH = "def build_features(table, images):\n    import os\n\n    os._exit(0)\n"
ESSAY = {
    "audit": "Par équipe, la hauteur moyenne est de 13 m, sauf pour l’équipe 3 : 43. Le rapport est celui du "
    "pied au mètre, je divise. Humidité manquante : 8 %, circonférence à −999 : 3 %, lignes doubles : 24. L’appareil B "
    "annonce plus d’un malade sur deux, sauf sur le plateau en 2025 (32 %) : je ne l’utilise pas.",
    "protocole": "Test : le plateau 2025, ouvert une fois. Choix sur les trois autres lieux, chacun tenu de côté à "
    "son tour, sur le coût pour 100 arbres. Deux modèles à moins de deux écarts-types sont dits équivalents.",
    "erreurs": "Vingt pires erreurs : 8 étiquettes sans doute fausses (couronne verte, dits malades), 7 malades "
    "qui ne se voient pas, 4 sains roux, 1 photo noire. La première famille borne le coût de tout le monde.",
    "ablation": "Dix graines : complet 46,7 (2,4), sans la mire 54,6 (1,6), sans les photos 71,1 (2,4).",
    "limites": "Avec 5 points d’humidité de moins, la part annoncée passe de 32 à 36 %. Un troisième appareil "
    "demanderait de revoir la mire.",
    "fiche": "Sert à choisir les visites des crêtes. A appris sur 1 200 arbres. Coûte 40 contre 78 si l’on "
    "visite tout. Annonce 32 % à 5 points près. Ne remplace pas un garde. Contact : moi.",
}
SHORT_ESSAY = {"protocole": "J’ai séparé 70 % et 30 % au hasard.", "fiche": "C’est une régression logistique."}

WORK = {
    "alvarez": Work(
        "all right",
        (Commit("2026-12-18T17:10"),),
        hand_mark=1.0,
        comment="Un protocole, et vous vous y tenez : parfait.",
    ),
    "bernard": Work(
        "right, written otherwise",
        (Commit("2026-12-20T22:40", answers=("right/ex1_rempli", "right/ex2_en_lot", "right/ex3_descente")),),
        hand_mark=1.0,
    ),
    "chen": Work(
        "feet taken for metres",
        (Commit("2026-12-17T11:30", answers=("wrong/ex1_pieds_gardes",)),),
        hand_mark=0.5,
        comment="L’audit par équipe vous aurait montré la hauteur.",
    ),
    "diallo": Work(
        "weaker: the photographs' raw colours",
        (Commit("2026-12-19T20:15", answers=("wrong/ex3_couleurs_brutes",)),),
        hand_mark=0.5,
        comment="Qu’est-ce que l’appareil B fait aux couleurs ?",
    ),
    "evrard": Work(
        "weaker: classes balanced",
        (Commit("2026-12-20T16:00", answers=("wrong/ex3_classes_equilibrees",), essay=SHORT_ESSAY),),
        hand_mark=0.25,
    ),
    "garcia": Work("a day late", (Commit("2026-12-21T21:10", answers=("wrong/ex1_doublons_gardes",)),), hand_mark=1.0),
    "ivanov": Work("saved, but unchanged", (Commit("2026-12-20T20:00", solves=0, essay=""),)),
    "joly": Work(
        "2 kills the kernel",
        (Commit("2026-12-17T19:45", cells={"ex2_build_features": CRASH}),),
        hand_mark=1.0,
    ),
    "nguyen": Work(
        "a pair; reads the labels again",
        (Commit("2026-12-18T17:00", answers=("wrong/ex3_lit_les_etiquettes",)),),
        hand_mark=0.5,
    ),
    "olivier": Work("the other of the pair", hand_mark=0.5),
}
