"""What a page calls a test cell: its function, or a name given here where several cells judge the same function."""

NAMES = {
    "tp1": {
        "test_ex9_train": "train : la méthode",
        "test_ex9_learns": "train : ce qu’elle apprend",
    },
    "tp2": {
        "test_ex9_best_model_1": "best_model : premier seuil",
        "test_ex9_best_model_2": "best_model : second seuil",
    },
    "tp3": {
        "test_ex3_conv2d": "conv2d : plans et filtres",
        "test_ex3_padding": "conv2d : la bordure de zéros",
        "test_ex3_stride": "conv2d : le pas",
        "test_ex3_shapes": "conv2d : noyaux non carrés",
        "test_ex8_train_cnn": "train_cnn : premier seuil",
        "test_ex8_second": "train_cnn : deuxième seuil",
        "test_ex8_third": "train_cnn : troisième seuil",
        "test_ex8_shifted": "train_cnn : chiffres décalés",
    },
    "projet": {
        "test_ex1_load_and_clean": "load_and_clean : chaque arbre, sa photo, son étiquette",
        "test_ex1_audit": "load_and_clean : les défauts des données",
        "test_ex3_fit": "fit : les probabilités",
        "test_ex3_leakage": "fit : apprendre de ses étiquettes, et d’elles seules",
        "test_ex4_cost_1": "coût : contre « tout visiter »",
        "test_ex4_cost_2": "coût : contre la régression brute",
        "test_ex4_cost_3": "coût : 15 % de moins que la régression soignée",
        "test_ex4_share_1": "part de malades : à 15 points près",
        "test_ex4_share_2": "part de malades : à 10 points près",
        "audit": "l’audit",
        "protocole": "le protocole",
        "erreurs": "les pires erreurs",
        "ablation": "l’ablation",
        "limites": "les limites",
        "fiche": "la fiche du modèle",
    },
}


def name(assignment, grade_id, function):
    """What a person calls a cell: `function` is what it tests, "" for an answer that is marked by hand.

    >>> name("tp3", "test_ex8_second", "train_cnn"), name("tp3", "test_ex6_edge_kernels", "edge_kernels")
    ('train_cnn : deuxième seuil', 'edge_kernels')
    """
    return NAMES.get(assignment, {}).get(grade_id) or function or "réponse"
