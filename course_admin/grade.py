"""From hand-ins to scores: every student of the roster gets a row, whatever became of the work.

Each submission is read, run in the sandbox and kept as `records/TP/results/OWNER.json` (the owner is a student or a
group) as soon as it is done, so an interrupted run resumes. Then one process writes the gradebook and
`build/grades/TP.csv`.
"""

import compileall
import contextlib
import hashlib
import json
import math
import os
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from py_compile import PycInvalidationMode

from course_admin import gradebook, handin, individual, tables
from course_admin.errors import CourseError
from course_admin.hidden import secret
from course_admin.lock import locked
from course_admin.marks import exact, round_half_up

COLUMNS = (
    "student", "commit", "submitted_at", "late_hours", "status", "auto_score", "auto_max",
    "manual_score", "manual_max", "penalty", "mark", "message",
)  # fmt: skip


def grade(course, assignment, jobs=None, force=False, only=(), unsafe=False, progress=None, scheduler=None):
    """Mark what was collected and is not marked yet; return the rows of the grades, as `table` does.

    `force` marks again what is up to date, `only` names the students to consider, `jobs` is the number of submissions
    run at once, `progress(done, total)` is told of each, `scheduler` is the address of a Dask cluster to run them on.
    Raises CourseError where nothing was collected, where the machine has no sandbox (unless `unsafe`), where the
    cluster cannot be used, and while another grading writes the records.
    """
    if not unsafe and not scheduler:
        require_sandbox(assignment)
    with locked(course, "grade"):
        handins = handin.load(course, assignment)
        unknown = set(only) - {one.student for one in handins}
        if unknown:
            raise CourseError(f"no student {', '.join(sorted(unknown))} in the roster of {assignment.id}")
        declared = gradebook.declare(course, assignment)
        tests = digest_of_tests(course, assignment)
        chosen = [one for one in handins if one.status == "submitted" and (not only or one.student in only)]
        todo = {one.owner: one for one in chosen}
        if not force:
            todo = {owner: one for owner, one in todo.items() if not _is_done(course, assignment, one, tests)}
        _mark_all(course, assignment, list(todo.values()), tests, jobs, unsafe, progress, scheduler)
        _save_all(course, assignment, declared, handins)
        return write(course, assignment)


def changes(course, assignment, jobs=None, unsafe=False, progress=None, scheduler=None):
    """What marking everything again would change, without changing it: (student, test, points before, after, why).

    Raises CourseError as `grade` does, and where nothing was graded.
    """
    if not unsafe and not scheduler:
        require_sandbox(assignment)
    marked = [one for one in handin.load(course, assignment) if one.status == "submitted"]
    kept = {one.owner: result(course, assignment, one) for one in marked}
    todo = list({one.owner: one for one in marked if kept[one.owner]}.values())
    if not todo:
        raise CourseError(f"nothing of {assignment.id} is graded; run `course grade {assignment.id}`")
    outcomes = _outcomes(course, assignment, todo, jobs, unsafe, progress, scheduler)
    found = {one.owner: _differences(kept[one.owner], work) for one, work in outcomes}
    return [(one.student, *change) for one in marked for change in found.get(one.owner, [])]


def _differences(before, after):
    """(test, points before, points after, why) of two markings of one submission."""
    if "verdicts" not in after:
        return [("*", None, None, f"{after['status']}: {after['log'].strip().splitlines()[-1]}")]
    old = {verdict["grade_id"]: verdict["points"] for verdict in before.get("verdicts", [])}
    return [
        (verdict["grade_id"], old.get(verdict["grade_id"]), verdict["points"], verdict["message"] or "passes")
        for verdict in after["verdicts"]
        if verdict["points"] != old.get(verdict["grade_id"])
    ]


def write(course, assignment):
    """Write build/grades/TP.csv from the gradebook as it is now; return its rows."""
    rows = table(course, assignment)
    tables.write_csv(course.build / "grades" / f"{assignment.id}.csv", COLUMNS, rows)
    return rows


def table(course, assignment):
    """One row (a dict of `COLUMNS`, `name`, `waits_for`) for each student, from the gradebook as it is now.

    Raises CourseError where the assignment has not been graded.
    """
    handins = handin.load(course, assignment)
    if not _results(course, assignment).is_dir():
        raise CourseError(f"not graded yet; run `course grade {assignment.id}`")
    with gradebook.opened(course) as book:
        scores = gradebook.scores(book, assignment)
        maxima = gradebook.maxima(book, assignment)
    return [_row(course, assignment, one, scores.get(one.student, []), maxima) for one in handins]


def penalty(late_hours, late):
    """Points out of 20 lost to lateness: so many for each day begun after the deadline, none within the grace.

    >>> late = {"grace_minutes": 15, "points_per_day": 1.0, "maximum": 5.0}
    >>> [penalty(hours, late) for hours in (0.25, 0.26, 24, 24.1, 1000)]
    [0.0, 1.0, 1.0, 2.0, 5.0]
    """
    if late_hours * 60 <= late["grace_minutes"]:
        return 0.0
    return float(min(math.ceil(late_hours / 24) * late["points_per_day"], late["maximum"]))


def result(course, assignment, one):
    """What is kept of a hand-in's marking (a dict, see `_mark`), None if its present commit has not been marked."""
    kept = _kept(course, assignment, one.owner)
    return kept if kept and kept["commit"] == one.commit else None


def digest_of_tests(course, assignment):
    """A digest of all that a verdict depends on besides the submission: what changes it calls for a new marking."""
    here = Path(__file__).parent
    files = [course.sources / assignment.path]
    for folder in (course.sources / "course_utils" / "checks", here / "hidden", here / "engine"):
        files += sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    settings = [assignment.limits, assignment.withholds, hashlib.sha256(secret.of(course).encode()).hexdigest()]
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for path in files:
        try:
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            raise CourseError(f"grading needs {path}: {error.strerror}") from error
    return digest.hexdigest()


# Running


def require_sandbox(assignment):
    """Raise CourseError, with the reason, where this machine cannot confine a student's code."""
    from course_admin.engine import sandbox

    try:
        sandbox.launch(None, assignment.limits).close()
    except sandbox.NoSandbox as error:
        raise CourseError(str(error)) from error


def make_world(course, assignment, folder):
    """Write below `folder` what the kernels see of ours, its modules compiled once for all of them."""
    from course_admin.release import marking_world

    marking_world(course, assignment, folder)
    compileall.compile_dir(folder, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


def _mark_all(course, assignment, todo, tests, jobs, unsafe, progress, scheduler):
    """Run the submissions, `jobs` at a time, each kept as soon as it is done."""
    _results(course, assignment).mkdir(parents=True, exist_ok=True)
    for one, work in _outcomes(course, assignment, todo, jobs, unsafe, progress, scheduler):
        _keep(course, assignment, one, tests, work)


def _outcomes(course, assignment, todo, jobs, unsafe, progress, scheduler):
    """(hand-in, work) as they come. A thread only waits for the processes that run a submission, here or elsewhere."""
    if not todo:
        return
    with tempfile.TemporaryDirectory(prefix="course-world-") as world:
        make_world(course, assignment, world)
        with (
            _place(assignment.limits, secret.of(course), world, unsafe, scheduler) as (run, at_once),
            ThreadPoolExecutor(jobs or at_once) as pool,
        ):
            futures = {pool.submit(_mark, course, assignment, one, run): one for one in todo}
            try:
                for done, future in enumerate(as_completed(futures), start=1):
                    yield futures[future], future.result()
                    if progress:
                        progress(done, len(todo))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


@contextlib.contextmanager
def _place(limits, key, world, unsafe, scheduler):
    """Where submissions run, this machine or a cluster: (`run(notebook, tests, files)`, how many it does at once)."""
    from course_admin.engine import cluster, run

    if scheduler:
        with cluster.connected(scheduler, world, limits, unsafe, key) as found:
            yield found.run, 2 * found.threads  # one runs while the next one travels
        return

    def here(notebook, tests, files):
        return run.run(notebook, tests, limits, world, files, unsafe=unsafe, secret=key)

    yield here, os.cpu_count() or 1


def _mark(course, assignment, one, run):
    """Mark one submission; after a fault of ours once more, for it may have been of the moment (see `_mark_once`)."""
    work = _mark_once(course, assignment, one, run)
    if work["status"] == "error":
        again = _mark_once(course, assignment, one, run)
        work = again | {"log": f"{work['log'].rstrip()}\n\nMarked again after this fault:\n\n{again['log']}"}
    return work


def _mark_once(course, assignment, one, run):
    """Mark one submission: a dict with its `status` (graded, partial, unreadable, error), `log` and what is kept.

    Raises ClusterError where the cluster that it should run on is lost.
    """
    from course_admin.engine import submission
    from course_admin.engine.cluster import ClusterError

    try:
        files = handin.files(course, assignment, one) | individual.files(course, assignment, one.owner)
        own = f"{assignment.notebook}.ipynb"
        source = (course.sources / assignment.path).read_bytes()
        try:
            merged = submission.read(files.pop(own), source)
        except submission.Unreadable as reason:
            return {"status": "unreadable", "message": str(reason), "log": str(reason)}
        results = run(merged.notebook, merged.tests, files)
        return {
            "status": results.status,
            "verdicts": [asdict(verdict) for verdict in results.verdicts],
            "notebook": results.notebook.decode(),
            "remarks": list(merged.remarks),
            "seconds": results.seconds,
            "memory_mb": results.memory_mb,
            "log": results.log,
        }
    except ClusterError:
        raise
    except Exception:  # our fault, whatever it is: the student's row says so and the others go on
        return {"status": "error", "log": traceback.format_exc()}


def _keep(course, assignment, one, tests, work):
    """Store the outcome, with the answers that changed since the one before it, and write its log."""
    before = _kept(course, assignment, one.owner) or {}
    rewritten = set(before.get("rewritten", []))
    if "notebook" in before and "notebook" in work:
        old, new = gradebook.answers(before["notebook"]), gradebook.answers(work["notebook"])
        rewritten = {name for name in new if new[name] != old.get(name)}
    work |= {"commit": one.commit, "tests": tests, "rewritten": sorted(rewritten)}
    logs = course.build / "logs" / assignment.id
    tables.write_whole(logs / f"{one.owner}.log", work.pop("log").encode("utf-8", "replace"))
    if work["status"] == "error":
        work["tests"] = ""  # to be marked again by the next run
    content = json.dumps(work, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    tables.write_whole(_results(course, assignment) / f"{one.owner}.json", content)


def _results(course, assignment):
    return course.records / assignment.id / "results"


def _kept(course, assignment, owner):
    try:
        return json.loads((_results(course, assignment) / f"{owner}.json").read_bytes())
    except FileNotFoundError:
        return None


def _is_done(course, assignment, one, tests):
    kept = result(course, assignment, one)
    return kept is not None and kept["tests"] == tests


def _save_all(course, assignment, declared, handins):
    """Write every marked submission into the gradebook, one after the other; a group's work once for each member."""
    with gradebook.opened(course) as book:
        for one in handins:
            work = result(course, assignment, one)
            if work and "notebook" in work:
                gradebook.save(book, course, assignment, declared, one, work)
                lost = penalty(one.late_hours, course.late) * assignment.points / 20
                gradebook.set_penalty(book, assignment, one, lost)


# The rows


def _row(course, assignment, one, cells, maxima):
    """One student's row."""
    work = result(course, assignment, one) if one.status == "submitted" else None
    status = one.status if one.status != "submitted" else work["status"] if work else "error"
    row = {"student": one.student, "name": one.name, "commit": one.commit, "submitted_at": one.submitted_at}
    row |= {"late_hours": round(one.late_hours, 2), "status": status, "auto_max": maxima[0], "manual_max": maxima[1]}
    row |= {"auto_score": None, "manual_score": None, "penalty": 0.0, "mark": None, "waits_for": ""}
    if status in ("missing", "unreachable", "unreadable"):
        row |= {"auto_score": 0.0, "manual_score": 0.0, "mark": 0.0}
    elif status == "error":
        row["waits_for"] = "its marking; run `course grade` again, or see its log"
    elif not cells:
        row["waits_for"] = "its scores, which are not in the gradebook; run `course grade` again"
    else:
        row |= _scores(cells, maxima, penalty(one.late_hours, course.late))
    row["message"] = " ".join(_messages(assignment, one, work, row))
    return row


def _scores(cells, maxima, lost):
    """The scores of a marked submission, and its mark once every answer has its score."""
    auto = sum(exact(cell.score) for cell in cells if not cell.by_hand and cell.score is not None)
    hand = [cell for cell in cells if cell.by_hand]
    waiting = [cell.grade_id for cell in hand if cell.score is None]
    found = {"auto_score": float(auto), "penalty": lost}
    if waiting:
        return found | {"waits_for": f"the hand-marked {', '.join(waiting)}"}
    manual = sum(exact(cell.score) for cell in hand)
    mark = max(Fraction(0), (auto + manual) * 20 / exact(sum(maxima)) - exact(lost))
    return found | {"manual_score": float(manual), "mark": float(round_half_up(mark, "0.01"))}


def _messages(assignment, one, work, row):
    """The sentences of a row, in French."""
    if row["status"] == "error":
        if work is None:
            return ["Copie pas encore corrigée."]
        return [
            f"Erreur de notre côté, la copie sera corrigée de nouveau (journal : logs/{assignment.id}/{one.owner}.log)."
        ]
    said = [one.message or (work or {}).get("message", "")]
    if row["penalty"]:
        said.append(f"Rendu avec {one.late_hours:.1f} h de retard : −{row['penalty']:g} point(s).".replace(".", ",", 1))
    if row["status"] == "partial":
        broken = [v["grade_id"].removeprefix("test_") for v in work["verdicts"] if v["status"] in ("died", "timeout")]
        said.append(f"Interrompu : {', '.join(broken) or 'une cellule sans points'} ; le reste a compté.")
    said += (work or {}).get("remarks", [])
    if row["waits_for"]:
        said.append("En attente de la correction à la main.")
    return [sentence for sentence in [*said, *one.flags] if sentence]
