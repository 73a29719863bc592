"""The final test is opened by its owner, once: until then the cells that show it say so, and compute nothing."""

import os

_opened = set()
CLOSED = (
    "Le test final est fermé : ouvrez-le, une seule fois, quand votre modèle est choisi (la cellule au-dessus). À la "
    "correction, c’est la région cachée qui décide."
)


def ouvrir_le_test():
    """Open the final test in this kernel."""
    _opened.add("final test")
    print("Le test final est ouvert : exécutez les cinq cellules qui suivent, notez ce qu’elles disent, et n’y changez "
          "plus rien.")  # fmt: skip


def is_open():
    """Whether the owner has opened it; never where a program runs the notebook, as `verifier` does."""
    return bool(_opened) and os.environ.get("COURSE_STATIC") != "1"
