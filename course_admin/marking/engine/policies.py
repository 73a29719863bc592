"""What a cell sets for all that comes after it, put back before each test: no mark depends on a policy left behind.

Float policies and eager functions of Keras, numpy's handling of errors, filters of warnings, figures' settings, the
current folder.
"""

import contextlib
import os
import sys
import warnings

import numpy as np


class Policies:
    """The state at the start of a submission, and the way back to it."""

    def __init__(self):
        self.folder = os.getcwd()
        self.filters = list(warnings.filters)
        self.errors = np.geterr()
        pyplot = sys.modules.get("matplotlib")
        self.figures = dict(pyplot.rcParams) if pyplot else {}

    def restore(self):
        """Put everything back; whatever the student's code made of it."""
        for step in (self._numpy, self._keras, self._figures, self._folder):
            with contextlib.suppress(BaseException):
                step()

    def _numpy(self):
        np.seterr(**self.errors)
        warnings.filters[:] = self.filters
        warnings._filters_mutated()

    def _keras(self):
        keras = sys.modules.get("keras")
        if keras is None:
            return
        if keras.config.floatx() != "float32":
            keras.config.set_floatx("float32")
        if keras.config.dtype_policy().name != "float32":
            keras.config.set_dtype_policy("float32")
        tensorflow = sys.modules.get("tensorflow")
        if tensorflow is not None and tensorflow.config.functions_run_eagerly():
            tensorflow.config.run_functions_eagerly(False)

    def _figures(self):
        matplotlib = sys.modules.get("matplotlib")
        if matplotlib and self.figures and dict(matplotlib.rcParams) != self.figures:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                matplotlib.rcParams.update(self.figures)

    def _folder(self):
        os.chdir(self.folder)
