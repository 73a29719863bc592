"""What marking keeps of a submission, as `records/TP/results/OWNER.json` (see `HandIn.work`)."""

import json

from course_admin.base import tables
from course_admin.records import gradebook


def result(course, assignment, one):
    """What is kept of a hand-in's marking (a dict, see `_mark`), None if its present commit has not been marked."""
    kept = kept_of(course, assignment, one.work)
    return kept if kept and kept["commit"] == one.commit else None


def keep(course, assignment, one, tests, work):
    """Store the outcome, with the answers that changed since the one before it, and write its log."""
    before = kept_of(course, assignment, one.work) or {}
    rewritten = set(before.get("rewritten", []))
    if "notebook" in before and "notebook" in work:
        old, new = gradebook.answers(before["notebook"]), gradebook.answers(work["notebook"])
        rewritten = {name for name in new if new[name] != old.get(name)}
    work |= {"commit": one.commit, "tests": tests, "rewritten": sorted(rewritten)}
    logs = course.build / "logs" / assignment.id
    tables.write_whole(logs / f"{one.work}.log", work.pop("log").encode("utf-8", "replace"))
    if work["status"] == "error":
        work["tests"] = ""  # to be marked again by the next run
    content = json.dumps(work, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    tables.write_whole(folder(course, assignment) / f"{one.work}.json", content)


def folder(course, assignment):
    return course.records / assignment.id / "results"


def kept_of(course, assignment, name):
    try:
        return json.loads((folder(course, assignment) / f"{name}.json").read_bytes())
    except FileNotFoundError:
        return None


def is_done(course, assignment, one, tests):
    kept = result(course, assignment, one)
    return kept is not None and kept["tests"] == tests
