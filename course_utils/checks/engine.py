"""How a check is written (cases and mistakes, as data) and how it goes through them, one French sentence at the first fault."""

from dataclasses import dataclass, field

import numpy as np

from course_utils.checks.record import Opaque, call


class CheckFailed(AssertionError):
    """A wrong answer. Its text is what the student reads; JupyterLab shows it without a traceback."""

    def _render_traceback_(self):
        return [f"✘ {self}"]


@dataclass(frozen=True)
class Mistake:
    """What a classic wrong formula gives on a case's arguments, and the sentence that helps whoever wrote it."""

    wrong: object
    hint: str
