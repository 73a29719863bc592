"""What lets a TP's notebook be read, run and drawn before all of it is written."""

import contextlib
import textwrap

import matplotlib.pyplot as plt

from course_utils.checks.errors import french


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
    except Exception as error:
        if isinstance(error, NameError) or (isinstance(error, NotImplementedError) and not _is_of_a_library(error)):
            print(f"⏳ À revoir quand {names} {written} : relancez alors cette cellule.")
        else:
            print(f"⚠ Cette cellule s’est arrêtée ({_reason(error)}).")
            print(f"Vérifiez d’abord {names} à l’aide des cellules de test.")
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)


def _is_of_a_library(error):
    """Whether a library raised it: numpy, of a tensor that has no numbers yet."""
    place = error.__traceback__
    while place.tb_next:
        place = place.tb_next
    return "site-packages" in place.tb_frame.f_code.co_filename


def _reason(error):
    """What an exception says, in French where it is a frequent one, on one line that is not cut within a word."""
    text = " ".join(str(error).split())
    if isinstance(error, NotImplementedError):
        text = "numpy ne calcule pas dans un pas d’entraînement de Keras, employez keras.ops"
    text = french(type(error).__name__, text) or textwrap.shorten(text, 150, placeholder=" …")
    return f"{type(error).__name__} : {text}" if text else type(error).__name__
