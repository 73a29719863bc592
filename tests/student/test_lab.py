"""A block that waits for an answer goes on without it, says so, and leaves no figure behind."""

import matplotlib.pyplot as plt
import pytest

from course_utils.lab import si_ecrit


def unwritten():
    raise NotImplementedError("exercice à faire")


def test_a_block_whose_answer_is_there_runs_silently(capsys):
    done = []
    with si_ecrit("l’exercice 1"):
        done.append(1)
    assert done and capsys.readouterr().out == ""


def test_what_is_not_written_is_said_in_the_singular_and_the_plural(capsys):
    with si_ecrit("l’exercice 1"):
        unwritten()
    with si_ecrit("l’exercice 4", "l’exercice 5"):
        never_defined()  # noqa: F821
    one, two = capsys.readouterr().out.splitlines()
    assert "quand l’exercice 1 sera écrit" in one
    assert "quand l’exercice 4 et l’exercice 5 seront écrits" in two


def test_a_wrong_answer_is_named_in_one_line_and_sent_to_its_checks(capsys):
    with si_ecrit("l’exercice 9"):
        [][3]
    out = capsys.readouterr().out
    assert "IndexError" in out and "l’exercice 9" in out and "Traceback" not in out


def test_a_figure_begun_is_closed_and_an_older_one_is_not():
    older = plt.figure()
    with si_ecrit("l’exercice 1"):
        plt.figure()
        unwritten()
    assert plt.get_fignums() == [older.number]
    plt.close(older)


def test_an_interruption_is_not_swallowed():
    with pytest.raises(KeyboardInterrupt), si_ecrit("l’exercice 1"):
        raise KeyboardInterrupt
