"""What becomes of hand-ins when a roster changes between two collects: nothing that was handed in is lost."""

import shutil
from dataclasses import replace

from course_admin.base.errors import CourseError
from course_admin.records import handins, results, roster


def renamed(assignment, students):
    """Who has another identifier than in the roster of the collect before: new identifier → the `Student` of then.

    The same person is told by the student number, else by the e-mail address, else by a repository of their own.
    """
    then = {one.student: one for one in roster.kept(assignment)}
    new = [one for one in students if one.student not in then]
    gone = [one for name, one in then.items() if name not in {one.student for one in students}]
    found = {}
    for one in new:
        same = [other for other in gone if _is_same(one, other)]
        if len(same) == 1 and sum(_is_same(other, same[0]) for other in new) == 1:
            found[one.student] = same[0]
    return found


def _is_same(one, other):
    if one.number and other.number:
        return one.number == other.number
    if one.email and one.email.casefold() == other.email.casefold():
        return True
    return bool(one.repository) and not one.group and not other.group and one.repository == other.repository


def follow(assignment, ledger, renamed, warn):
    """Give what is kept under its owner's former identifier (mirror, dates, verdicts) to the new one, and tell it."""
    for name, old in renamed.items():
        warn(f"{old.student} is called {name} from now on: what was handed in and the marks given by hand follow")
        if old.group or ledger.heads(name):
            continue
        source, target = (handins.mirror_of(assignment.course, owner).path for owner in (old.student, name))
        if source.is_dir() and not target.exists():
            shutil.copytree(source, target, symlinks=True)
        ledger.copy(old.student, name)
        results.copy(assignment, old.student, name)


def formerly(collected, renamed, before):
    """The hand-ins, with the former identifier of whoever has another one, now or since an earlier collect."""
    names = {one.student: before[one.student].formerly for one in collected if one.student in before}
    names |= {new: old.student for new, old in renamed.items()}
    return [replace(one, formerly=names.get(one.student, "")) for one in collected]


def told_apart(collected):
    """The hand-ins, with a flag where two owners hand in one commit."""
    collected, owners = list(collected), {}
    for one in collected:
        owners.setdefault(one.commit, set()).add(one.owner)
    flagged = []
    for one in collected:
        others = sorted(owners[one.commit] - {one.owner}) if one.commit else []
        flag = f"Le même commit {one.commit[:10]} est rendu par {', '.join(others)}."
        flagged.append(replace(one, flags=(*one.flags, flag)) if others else one)
    return flagged


def kept(assignment, found, before, ledger, warn):
    """The hand-in of a student whose owner may have changed since the collect before: nothing handed in is lost.

    What another owner handed in counts where a collect after that deadline has seen it, and where the new owner has
    nothing; the group may change before the deadline, and then the new one's work counts.
    """
    if before is None or not before.commit or (before.owner == found.owner and not before.carried):
        return found
    if before.carried and before.group == found.group and found.commit == before.commit:
        return found
    deadline = assignment.deadline_of(before.group, before.student)
    settled = any(when > deadline for when, _ in ledger.heads(before.owner))
    if found.commit and not settled:
        warn(f"{found.student}: handed in with {before.owner} until now, with {found.owner} from now on")
        return found
    warn(f"{found.student}: {assignment.id} was handed in with {before.owner} and stays so; now with {found.owner}")
    flag = f"Rendu par « {before.owner} », avant le changement de groupe ; ce rendu reste le sien."
    flags = tuple(dict.fromkeys([*before.flags, flag]))
    return replace(before, name=found.name, email=found.email, flags=flags, carried=True)


def collected_before(assignment):
    """The hand-ins of the collect before this one, by student."""
    try:
        return {one.student: one for one in handins.load(assignment)}
    except CourseError:  # there was none, or it cannot be read
        return {}
