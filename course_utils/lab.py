"""What lets a TP's notebook be read, run and drawn before all of it is written."""

import contextlib

import matplotlib.pyplot as plt


@contextlib.contextmanager
def si_ecrit(exercise):
    """Run a block (most often a figure) that uses the answer to `exercise`; without the answer, say so and go on.

    What is not written yet gets a sentence. What is written and fails gets the error in a line, and the advice to run
    the checks of `exercise` first, which say more. A figure begun is closed, so that no empty one appears.

    >>> with si_ecrit("l’exercice 5"):
    ...     raise NotImplementedError
    ⏳ À revoir quand l’exercice 5 sera écrit : relancez alors cette cellule.
    """
    before = set(plt.get_fignums())
    try:
        yield
    except (NotImplementedError, NameError):
        print(f"⏳ À revoir quand {exercise} sera écrit : relancez alors cette cellule.")
    except Exception as error:
        reason = str(error).strip().splitlines()
        what = type(error).__name__ + (f" : {reason[0][:150]}" if reason else "")
        print(f"⚠ Cette cellule s’est arrêtée ({what}).\nVérifiez d’abord {exercise} avec ses cellules de test.")
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
