"""A hand-in: what one student handed in for one TP, and the rule that finds it in what was collected."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HandIn:
    """One row of the roster and the commit that counts for it; a group shares everything but who the student is."""

    student: str
    name: str
    email: str
    group: str  # "" for a student alone
    repository: str
    commit: str = ""  # 40 hexadecimal digits, "" if nothing was handed in
    submitted_at: str = ""  # ISO 8601 with offset, "" if nothing was handed in
    late_hours: float = 0.0  # after this student's own deadline; the grace is the marks' affair
    path: str = ""  # where the notebook is in that commit
    status: str = "missing"  # submitted, missing, unreachable (the repository), unreadable (the notebook)
    message: str = ""  # why, in French
    flags: tuple[str, ...] = ()  # what an instructor should look at, one French sentence each

    @property
    def owner(self):
        """Whose work it is: the group, or the student alone. Names the mirror and the results."""
        return self.group or self.student
