"""A verdict, and a marked submission: what marking says, and what is kept of it as `records/TP/results/OWNER.json`.

The only place that writes this JSON and reads it.
"""

import json
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True)
class Verdict:
    """What one test cell says."""

    grade_id: str
    points: float  # earned
    max_points: float
    status: str  # passed, failed, timeout, died (the kernel), error (our fault)
    message: str = ""  # French, for the student; empty if passed
    mistake: str | None = None  # the misconception that was recognised
    seconds: float = 0.0

    @property
    def passed(self):
        return self.status == "passed"

    @property
    def exercise(self):
        """The name of the test without what says that it is one, for a sentence."""
        return self.grade_id.removeprefix("test_")


@dataclass(frozen=True)
class Marked:
    """What marking one submission gave, and what it was made of."""

    status: str  # graded, partial, unreadable, error (our fault)
    message: str = ""  # French: why it is unreadable
    verdicts: tuple[Verdict, ...] = ()
    notebook: str = ""  # merged, with its outputs: JSON text; "" where no test was run
    remarks: tuple[str, ...] = ()  # French, for the student
    seconds: float = 0.0
    memory_mb: float = 0.0
    commit: str = ""
    tests: str = ""  # the digest of what the verdicts depend on; "" for a marking that is to be done again
    rewritten: tuple[str, ...] = ()  # hand-marked answers that are not those of the marking before

    @property
    def was_run(self):
        """Whether there are verdicts and a notebook with its outputs."""
        return bool(self.notebook)

    def points(self):
        """The points that each test earned, by its grade id."""
        return {verdict.grade_id: verdict.points for verdict in self.verdicts}


def dumps(marked):
    """A `Marked` as JSON (bytes) that a person can read; what cannot be encoded is replaced."""
    return json.dumps(asdict(marked), ensure_ascii=False, indent=1).encode("utf-8", "replace")


def loads(content):
    """The `Marked` of a JSON text, of this version or of an older one. Raises ValueError where it is none."""
    try:
        found = _known(Marked, json.loads(content))
        verdicts = tuple(Verdict(**_known(Verdict, one)) for one in found.get("verdicts", ()))
        texts = {name: tuple(found.get(name, ())) for name in ("remarks", "rewritten")}
        return Marked(**found | {"verdicts": verdicts} | texts)
    except (TypeError, AttributeError) as error:
        raise ValueError(f"not a marked submission ({error})") from error


def _known(kind, values):
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in values.items() if name in names}
