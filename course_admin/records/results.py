"""What marking keeps of each submission of a TP, as `records/TP/results/OWNER.json` (see `HandIn.work`)."""

from dataclasses import replace

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.records import gradebook, layout, verdict


def result(assignment, one):
    """What is kept of a hand-in's marking (a `Marked`), None if its present commit has not been marked."""
    kept = kept_of(assignment, one.work)
    return kept if kept and kept.commit == one.commit else None


def keep(assignment, one, tests, marked, log):
    """Store the outcome, with the answers that changed since the one before it, and write its log."""
    before = kept_of(assignment, one.work)
    rewritten = set(before.rewritten) if before else set()
    if before and before.was_run and marked.was_run:
        old, new = gradebook.answers(before.notebook), gradebook.answers(marked.notebook)
        rewritten = {name for name in new if new[name] != old.get(name)}
    tables.write_whole(layout.log(assignment, one.work), log.encode("utf-8", "replace"))
    done = replace(
        marked,
        commit=one.commit,
        tests="" if marked.status == "error" else tests,  # to be marked again by the next run
        rewritten=tuple(sorted(rewritten)),
    )
    tables.write_whole(layout.results(assignment) / f"{one.work}.json", verdict.dumps(done))


def copy(assignment, name, to):
    """Keep what there is of one name under another too, which has nothing yet."""
    kept = kept_of(assignment, name)
    if kept and kept_of(assignment, to) is None:
        tables.write_whole(layout.results(assignment) / f"{to}.json", verdict.dumps(kept))


def kept_of(assignment, name):
    path = layout.results(assignment) / f"{name}.json"
    try:
        return verdict.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise CourseError(f"{path} cannot be understood ({error}); move it away and grade again") from error


def is_done(assignment, one, tests):
    kept = result(assignment, one)
    return kept is not None and kept.tests == tests
