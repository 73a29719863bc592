"""The check engine: every kind of answer gets one clear French sentence, and no false one."""

import numpy as np
import pytest

from course_utils.checks.engine import CheckFailed, check
from course_utils.checks.record import Opaque, Record
from course_utils.checks.task import Case, Mistake, Task
from course_utils.checks.values import modified, same, show

DOUBLE = Task(
    "double", ("x",), hints={"carre": "Doubler n’est pas élever au carré."}, broader="Dessinez.", reread="le chapitre 3"
)
CASES = [
    Case((np.array([1.0, 3.0]),), expected=np.array([2.0, 6.0]), mistakes=(Mistake("carre", np.array([1.0, 9.0])),))
]
COUNT = Task("count", ("sizes",))


def sentence(function, task=DOUBLE, cases=CASES, **options):
    """What the student reads."""
    with pytest.raises(CheckFailed) as failure:
        check(task, function, cases, **options)
    return str(failure.value)


def not_written(x):
    raise NotImplementedError()


@pytest.mark.parametrize(
    "function, says",
    [
        (not_written, "pas encore écrite"),
        (None, "n’est pas une fonction"),
        (lambda x: None, "ne renvoie rien"),
        (lambda x: 1 / 0, "ZeroDivisionError"),
        (lambda x: exit(), "SystemExit"),
        (lambda x: (value for value in x), "un objet de type « generator »"),
        (lambda x: "deux", "un texte"),
        (lambda x: {"x": 2}, "un dictionnaire"),
        (lambda x: [[1], [1, 2]], "une liste"),
        (lambda x: 2j * x, "un tableau"),
        (lambda x: 2 * x[:, None], "la forme (2, 1) au lieu de (2,)"),
        (lambda x: 2 * np.add.outer(x, x), "diffusion"),
        (lambda x: x * np.nan, "nombres finis"),
        (lambda x: (2 * x).astype(np.float32), "float32"),
        (lambda x: x.__imul__(2), "modifie son argument x"),
        (lambda x: x * x, "Doubler n’est pas élever au carré."),
        (lambda x: x, "au lieu de [2, 6]"),
    ],
)
def test_one_sentence_says_what_is_wrong(function, says):
    assert says in sentence(function)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: 2 * x,
        lambda x: [2, 6],
        lambda x: (2.0, np.float64(6)),
        lambda x: np.array([2, 6]),
        lambda x: [np.array(2.0), np.array(6)],
        lambda x: np.ma.masked_array(2 * x),
    ],
)
def test_a_right_value_passes_in_any_dress(function, capsys):
    check(DOUBLE, function, CASES)
    assert capsys.readouterr().out == "✔ double\n"


@pytest.mark.parametrize("count", [13, np.int32(13), np.uint8(13), np.array(13)])
def test_a_count_is_any_integer(count):
    check(COUNT, lambda sizes: count, [Case(([2, 3, 1],), expected=13)])


@pytest.mark.parametrize("count", [13.0, np.float64(13), True, "13", [13], np.array([13]), 12, Opaque])
def test_a_count_is_not_a_float_nor_a_truth_value(count):
    sentence(lambda sizes: count, COUNT, [Case(([2, 3, 1],), expected=13)])


def test_who_is_missing_is_named():
    def halve(x):
        raise NotImplementedError("exercice à faire")

    def double(x):
        return 4 * halve(x)

    assert "« double » appelle « halve », qui n’est pas encore écrite" in sentence(double)
    assert "« double » n’est pas encore écrite" in sentence(halve)


def test_a_function_with_other_names_of_arguments_is_told_about_names():
    cases = [Case((3,), expected=6, by_name=True)]
    assert "avec ces noms d’arguments" in sentence(lambda y: 2 * y, cases=cases)


def test_frequent_errors_are_said_in_french_with_the_shapes():
    told = sentence(lambda x: x @ np.ones((3, 2)))
    assert "le produit @" in told and "2 à gauche, 3 à droite" in told
    assert "élément par élément" in sentence(lambda x: x if x > 0 else -x)


def test_what_an_object_has_not_tells_what_was_meant():
    assert "standard_normal" in sentence(lambda x: np.random.default_rng(0).randn(*x.shape))
    assert "un tuple n’a pas de « fit »" in sentence(lambda x: (x, x).fit())
    assert "un tableau numpy n’a pas de « numpy »" in sentence(lambda x: x.numpy())
    assert "un texte, « crêtes »" in sentence(lambda x: x + float("crêtes"))
    assert "une colonne" in sentence(lambda x: np.concatenate([x, np.ones(2)], axis=1))


def test_a_sum_too_many_and_a_result_cut_are_told():
    cases = [Case((np.arange(6.0).reshape(2, 3),), expected=np.array([[-3.0, 5, 0.5], [7, -2, 0.1]]))]
    assert "une dimension a disparu" in sentence(lambda x: x.sum(axis=1), cases=cases)
    assert "a été coupé" in sentence(lambda x: np.clip(cases[0].expected, 0, 1), cases=cases)


def test_the_third_failure_gives_a_worked_example():
    task = Task("double", ("x",), broader="Dessinez.", example="Pour 2 pommes, 4 pommes.")
    check(task, lambda x: 2 * x, CASES)
    told = [sentence(lambda x: x + 1, task) for _ in range(3)]
    assert "4 pommes" not in told[1] and "4 pommes" in told[2]
    check(task, lambda x: 2 * x, CASES)


def test_what_is_not_written_yet_is_no_failure():
    for _ in range(3):
        assert "Dessinez." not in sentence(not_written)


def test_the_second_failure_says_more_and_a_success_forgets():
    check(DOUBLE, lambda x: 2 * x, CASES)
    assert "Dessinez." not in sentence(lambda x: x)
    assert "Dessinez. À relire : le chapitre 3." in sentence(lambda x: x + 1)
    check(DOUBLE, lambda x: 2 * x, CASES)
    assert "Dessinez." not in sentence(lambda x: x)


def test_the_recognised_misconception_has_an_id():
    with pytest.raises(CheckFailed) as failure:
        check(DOUBLE, lambda x: x**2, CASES)
    assert failure.value.mistake == "carre"


def test_a_hidden_fault_shows_neither_arguments_nor_results_nor_what_an_exception_smuggles():
    def smuggle(x):
        raise ValueError(f"{x}")

    check(DOUBLE, lambda x: 2 * x, CASES)
    for function in (smuggle, lambda x: x, lambda x: x[:1], lambda x: x**2, lambda x: x * np.inf):
        assert not any(map(str.isdigit, sentence(function, shows=False).replace(DOUBLE.reread, "")))


def test_overflow_is_a_fault_only_where_asked_and_no_other_warning_is():
    import warnings

    def warns(x):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        return x

    def overflows(x):
        np.exp(np.array([1000.0]))
        return x

    quiet = [Case((1.0,), expected=1.0, quiet=True)]
    check(DOUBLE, warns, quiet)
    check(DOUBLE, overflows, [Case((1.0,), expected=1.0)])
    assert "dépasse la capacité" in sentence(overflows, cases=quiet)


def test_a_remote_stand_in_is_asked_for_its_record_and_counts_no_failure():
    class StandIn:
        def __init__(self, record):
            self.answer = record

        def record(self, args, kwargs, seed):
            return Record(args=args, kwargs=kwargs, **self.answer)

    assert "n’existe pas" in sentence(StandIn({"error": "NameError", "message": "name 'double' is not defined"}))
    for _ in range(3):
        assert "Dessinez." not in sentence(StandIn({"value": np.array([1.0, 1.0])}))
    assert "« Model »" in sentence(StandIn({"value": Opaque("Model")}))
    check(DOUBLE, StandIn({"value": np.array([2.0, 6.0])}), CASES)


def test_arguments_may_move_by_rounding_only_also_inside_lists():
    x = np.array([1.0, 2.0])
    assert not modified(x, x + 1e-13)
    assert modified(x, x + 1e-11)
    assert modified([x, x], [x, x + 1])
    assert modified(x, x[:1])
    assert not modified([1, 2], [3])  # a list of numbers is not an array


def test_same_is_about_shapes_and_numbers():
    assert same([np.ones(2), 1], (np.ones(2), 1.0))
    assert same(np.array([np.nan]), np.array([np.nan]))
    assert not same(np.ones((2, 1)), np.ones(2))
    assert not same(np.ones(2), (1.0,))
    assert not same("1", 1)


def test_a_value_is_shown_in_a_few_characters():
    assert len(show(np.arange(1000.0))) <= 90
    assert show((1.0, [np.float64(2.5)], "a")) == "(1, [2.5], 'a')"
