"""A record of a call: what came back, what was raised and warned, and the arguments as they were left."""

import random
import warnings

import numpy as np

from course_utils.checks.record import Opaque, call, plain, reseeded


def test_the_caller_keeps_its_arguments_and_the_record_has_what_was_done_to_them():
    mine = np.array([1.0, 2.0])

    def spoil(xs):
        xs[0] += 1
        return xs

    record = call(spoil, [mine])
    assert mine.tolist() == [1.0, 2.0]
    assert record.args[0][0].tolist() == [2.0, 3.0]


def test_a_generator_is_consumed():
    rng = np.random.default_rng(0)
    first, second = (call(lambda rng: rng.random(), rng).value for _ in range(2))
    assert first != second


def test_global_randomness_repeats_unless_reseeded():
    def draw():
        return random.random() + np.random.rand()

    first, again = call(draw).value, call(draw).value
    with reseeded(1):
        other = call(draw).value
    assert first == again != other


def test_exceptions_cross_as_builtin_names_and_warnings_as_texts():
    class Odd(ValueError):
        def __str__(self):
            raise RuntimeError

    def fail():
        warnings.warn("attention", UserWarning, stacklevel=1)
        raise Odd

    record = call(fail)
    assert (record.error, record.message) == ("ValueError", "")
    assert record.warnings == (("UserWarning", "attention"),)


def test_values_become_plain():
    class Thing:
        pass

    assert plain(Thing()) == Opaque("Thing")
    assert plain(np.float64(2)).shape == ()
    assert type(plain(np.ma.masked_array([1]))) is np.ndarray
    ragged = np.empty(2, dtype=object)
    ragged[:] = [np.ones(1), np.ones(2)]
    assert [part.shape for part in plain(ragged)] == [(1,), (2,)]
    loop = []
    loop.append(loop)
    assert plain(loop)
