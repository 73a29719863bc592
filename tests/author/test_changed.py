"""`make check` runs what a change touches, and says what it leaves out."""

import pytest

from course_admin.author import changed
from course_admin.base.git import git


@pytest.fixture(scope="module")
def tracked():
    return [path for path in git("ls-files", "-z", cwd=changed.ROOT).stdout.split("\0") if path]


def test_a_module_brings_the_tests_that_import_it(tracked):
    near, far = changed.tests_of(["course_utils/nn/layers.py"], tracked)
    assert "tests/nn/test_layers.py" in near
    assert not set(near) & set(far)


def test_what_is_far_is_named_and_not_lost(tracked):
    near, far = changed.tests_of(["course_admin/base/errors.py"], tracked)
    assert len(near) > 10 and far


def test_a_changed_test_and_its_support_are_run(tracked):
    assert changed.tests_of(["tests/nn/test_layers.py"], tracked)[0] == ["tests/nn/test_layers.py"]
    assert "tests/plan/test_year.py" in changed.tests_of(["tests/support/small_course.py"], tracked)[0]


def test_exercises_are_those_of_checks_and_answers():
    paths = ["course_utils/checks/tp1/ex7_backward.py", "course_admin/answers/tp3/mutants/ex5_conv2d_backward.toml"]
    assert changed.exercises_of([*paths, "course_admin/hidden/tp2.py"]) == [("tp1", "7"), ("tp2", ""), ("tp3", "5")]


def test_a_notebook_is_run_again_and_the_others_are_named(tracked):
    commands, left = changed.steps(["notebooks/cours/02_perceptron.ipynb"], tracked)
    assert any("--nbval" in command for _, command in commands)
    assert left[-1] == "notebooks that were not changed"


def test_an_unknown_commit_is_a_sentence(capsys):
    assert changed.main(["--base", "no-such-commit"]) == 1
    assert "is no commit here" in capsys.readouterr().err
