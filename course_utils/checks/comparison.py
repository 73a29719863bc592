"""A student's value beside the right one: what differs, as the end of a French sentence.

>>> compared = Comparison(Task("gradients", ("X",), results=("dw", "db")), shows=True)
>>> compared.difference((np.zeros(3), 1.0), (np.zeros(3), 2.0))
'renvoie pour db 1 au lieu de 2'
>>> Comparison(compared.task, shows=False).difference((np.zeros(3), 1.0), (np.zeros(3), 2.0))
'ne renvoie pas pour db la valeur attendue'
"""

import numpy as np

from course_utils.checks.causes import cause, cause_of_list
from course_utils.checks.record import Opaque
from course_utils.checks.task import Task
from course_utils.checks.values import contrast, fault_of_form, kind, numbers, same, sequence, show


class Comparison:
    """How a task's values are compared and told. With `shows=False` no sentence holds a number or a shape."""

    def __init__(self, task: Task, shows=True):
        self.task, self.shows = task, shows

    def difference(self, value, expected):
        """What is wrong with a value, as the end of a French sentence; None if it is right."""
        if isinstance(expected, (list, tuple)):
            return self._difference_of_parts(value, expected)
        if isinstance(expected, int):
            return self._difference_of_counts(value, expected)
        return self._difference_of_numbers(value, expected)

    def _difference_of_parts(self, value, expected):
        """`difference` for a result of several parts: `(dw, db)`, or `(zs, activations)`, of an array a layer each."""
        parts, labels = sequence(value), self.task.results
        wanted = f"({', '.join(labels)})" if labels else "une liste"
        if parts is None:
            return f"renvoie {kind(value)}, attendu {wanted}"
        if len(parts) != len(expected) and isinstance(value, np.ndarray) and labels:
            return f"renvoie un seul tableau, attendu {wanted} : plusieurs résultats, séparés par une virgule"
        if len(parts) != len(expected):
            counts = f"{len(parts)} élément{'s' * (len(parts) > 1)} au lieu de {len(expected)}"
            return f"renvoie {counts if self.shows else 'un nombre d’éléments qui n’est pas le bon'}, attendu {wanted}"
        for index, (part, right) in enumerate(zip(parts, expected, strict=True)):
            label = labels[index] if labels else f"l’élément {index}"
            if isinstance(right, (list, tuple)):
                fault = self._difference_of_list(part, right, label)
            else:
                fault = self._difference_of_numbers(part, right, label)
            if fault:
                return fault
        return None

    def _difference_of_list(self, value, expected, label):
        """`difference` for a list of arrays, one a layer."""
        parts = sequence(value)
        if parts is None:
            return f"renvoie pour {label} {kind(value)}, attendu une liste de tableaux"
        if len(parts) != len(expected):
            counts = f"{len(parts)} tableau{'x' * (len(parts) > 1)} au lieu de {len(expected)}"
            return f"renvoie pour {label} {counts if self.shows else 'une liste qui n’a pas la bonne longueur'}"
        for index, part, right in self._in_order(range(len(parts)), parts, list(expected)):
            fault = self._difference_of_numbers(part, right, f"{label}[{index}]")
            if fault:
                return fault
        return None

    def _difference_of_counts(self, value, expected):
        """`difference` for a count: an integer of any integer type, not a float."""
        array = value if isinstance(value, np.ndarray) else np.asarray(value)
        if isinstance(value, (list, tuple, dict, str, Opaque)) or array.shape or array.dtype.kind not in "iuf":
            return f"renvoie {kind(value)}, attendu un entier"
        if array.dtype.kind == "f":
            return f"renvoie {show(value) + ', ' if self.shows else ''}un flottant : ce qui se compte est un entier"
        if int(array) != expected:
            return self.told(value, expected)
        return None

    def _difference_of_numbers(self, value, expected, label=""):
        """`difference` for a number or an array of numbers, called `label` in the sentence."""
        fault = self.form(value, np.shape(expected), label)
        if fault or np.allclose(numbers(value), expected, rtol=self.task.rtol, atol=self.task.atol):
            return fault
        return self.told(value, expected, f"pour {label} " if label else "")

    def form(self, value, shape, label=""):
        """What is wrong with a value that should be finite numbers of that shape, as the end of a French sentence."""
        return fault_of_form(value, shape, label, self.shows, self.task.single_precision)

    def told(self, value, expected, of=""):
        """What came and what was expected, in numbers where they may be shown."""
        if not self.shows:
            return f"ne renvoie pas {of}la valeur attendue"
        parts = sequence(value)
        if isinstance(expected, (list, tuple)) and parts is not None and len(parts) == len(expected):
            labels = self.task.results if not of else [f"{of[5:-1]}[{place}]" for place in range(len(parts))]
            named = labels or [str(place) for place in range(len(parts))]
            for label, part, right in self._in_order(named, parts, expected):
                if not same(part, right, self.task.rtol, self.task.atol):
                    return self.told(part, right, f"pour {label} ")
        return f"renvoie {of}{contrast(value, expected)}"

    def mistake_in_part(self, case, value):
        """The known mistake whose first part that differs is the value's too; None where there is none.

        Of several results one may be wrong in a way that is known, whatever became of the others.
        """
        parts = sequence(value)
        if not isinstance(case.expected, tuple) or parts is None or len(parts) != len(case.expected):
            return None
        for place, (part, right) in enumerate(zip(parts, case.expected, strict=True)):
            if not same(part, right, self.task.rtol, self.task.atol):
                for mistake in case.mistakes:
                    wrong = mistake.wrong[place] if len(mistake.wrong) == len(parts) else None
                    if wrong is not None and same(part, wrong, self.task.rtol, self.task.atol):
                        return mistake
                return None
        return None

    def cause(self, case, value):
        """What a wrong value tells by itself, as a sentence to begin with; nothing where numbers may not be shown."""
        if not self.shows:
            return ""
        first = case.args[0] if case.args else None
        samples = len(first) if isinstance(first, np.ndarray) and 0 < first.ndim < 3 else None  # an image is no batch
        apart, right = self._first_apart(value, case.expected)
        array = None if isinstance(right, (list, tuple)) else numbers(apart)
        if array is not None and array.shape == np.shape(right) and self.form(array, array.shape):
            return ""  # nan, or another precision: the fault says it
        told = cause_of_list(apart, right) if isinstance(right, (list, tuple)) else cause(apart, right, samples)
        if not told and self.task.from_the_output and self._output_is_right(value, case.expected):
            told = "La couche de sortie est juste : l’erreur est dans ce qui remonte d’une couche à celle d’avant."
        return f"{told} " if told else ""

    def _output_is_right(self, value, expected):
        """Whether the last of each list is right, the layer of the output, where there is another before it."""
        lists = [(sequence(part), right) for part, right in zip(sequence(value) or (), expected, strict=False)]
        return bool(lists) and all(
            part and len(part) == len(right) > 1 and same(part[-1], right[-1], self.task.rtol, self.task.atol)
            for part, right in lists
        )

    def _first_apart(self, value, expected):
        """The first parts that differ of a value and of what is expected, as deep as the parts go."""
        parts = sequence(value)
        if not isinstance(expected, (list, tuple)) or parts is None or len(parts) != len(expected):
            return value, expected
        for part, right in self._in_order(parts, expected):
            if not same(part, right, self.task.rtol, self.task.atol):
                return self._first_apart(part, right)
        return value, expected

    def _in_order(self, *lists):
        """Parts side by side: those of the layers from the output back, where the task goes that way."""
        pairs = list(zip(*lists, strict=True))
        from_the_end = self.task.from_the_output and not isinstance(lists[-1], tuple)
        return pairs[::-1] if from_the_end else pairs
