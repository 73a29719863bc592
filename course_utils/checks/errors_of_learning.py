"""What the frequent errors of scikit-learn and Keras become in French: pattern of the text, sentence.

`checks.errors` looks them up, after those of Python and numpy.
"""

LEARNING = [
    # scikit-learn
    (r"This (\w+) instance is not fitted", "« {0} » n’a rien appris encore : il manque l’appel à sa méthode fit"),
    (
        r"Found input variables with inconsistent numbers of samples: \[(\d+), (\d+)\]",
        "{0} exemples d’un côté et {1} de l’autre",
    ),
    (r"X has (\d+) features, but (\w+) is expecting (\d+)", "« {1} » a appris sur {2} colonnes, et en reçoit {0}"),
    (
        r"Expected 2D array, got (\d)D array",
        "scikit-learn attend un tableau (n, attributs), et en reçoit un à {0} dimension(s)",
    ),
    (r"requires y to be passed, but the target y is None", "fit reçoit les attributs, sans les étiquettes y"),
    (
        r"could not convert string to float: '(.*?)'",
        "un texte, « {0} », est resté parmi les nombres : une colonne n’en est pas un",
    ),
    (
        r"must have same number of dimensions, but the array at index \d+ has (\d+) dimension\(s\) and the array at "
        r"index \d+ has (\d+)",
        "on ne met pas bout à bout un tableau à {0} dimension(s) et un à {1} : il en faut autant, et une valeur par "
        "exemple est une colonne",
    ),
    # Keras
    (r"Unrecognized keyword arguments passed to (\w+): \{'(\w+)'", "« {0} » n’a pas d’argument nommé « {1} »"),
    (
        r"is not connected to `inputs`|[Gg]raph disconnected",
        "keras.Model relie une entrée à une sortie qui n’en vient pas, ou pas d’elle seule : le calcul de la sortie ne "
        "doit partir que de cette entrée, et passer par les mêmes couches",
    ),
    (
        r"Only input tensors may be passed as positional arguments",
        "une couche ou un modèle s’appelle sur une entrée (keras.Input) ou sur ce qui sort d’une couche, et reçoit "
        "autre chose, un modèle ou une couche peut-être",
    ),
    (
        r"must have rank \(ndim\) `target\.ndim - 1`.*target\.shape=(\(.*?\)), output\.shape=(\(.*?\))",
        "cette perte attend des étiquettes entières, et reçoit une cible de forme {0}, des vecteurs one-hot : la "
        "perte et la cible se choisissent ensemble",
    ),
    (
        r"label value of (\d+) which is outside the valid range of \[0, (\d+)\)",
        "une étiquette vaut {0}, et la couche de sortie n’a que {1} neurones, pour les classes 0 à {1} − 1",
    ),
    (
        r"received monitor=(\w+)",
        "l’arrêt précoce surveille « {0} », que l’historique de fit ne contient pas sous ce nom",
    ),
    (
        r"Kernel shape must have the same length as input, but received .* and input of shape (\(.*?\))",
        "une convolution n’a pas le nombre de dimensions de ce qu’elle reçoit, un lot de forme {0} : Conv1D est pour "
        "des suites, Conv2D pour des images",
    ),
    (
        r"Found invalid dimension '(\(.*?\))' of type",
        "une forme est une suite d’entiers, et l’une de ses tailles est ici le tuple {0} : il est déjà une forme",
    ),
    (
        r"Only instances of `?keras\.Layer`? can be added.*\.(\w+)'>",
        "« {0} » est donnée sans ses parenthèses : keras.Sequential attend des couches construites, {0}(…)",
    ),
    (
        r"Only instances of `?keras\.Layer`? can be added",
        "keras.Sequential n’accepte que des couches, et reçoit autre chose (une liste dans la liste ?)",
    ),
    (
        r"Matrix size-incompatible: In\[0\]: (\[.*?\]), In\[1\]: (\[.*?\])",
        "un produit de matrices de formes {0} et {1} n’existe pas : voulait-on un produit élément par élément ?",
    ),
    (
        r"was expected to be a (\w+) tensor but is a (\w+) tensor",
        "des nombres de précisions différentes ({0} et {1}) se rencontrent : un tenseur a-t-il été fabriqué en chemin, "
        "à côté de ceux que la fonction reçoit ?",
    ),
    (
        r"All `(?:in|out)puts` values must be KerasTensors",
        "keras.Model relie une entrée (keras.Input) à ce qui en sort, et reçoit autre chose, un modèle ou une couche : "
        "un modèle s’appelle sur une entrée, comme une couche",
    ),
    (r"Cannot convert '(\w+)' to a shape", "une forme s’écrit entre parenthèses, avec une virgule : ({0},) et non {0}"),
    (
        r"Incompatible shapes: (\[.*?\]) vs\. (\[.*?\])",
        "des formes {0} et {1} ne vont pas ensemble : la cible a-t-elle la forme de la sortie du modèle ?",
    ),
    (
        r"Dimensions must be equal, but are (\d+) and (\d+)",
        "{0} et {1} nombres par exemple se rencontrent, là où il en faut autant : la sortie et la cible ont-elles la "
        "même taille ?",
    ),
    (
        r"convert a value \(None\) with an unsupported type",
        "une valeur est None là où Keras attend des nombres : une cible oubliée, un « return » qui manque ?",
    ),
    (
        r"Expected shape (\(.*?\)), but input has incompatible shape (\(.*?\))",
        "le modèle attend un lot de forme {0}, et en reçoit un de forme {1}",
    ),
    (
        r"least populated class",
        "un découpage stratifié demande au moins deux exemples par classe, et ici une valeur de y est seule de la "
        "sienne : y est-il une étiquette, ou un nombre réel ?",
    ),
    (r"Input (?:X |y )?contains NaN", "il y a des nan dans les données"),
    (
        r"Supported target types are",
        "des plis stratifiés demandent des étiquettes entières, et y est fait de nombres réels",
    ),
    (r"n_splits=(\d+) cannot be greater than", "il y a plus de plis ({0}) que d’exemples dans une classe"),
    (
        r"Value after \* must be an iterable, not (\w+)",
        "« * » doit être suivi d’une liste ou d’un tuple, et reçoit « {0} »",
    ),
    (
        r"missing 1 required positional argument: 'y_pred'|Layer .* expects (\d+) input",
        "une couche ou une perte est appelée sans toutes ses entrées",
    ),
    (
        r"Expected `?metrics`? argument to be a list",
        "les métriques de compile se donnent en liste : metrics=[…], même s’il n’y en a qu’une",
    ),
    (
        r"The filepath provided must end in",
        "un fichier de poids se nomme en .weights.h5, un modèle entier en .keras",
    ),
    (
        r"Negative dimension size|Computed output size would be (?:zero or )?negative|in the output is <= 0",
        "l’image devient plus petite que le noyau ou que la fenêtre : trop de convolutions ou de poolings à la suite",
    ),
    (
        r"expected axis -1 of input shape to have value (\d+), but received input with shape (\(.*?\))",
        "une couche de Keras attend {0} nombres par exemple, et reçoit un lot de forme {1}",
    ),
    (
        r"expected (?:min_)?ndim=(\d+), found ndim=(\d+)(?:\. Full shape received: (\(.*?\)))?",
        "une couche de Keras attend un lot à {0} dimensions, et en reçoit un à {1} {2}",
    ),
    (
        r"expected shape=(\(None, .*?\)), found shape=(\(\d+,\))",
        "le modèle attend un lot de forme {0}, et reçoit un exemple seul, de forme {1}, ou une liste d’exemples, à "
        "réunir en un tableau",
    ),
    (
        r"expected shape=(\(.*?\)), found shape=(\(.*?\))",
        "le modèle attend un lot de forme {0}, et en reçoit un de forme {1}",
    ),
    (
        r"must have the same (?:shape|rank).*target\.shape=(\(.*?\)), output\.shape=(\(.*?\))",
        "la perte compare une cible de forme {0} à une sortie de forme {1} : entiers ou vecteurs one-hot, combien de "
        "neurones en sortie ?",
    ),
    (
        r"Shapes (\(.*?\)) and (\(.*?\)) are incompatible",
        "la perte ou la métrique compare des formes {0} et {1} qui ne vont pas ensemble",
    ),
    (
        r"Data cardinality is ambiguous",
        "X et y n’ont pas le même nombre d’exemples (train_test_split rend les deux morceaux de X, puis les deux de y)",
    ),
    (r"Invalid parameters passed: \{'(\w+)'", "une fonction n’a pas d’argument nommé « {0} » : vérifiez son nom"),
    (r"must call `?compile", "le modèle n’est pas compilé : il manque l’appel à compile avant fit ou evaluate"),
    (r"No loss to compute|loss.*None", "le modèle n’a pas de perte : donnez-la à compile"),
    (
        r"(?:[Cc]ould not|Unable to) (?:interpret|locate|find|deserialize)[^:']*(?:: ?)?'?(\w+)'?",
        "Keras ne connaît pas « {0} » : vérifiez l’orthographe de la perte, de l’optimiseur ou de l’activation",
    ),
    (
        r"Unable to (?:determine|compute)|None values not supported",
        "une cible manque : fit attend X et y, et validation_data le couple des deux, (X, y)",
    ),
]
