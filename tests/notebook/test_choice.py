"""Which notebook counts: a correction that we released, with other words in its blanks, takes no answer's place."""

import copy

from course_utils.notebook import choice
from course_utils.notebook.cell import grade_id, is_answer, read

BLANK = 'def {name}(x):\n    """{said}"""\n    # VOTRE RÉPONSE ICI\n    raise NotImplementedError("exercice à faire")'
HOME, CORRECTION = "notebooks/tp/tp1/petit.ipynb", "notebooks/tp/tp1/petit_v2.ipynb"


def released(said):
    """The cells of a release: three functions to write, and a question."""
    cells = [
        {"cell_type": "code", "source": BLANK.format(name=name, said=said), "metadata": tagged(name)} for name in "fgh"
    ]
    return [
        read(one)
        for one in [*cells, {"cell_type": "markdown", "source": "Votre réponse ici.", "metadata": tagged("why")}]
    ]


def tagged(name):
    return {"nbgrader": {"grade_id": f"ex_{name}", "solution": True, "grade": name == "why", "points": 1}}


def answering(cells, *names):
    """A copy in which some answers are written."""
    cells = copy.deepcopy(cells)
    for one in cells:
        if grade_id(one) in names:
            one["source"] = "def f(x):\n    return x"
    return cells


def chosen(ours, **notebooks):
    """The path that counts where `ours` is what is known as released."""
    notebooks = {HOME: notebooks["home"], CORRECTION: notebooks["correction"]}
    choosing = choice.Choosing(
        HOME,
        ours,
        notebooks.get,
        lambda path: notebooks[path] == ours,
        lambda path: choice.answered(notebooks[path], ours),
    )
    return choosing.choose(list(notebooks))


def test_the_one_that_was_worked_in_counts_whichever_release_is_known():
    first, second = released("Of x."), released("Of x, an array of shape (n,).")
    one, other = answering(first, "ex_f"), answering(second, "ex_f", "ex_g")
    for ours in (first, second):
        assert chosen(ours, home=one, correction=second) == HOME
        assert chosen(ours, home=first, correction=other) == CORRECTION
        assert chosen(ours, home=one, correction=other) == CORRECTION
        assert choice.answered(other, ours) == {"ex_f", "ex_g"}


def test_an_answer_beside_what_was_to_be_replaced_is_an_answer():
    ours = released("Of x.")
    for kept in ("y = x\n    raise", "return x\n    raise", "assert x\n    raise"):
        work = answering(ours)
        work[0]["source"] = work[0]["source"].replace("raise", kept)
        assert choice.answered(work, ours) == {"ex_f"}
    assert all(is_answer(one) for one in ours)
