"""What holds for every module of `nn`: its examples run, and it imports only what it may."""

import ast
import doctest
import importlib
import pkgutil

import pytest

import course_utils.nn
from course_admin.plan.course import Course

MODULES = [f"course_utils.nn.{module.name}" for module in pkgutil.iter_modules(course_utils.nn.__path__)]
WITHHELD = {name for assignment in Course.load().assignments for name in assignment.withholds}


def imports(module):
    """The names of the modules that a module imports, wherever in it."""
    with open(module.__file__, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    module = importlib.import_module(name)
    results = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_imports_numpy_and_nn_alone(name):
    found = set(imports(importlib.import_module(name)))
    outside = {other for other in found if not other.startswith("course_utils.nn")}
    assert outside <= {"numpy", "math", "dataclasses", "itertools"}
    if name not in WITHHELD:
        assert not found & WITHHELD


def test_the_package_itself_imports_nothing():
    assert not list(imports(course_utils.nn))


@pytest.mark.parametrize("name", ["perceptron", "autodiff", "gradients", "model_selection"])
def test_what_the_chapters_teach_is_never_withheld(name):
    assert f"course_utils.nn.{name}" not in WITHHELD
