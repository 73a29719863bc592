"""What lets a TP's notebook be read, run and drawn before all of it is written."""

import contextlib

import matplotlib.pyplot as plt


@contextlib.contextmanager
def si_ecrit(*exercises):
    """Run a block (most often a figure) that uses the answers to `exercises`; without them, say so and go on.

    What is not written yet gets a sentence. What is written and fails gets the error in a line, and the advice to run
    the checks of the exercises first, which say more. A figure begun is closed, so that no empty one appears.

    >>> with si_ecrit("l’exercice 5"):
    ...     raise NotImplementedError
    ⏳ À revoir quand l’exercice 5 sera écrit : relancez alors cette cellule.
    """
    *first, last = exercises
    names = " et ".join(filter(None, (", ".join(first), last)))
    written = "sera écrit" if len(exercises) == 1 else "seront écrits"
    before = set(plt.get_fignums())
    try:
        yield
    except (NotImplementedError, NameError):
        written = "sera écrit" if len(exercises) == 1 else "seront écrits"
        print(f"⏳ À revoir quand {names} {written} : relancez alors cette cellule.")
    except Exception as error:
        reason = str(error).strip().splitlines()
        what = type(error).__name__ + (f" : {reason[0][:150]}" if reason else "")
        print(f"⚠ Cette cellule s’est arrêtée ({what}).\nVérifiez d’abord {names} à l’aide des cellules de test.")
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
