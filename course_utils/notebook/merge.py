"""The one merge: a student's cells with ours, for the student's repair, for `verifier` and for the mark alike.

Every cell that nbgrader tagged is found again, whatever became of it, and put as it was released; what the student
wrote stays. The cells of ours that others stand on (imports, data) run as they were released, in their place, above
what the student made of them.
"""

import copy
import uuid
from dataclasses import dataclass

from course_utils.notebook import lost
from course_utils.notebook.cell import grade_id, identity, is_answer, is_by_hand, is_test, tag, text
from course_utils.notebook.repairs import Repair


@dataclass(frozen=True)
class Merged:
    """The cells of both, in order, and what had to be mended for it."""

    cells: list
    repairs: tuple[Repair, ...]


def merge(mine, ours):
    """The student's cells `mine` with ours as released, `ours`; both as `cell.read` makes them, neither changed."""
    return _Merge(mine, ours).merged()


class _Merge:
    def __init__(self, mine, ours):
        self.ours = ours
        self.cells = [one | {"metadata": dict(one["metadata"])} for one in mine]
        self.tagged = {grade_id(one): one for one in ours if grade_id(one)}
        self.texts = {text(one) for one in ours}
        self.repairs = []
        self.place = {}  # where a cell of ours is found: its number in `ours` → the student's cell
        self.taken = set()  # `id()` of the student's cells in `place`
        self.put = set()  # numbers in `ours` of the cells that were put back

    def merged(self):
        for number, our in enumerate(self.ours):
            if grade_id(our):
                self._claim(number, our)
        self._claim_untagged()
        held = self._held()
        self._untag()
        self._restore()
        for number, our in enumerate(self.ours):
            if grade_id(our) and number not in self.place:
                self._put_back(number, our)
        self._take_out(held)
        self._tests_after_answers()
        self._written_elsewhere()
        self._foundations()
        self._unique_ids()
        return Merged(self.cells, tuple(self.repairs))

    # Finding our cells in the student's

    def _claim(self, number, our):
        """Find the tagged cell `our`."""
        name, named = grade_id(our), [one for one in self.cells if grade_id(one) == grade_id(our)]
        written = [one for one in named if is_answer(our) and text(one) not in ("", text(our))]
        ordinary = [one for one in self.cells if grade_id(one) not in self.tagged and not self._is_taken(one)]
        found = written or (lost.answers(ordinary, our) if is_answer(our) else []) or named or lost.same(ordinary, our)
        if not found:
            return
        chosen = self._take(number, found[0])
        if not any(chosen is one for one in named):
            kind = "elsewhere" if named else "untagged"
            self.repairs.append(Repair(kind, name))
            unwritten = [one for one in named if not any(one is other for other in written)]
            self.cells = [one for one in self.cells if not any(one is stub for stub in unwritten)]
        elif len(named) > 1:
            self.repairs.append(Repair("duplicated", name))

    def _held(self):
        """The answers that are not written in a cell of theirs but within another: number → that cell, and its text."""
        found = {}
        for number, our in enumerate(self.ours):
            stub = self.place.get(number)
            if is_answer(our) and (stub is None or text(stub) in ("", text(our))):
                others = [one for one in self.cells if one is not stub and text(one) not in self.texts]
                holder = next(iter(lost.holders(others, our)), None)
                if holder:
                    found[number] = holder, dict(holder)
        return found

    def _claim_untagged(self):
        """Find those of ours that nbgrader does not tag: by their id, else by their text."""
        for number, our in enumerate(self.ours):
            if grade_id(our):
                continue
            free = [one for one in self.cells if not grade_id(one) and not self._is_taken(one)]
            found = [one for one in free if identity(our) and identity(one) == identity(our)]
            found = found or [one for one in free if text(one) and text(one) == text(our)]
            if found:
                self._take(number, found[0])

    def _take(self, number, cell):
        self.place[number] = cell
        self.taken.add(id(cell))
        return cell

    def _is_taken(self, cell):
        return id(cell) in self.taken

    def _untag(self):
        """No cell but those that were found carries a tag."""
        for one in self.cells:
            if "nbgrader" in one["metadata"] and not (grade_id(one) in self.tagged and self._is_taken(one)):
                del one["metadata"]["nbgrader"]

    # Putting them as they were

    def _restore(self):
        """Type, tag and (where it is locked) text of each tagged cell as released."""
        for number, one in self.place.items():
            our = self.ours[number]
            name = grade_id(our)
            if not name:
                continue
            if one["cell_type"] != our["cell_type"]:
                self.repairs.append(Repair("retyped", name))
                _retype(one, our["cell_type"])
            elif grade_id(one) == name and (tag(one) != tag(our) or (not is_answer(our) and text(one) != text(our))):
                self.repairs.append(Repair("changed", name))
            one["metadata"]["nbgrader"] = copy.deepcopy(tag(our))
            for flag in ("deletable", "editable"):
                if flag in our["metadata"]:
                    one["metadata"][flag] = our["metadata"][flag]
            if not is_answer(our):
                one["source"] = our["source"]

    def _put_back(self, number, our):
        if tag(our):
            self.repairs.append(Repair("missing", grade_id(our)))
        self._insert(number, our, self._where(number, below_work=is_test(our)))

    def _insert(self, number, our, index):
        new = copy.deepcopy(our)
        self.cells.insert(index, new)
        self._take(number, new)
        self.put.add(number)

    def _where(self, number, below_work=False):
        """Where a cell of ours goes: after the closest one of ours before it, for a test below the student's own."""
        earlier = [self.place[n] for n in range(number - 1, -1, -1) if n in self.place]
        later = [self.place[n] for n in range(number + 1, len(self.ours)) if n in self.place]
        if not earlier:
            return self._index(later[0]) if later else len(self.cells)
        index = self._index(earlier[0]) + 1
        while below_work and index < len(self.cells) and not self._is_taken(self.cells[index]):
            index += 1
        return index

    def _take_out(self, held):
        """Write the answers that `_held` found into their own cells."""
        for number, (cell, before) in held.items():
            our, answer = self.ours[number], self.place[number]
            locked = self.tagged.get(grade_id(before), {"source": ""})["source"]
            runs_above = self._index(cell) < self._index(answer) and cell["source"] == before["source"]
            answer["source"] = lost.part(before, our, locked, alone=runs_above and cell["cell_type"] == "code")
            self.repairs = [one for one in self.repairs if one != Repair("missing", grade_id(our))]
            self.repairs.append(Repair("elsewhere", grade_id(our)))

    def _tests_after_answers(self):
        """A test that is above the answer that precedes it in ours goes below it."""
        answer = None
        for number, our in enumerate(self.ours):
            if is_answer(our):
                answer = self.place[number]
            elif is_test(our) and answer is not None and self._index(self.place[number]) < self._index(answer):
                test = self.place[number]
                self.cells.pop(self._index(test))
                self.cells.insert(self._index(answer) + 1, test)
                if number not in self.put:
                    self.repairs.append(Repair("order", grade_id(our)))

    def _written_elsewhere(self):
        """A hand-marked answer that is blank takes the text that the student added around it."""
        for number, our in enumerate(self.ours):
            answer = self.place.get(number)
            if is_by_hand(our) and text(answer) in ("", text(our)):
                question = next((n for n in range(number - 1, -1, -1) if n in self.place), None)
                found = lost.added(self._around(answer))
                if question is not None and self.ours[question]["cell_type"] != "code":
                    found = lost.more(self.place[question], self.ours[question]) + found
                found = [one for one in found if one not in self.texts]
                if found:
                    answer["source"] = "\n\n".join(found)
                    self.repairs.append(Repair("elsewhere", grade_id(our)))

    def _around(self, answer):
        """The student's own cells next to one of ours, above and below, in order."""
        index = self._index(answer)
        start, end = index, index + 1
        while start > 0 and not self._is_taken(self.cells[start - 1]):
            start -= 1
        while end < len(self.cells) and not self._is_taken(self.cells[end]):
            end += 1
        return self.cells[start:index] + self.cells[index + 1 : end]

    def _foundations(self):
        """What others stand on runs as released, above the first tagged cell that follows it in ours."""
        for number, our in enumerate(self.ours):
            if not lost.is_foundation(our):
                continue
            theirs = self.place.get(number)
            followers = [self.place[n] for n in range(number + 1, len(self.ours)) if grade_id(self.ours[n])]
            limit = min((self._index(one) for one in followers), default=len(self.cells))
            if theirs is not None and self._index(theirs) < limit:
                if not lost.runs_first(theirs, our):
                    self._insert(number, our, self._index(theirs))
                continue
            if theirs is None:
                self.repairs.append(Repair("foundation", identity(our) or "importations"))
            self._insert(number, our, min(self._where(number), limit))

    def _unique_ids(self):
        """An id names one cell: that of ours, else the first."""
        ours = {identity(one): one for one in self.place.values()}
        seen = set()
        for one in self.cells:
            name = identity(one)
            if name is not None and (name in seen or ours.get(name, one) is not one):
                one["id"] = name = uuid.uuid4().hex[:8]
            seen.add(name)

    def _index(self, cell):
        return next(index for index, one in enumerate(self.cells) if one is cell)


def _retype(cell, kind):
    cell["cell_type"] = kind
    for key in ("outputs", "execution_count", "attachments"):
        cell.pop(key, None)
    if kind == "code":
        cell.update(outputs=[], execution_count=None)
