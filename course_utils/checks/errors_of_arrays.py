"""What numpy says of shapes that do not go together, in French: patterns and sentences, the closest first."""

ARRAYS = [
    (
        r"matmul: .*size (\d+) is different from (\d+)",
        "le produit @ reçoit des tailles qui ne vont pas ensemble : {1} à gauche, {0} à droite (faut-il transposer "
        "l’un des deux, ou vient-il d’une autre couche ?)",
    ),
    (
        r"shapes (\(.*?\)) and (\(.*?\)) not aligned",
        "le produit de tableaux de formes {0} et {1} n’existe pas : la dernière taille du premier n’est pas la "
        "première du second",
    ),
    (r"matmul: Input operand \d does not have enough dimensions", "le produit @ reçoit un nombre au lieu d’un tableau"),
    (
        r"operands could not be broadcast together with shapes \((\d+),(\d+)\) \(\1,\)",
        "deux tableaux de formes ({0},{1}) et ({0},) ne se combinent pas élément par élément : une somme par ligne a "
        "perdu son axe (keepdims=True le garde), ou « * » est écrit pour « @ »",
    ),
    (
        r"operands could not be broadcast together with shapes \((\d+),\) \(\1,(\d+)\)",
        "deux tableaux de formes ({0},) et ({0},{1}) ne se combinent pas élément par élément : une somme par ligne a "
        "perdu son axe (keepdims=True le garde), ou « * » est écrit pour « @ »",
    ),
    (
        r"operands could not be broadcast together with shapes \((\d+),(\d+)\) \((\d+),\2\)",
        "deux tableaux de formes ({0},{1}) et ({2},{1}) ne se combinent pas élément par élément : ils n’ont pas le "
        "même nombre de lignes (l’un est-il un lot, l’autre tout l’échantillon ?)",
    ),
    (
        r"operands could not be broadcast together with shapes (\(.*?\)) (\(.*?\))",
        "deux tableaux de formes {0} et {1} ne se combinent pas élément par élément",
    ),
    (
        r"non-broadcastable output operand with shape (\(.*?\)) doesn't match the broadcast shape (\(.*?\))",
        "un résultat de forme {1} ne tient pas dans un tableau de forme {0}",
    ),
    (
        r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
        "un tableau de forme {0} ne tient pas dans une place de forme {1}",
    ),
    (r"cannot reshape array of size (\d+) into shape (\(.*?\))", "{0} nombres ne se rangent pas en un tableau {1}"),
    (
        r"all the input array dimensions .* must match exactly.* size (\d+) and .* size (\d+)",
        "on ne peut pas mettre bout à bout des tableaux de tailles {0} et {1}",
    ),
    (
        r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed",
        "un tableau à {0} dimension(s) reçoit {1} indices",
    ),
    (
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        "l’indice {0} sort de l’axe {1}, qui n’a que {2} élément(s) (on compte à partir de 0)",
    ),
    (
        r"tuple index out of range",
        "un indice dépasse la fin d’un tuple (on compte à partir de 0) : un .shape a-t-il autant d’axes ?",
    ),
    (r"list index out of range", "un indice dépasse la fin d’une liste (on compte à partir de 0)"),
    (r"axis (-?\d+) is out of bounds for array of dimension (\d+)", "l’axe {0} n’existe pas : le tableau en a {1}"),
    (r"setting an array element with a sequence", "un tableau ne peut pas être rangé à la place d’un seul nombre"),
    (
        r"boolean index did not match",
        "un masque (vrai ou faux) n’a pas la forme du tableau qu’il doit trier",
    ),
]
