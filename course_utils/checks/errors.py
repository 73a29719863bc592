"""The frequent errors of Python, numpy and Keras, said in French with the student's own shapes and names.

>>> french("ValueError", "operands could not be broadcast together with shapes (3,) (4,) ")
'deux tableaux de formes (3,) et (4,) ne se combinent pas élément par élément'
>>> french("KeyError", "'a'")
'« a » n’est pas une colonne de cette table, ou une clé de ce dictionnaire'
>>> french("StopIteration", "") is None
True
"""

import re

from course_utils.checks.errors_of_arrays import ARRAYS
from course_utils.checks.errors_of_learning import LEARNING
from course_utils.checks.errors_of_objects import OBJECTS

PYTHON = [
    # Values
    (
        r"ufunc 'bitwise_xor' not supported|BitwiseXor|for \^: ",
        "« ^ » n’est pas la puissance : en Python, elle s’écrit « ** »",
    ),
    (r"iteration over a 0-d array", "une boucle parcourt un nombre seul : calculez sur tout le tableau d’un coup"),
    (
        r"only integers, slices .* are valid indices",
        "un tableau s’indice par des entiers, des tranches ou un masque de vrai et de faux, et reçoit ici autre chose "
        "(un flottant, un texte…)",
    ),
    (
        r"expected a sequence of integers or a single integer",
        "une forme ou une taille est faite d’entiers : « / » donne un flottant, « // » un entier",
    ),
    (
        r"only integer scalar arrays can be converted to a scalar index",
        "un tableau vient à la place d’un entier (un axe, un indice, une taille) : np.max attend un axe, np.maximum "
        "compare deux tableaux",
    ),
    (
        r"truth value of an? (?:array|Series|DataFrame|Index)",
        "un tableau entier est employé là où il faut un seul vrai ou faux, ou un seul nombre (if, and, or, max ou min "
        "de Python, np.arange…), et il n’est ni vrai ni faux : la décision se prend élément par élément (np.where, "
        "np.max…)",
    ),
    (
        r"only (integer scalar arrays|length-1 arrays|0-dimensional arrays)",
        "une fonction qui n’accepte qu’un nombre (int, float, range, module math) reçoit un tableau",
    ),
    (
        r"Cannot cast ufunc .* from dtype\('(\w+)'\) to dtype\('(\w+)'\)",
        "un tableau {1} ne peut pas recevoir du {0} en place : partez d’un tableau de flottants",
    ),
    (r"arrays used as indices must be of integer", "des indices doivent être des entiers, et ce sont des flottants"),
    (
        r"'float' object cannot be interpreted as an integer",
        "un nombre entier est attendu (range, taille), et c’est "
        "un flottant : « / » donne un flottant, « // » un entier",
    ),
    (
        r"slice indices must be integers",
        "les bornes d’une tranche sont des entiers : « / » donne un flottant, « // » un entier",
    ),
    (r"math (range|domain) error", "le module math ne sait pas calculer cette valeur (trop grande, ou interdite)"),
    (r"(integer |float )?(division|modulo) by zero|division by zero", "une division par zéro"),
    (r"maximum recursion depth exceeded", "une fonction s’appelle elle-même sans fin"),
    (
        r"'(NoneType)' object|'NoneType' and|and 'NoneType'",
        "une valeur est None : une fonction appelée a oublié son « return », ou un argument n’est pas rempli",
    ),
    (
        r"can't multiply sequence by non-int|unsupported operand type\(s\) for "
        ".*'(list|tuple)'",
        "une liste ne se calcule pas comme un tableau : transformez-la d’abord en tableau numpy",
    ),
    (r"unsupported operand type\(s\) for (.+): '(\w+)' and '(\w+)'", "« {0} » ne va pas entre « {1} » et « {2} »"),
    (
        r"Cannot interpret '\d+' as a data type",
        "la forme d’un tableau (np.zeros, np.ones…) se donne en un seul argument, entre parenthèses : np.zeros((2, 3))",
    ),
    (r"object of type '(\w+)' has no len", "len() reçoit « {0} », qui n’a pas de longueur"),
    (
        r"'(?:\w+\.)*Generator' object is not callable",
        "un générateur (rng) ne s’appelle pas lui-même : c’est une de ses méthodes (random, normal, permutation…) "
        "qui tire",
    ),
    (
        r"'(?:\w+\.)*(\w+)' object is not callable",
        "« {0} » n’est pas une fonction : des parenthèses de trop, ou un nom de fonction qui a été remplacé ?",
    ),
    (r"'(\w+)' object is not iterable", "une boucle ou une décomposition attend plusieurs valeurs, et reçoit « {0} »"),
    (r"'(\w+)' object is not subscriptable", "des crochets [ ] suivent « {0} », qui n’a pas d’éléments"),
    (r"'(\w+)' object does not support item assignment", "« {0} » ne se modifie pas élément par élément"),
    (
        r"not enough values to unpack \(expected (\d+), got (\d+)\)",
        "on attend {0} valeurs à gauche du signe =, et il n’en vient que {1}",
    ),
    (
        r"too many values to unpack \(expected (\d+)",
        "on attend {0} valeurs à gauche du signe =, et il en vient davantage",
    ),
    (r"[Qq]uantiles must be in the range", "un quantile est une proportion, entre 0 et 1"),
    (r"[Pp]ercentiles must be in the range", "un pourcentage va de 0 à 100"),
    (r"No such file or directory: '(.*?)'", "le fichier « {0} » n’existe pas : vérifiez son nom et son dossier"),
    (r"\[(.*?)\] not (?:found )?in (?:index|axis)", "la table n’a pas la colonne {0}"),
    # Names and arguments
    (
        r"Sequential\.__init__\(\) takes",
        "keras.Sequential reçoit toutes ses couches dans une seule liste, entre crochets [ ]",
    ),
    (
        r"(\w+)(?:\.__init__)?\(\) missing \d+ required positional arguments?: (.+)",
        "« {0} » est appelée sans son argument {1}",
    ),
    (
        r"Layer\.__init__\(\) takes 1 positional",
        "une couche ou un modèle reçoit un argument de trop : un keras.Model se construit d’une entrée et d’une "
        "sortie, keras.Model(entree, sortie)",
    ),
    (
        r"(\w+)(?:\.__init__)?\(\) takes (?:from \d+ to )?(\d+) positional arguments? but "
        r"(\d+)",
        "« {0} » prend {1} argument(s), et en reçoit {2}",
    ),
    (
        r"(\w+)(?:\.__init__)?\(\) got an unexpected keyword argument '(\w+)'",
        "« {0} » n’a pas d’argument nommé « {1} » : vérifiez son nom",
    ),
    (r"got an unexpected keyword argument '(\w+)'", "une fonction n’a pas d’argument nommé « {0} » : vérifiez son nom"),
    (
        r"cannot access local variable '(\w+)'",
        "« {0} » est utilisée avant d’avoir reçu une valeur : la reçoit-elle plus bas, ou dans une branche « if » "
        "qui n’est pas prise ?",
    ),
    (
        r"name '(Dense|Conv2D|Max\w+2D|Flatten|Dropout|Input|Sequential|EarlyStopping|Model)' is not defined",
        "« {0} » n’est pas importé : il vient de Keras, par keras.layers.{0}, keras.{0} ou keras.callbacks.{0}",
    ),
    (
        r"name '((?:Standard|MinMax)Scaler|(?:Stratified)?KFold|PCA|train_test_split)' is not defined",
        "« {0} » n’est pas importé : il vient de scikit-learn (« from sklearn… import {0} »)",
    ),
    (
        r"name '(\w+)' is not defined",
        "« {0} » n’existe pas : une faute de frappe, ou une cellule (imports compris) "
        "à exécuter de nouveau depuis que le noyau a redémarré",
    ),
    (r"module '([\w.]+)' has no attribute '(\w+)'", "le module {0} n’a pas de « {1} » : vérifiez l’orthographe"),
    (
        r"'list' object has no attribute '(\w+)'",
        "une liste n’a pas de « {0} » : transformez-la d’abord en tableau numpy",
    ),
    (
        r"'(?:Builder|function|method)' object has no attribute '(\w+)'",
        "« {0} » est demandé à une fonction : appelez-la d’abord, avec ses parenthèses ( ), et demandez-le à ce "
        "qu’elle rend",
    ),
    (r"'(?:\w+\.)*(\w+)' object has no attribute '(\w+)'", "un objet « {0} » n’a pas de « {1} »"),
    (r"No module named '([\w.]+)'", "le module « {0} » n’est pas installé, ou son nom est mal écrit"),
]


_KINDS = {
    "TypeError": "une opération ou une fonction reçoit une valeur d’un type qui ne lui convient pas",
    "ValueError": "une fonction reçoit une valeur du bon type, mais qu’elle ne peut pas traiter",
    "IndexError": "un indice sort de ce qu’il parcourt",
    "KeyError": "un dictionnaire ou un tableau n’a pas cette clé",
    "AttributeError": "un objet n’a pas l’attribut ou la méthode que l’on appelle",
    "NameError": "un nom n’existe pas",
    "AssertionError": "une condition « assert » est fausse",
    "MemoryError": "la mémoire ne suffit pas",
    "OverflowError": "un nombre est trop grand",
}
_FRENCH = re.compile(r"[àâçéèêëîïôûùœ’«»]|\b(le|la|les|un|une|des|est|pas|ne)\b", re.IGNORECASE)


def in_short(error, message):
    """What is said of an error that has no sentence of its own: its text where that is French, else its kind."""
    if message and (error == "SystemExit" or (_FRENCH.search(message) and not re.search(r"\b(the|is|of)\b", message))):
        return f"« {message} »"
    return _KINDS.get(error, "")


def error_of(record, shows=True):
    """What stopped a call, from its record: « une erreur ValueError : une division par zéro ».

    With `shows=False` nothing is told of the exception's text.
    """
    message = record.message if shows else ""
    text = french(record.error, message) or (in_short(record.error, message) if shows else "")
    return f"une erreur {record.error}{' : ' + text if text else ''}"


def french(error, message):
    """What an exception (the name of its class, its text) says, as the middle of a French sentence; None if unknown."""
    for pattern, sentence in (*OBJECTS, *ARRAYS, *PYTHON, *LEARNING):
        found = re.search(pattern, message, re.DOTALL)
        if found:
            return sentence.format(*(group or "" for group in found.groups())).strip().replace("newaxis", "?")
    if error == "KeyError" and message:
        name = message.strip("\"'")
        return f"« {name} » n’est pas une colonne de cette table, ou une clé de ce dictionnaire"
    return {
        "ZeroDivisionError": "une division par zéro",
        "RecursionError": "une fonction s’appelle elle-même sans fin",
    }.get(error)
