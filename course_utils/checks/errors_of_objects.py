"""What an attribute that an object has not becomes in French, where its kind tells what was meant: pattern, sentence.

`checks.errors` looks them up first.
"""

OBJECTS = [
    (
        r"Generator' object has no attribute '(\w+)'",
        "un générateur de numpy (rng) n’a pas de « {0} », qui vient peut-être de l’ancien np.random : ses tirages "
        "s’appellent normal, standard_normal, uniform, integers, permutation…",
    ),
    (
        r"'(?:Sequential|Functional|Model|Watched)' object has no attribute '(\w+)'",
        "un modèle de Keras n’a pas de « {0} » : il s’entraîne par fit, et répond par predict",
    ),
    (
        r"'tuple' object has no attribute '(\w+)'",
        "un tuple n’a pas de « {0} » : ce sont plusieurs objets ensemble, que rend une fonction ; recevez-les dans "
        "autant de noms (a, b = …), ou prenez celui qu’il faut",
    ),
    (
        r"'numpy\.ndarray' object has no attribute '(\w+)'",
        "un tableau numpy n’a pas de « {0} » : est-ce une méthode d’un autre objet (tenseur, table, liste) ?",
    ),
    (
        r"(?:list|tuple) indices must be integers or slices, not (\w+)",
        "l’indice d’une liste ou d’un tuple est un entier, et c’est ici « {0} » (int ou round arrondit)",
    ),
    (
        r"has never been called and thus has no defined (input|output)",
        "ce modèle n’a pas été appelé sur une entrée, et n’a donc pas de « {0} » : les trois modèles se relient en les "
        "appelant, l’un sur ce que rend l’autre",
    ),
    (
        r"module 'keras[\w.]*' has no attribute '(\w+)'",
        "le module keras n’a pas de « {0} » : vérifiez l’orthographe, et le sous-module (les calculs sont dans "
        "keras.ops, les couches dans keras.layers)",
    ),
    (
        r"for \+: '(?:Sequential|Functional|Model)' and",
        "des modèles de Keras ne s’ajoutent pas par « + » : un modèle s’appelle comme une couche, sur ce que rend "
        "l’autre",
    ),
]
