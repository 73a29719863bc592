"""From hand-ins to scores: every student of the roster gets a row, whatever became of the work.

Each submission is read, run in the sandbox and kept as `records/TP/results/OWNER.json` (the owner is a student or a
group) as soon as it is done, so an interrupted run resumes. Then one process writes the gradebook and
`build/grades/TP.csv`.
"""

import compileall
import contextlib
import json
import os
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from py_compile import PycInvalidationMode

from course_admin.base import leftovers
from course_admin.base.errors import CourseError
from course_admin.marking import depends
from course_admin.marks import rows
from course_admin.records import gradebook, handins, layout, results, secret
from course_admin.records.lock import locked
from course_admin.records.verdict import Marked
from course_admin.release import individual, student_notebook
from course_admin.release.contents import marking_world


def mark(assignment, jobs=None, force=False, only=(), unsafe=False, progress=None, scheduler=None):
    """Mark what was collected and is not marked yet; return the rows of the grades, as `table` does.

    `force` marks again what is up to date, `only` names the students to consider, `jobs` is the number of submissions
    run at once, `progress(done, total)` is told of each, `scheduler` is the address of a Dask cluster to run them on.
    Raises CourseError where nothing was collected, where the machine has no sandbox (unless `unsafe`), where the
    cluster cannot be used, and while another grading writes the records.
    """
    if not unsafe and not scheduler:
        require_sandbox(assignment)
    with locked(assignment.course, "grade"):
        collected = handins.load(assignment)
        unknown = set(only) - {one.student for one in collected}
        if unknown:
            raise CourseError(f"no student {', '.join(sorted(unknown))} in the roster of {assignment.id}")
        declared = gradebook.declare(assignment)
        tests = depends.digest(assignment, secret.of(assignment.course))
        chosen = [one for one in collected if one.status == "submitted" and (not only or one.student in only)]
        todo = {one.work: one for one in chosen}
        if not force:
            todo = {name: one for name, one in todo.items() if not results.is_done(assignment, one, tests)}
        _mark_all(assignment, list(todo.values()), tests, jobs, unsafe, progress, scheduler)
        _save_all(assignment, declared, collected)
        return rows.write(assignment)


def changes(assignment, jobs=None, unsafe=False, progress=None, scheduler=None):
    """What marking everything again would change, without changing it: (student, test, points before, after, why).

    Raises CourseError as `grade` does, and where nothing was graded.
    """
    if not unsafe and not scheduler:
        require_sandbox(assignment)
    handed = [one for one in handins.load(assignment) if one.status == "submitted"]
    kept = {one.work: results.result(assignment, one) for one in handed}
    todo = list({one.work: one for one in handed if kept[one.work]}.values())
    if not todo:
        raise CourseError(f"nothing of {assignment.id} is graded; run `course grade {assignment.id}`")
    outcomes = _outcomes(assignment, todo, jobs, unsafe, progress, scheduler)
    found = {one.work: _differences(kept[one.work], marked, log) for one, (marked, log) in outcomes}
    return [(one.student, *change) for one in handed for change in found.get(one.work, [])]


def _differences(before, after, log):
    """(test, points before, points after, why) of two markings of one submission."""
    if not after.was_run:
        return [("*", None, None, f"{after.status}: {log.strip().splitlines()[-1]}")]
    old = before.points()
    return [
        (verdict.grade_id, old.get(verdict.grade_id), verdict.points, verdict.message or "passes")
        for verdict in after.verdicts
        if verdict.points != old.get(verdict.grade_id)
    ]


# Running


def require_sandbox(assignment):
    """Raise CourseError, with the reason, where this machine cannot confine a student's code."""
    from course_admin.marking.engine import sandbox

    try:
        sandbox.launch(None, assignment.limits).close()
    except sandbox.NoSandbox as error:
        raise CourseError(str(error)) from error


def make_world(assignment, folder):
    """Write below `folder` what the kernels see of ours, its modules compiled once for all of them."""
    marking_world(assignment, folder)
    compileall.compile_dir(folder, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


def _mark_all(assignment, todo, tests, jobs, unsafe, progress, scheduler):
    """Run the submissions, `jobs` at a time, each kept as soon as it is done."""
    layout.results(assignment).mkdir(parents=True, exist_ok=True)
    for one, (marked, log) in _outcomes(assignment, todo, jobs, unsafe, progress, scheduler):
        results.keep(assignment, one, tests, marked, log)


def _outcomes(assignment, todo, jobs, unsafe, progress, scheduler):
    """(hand-in, (`Marked`, log)) as they come; a thread only waits for the processes, here or elsewhere."""
    if not todo:
        return
    with leftovers.folder("world") as world:
        make_world(assignment, world)
        with (
            _place(assignment.limits, secret.of(assignment.course), world, unsafe, scheduler) as (run, at_once),
            ThreadPoolExecutor(jobs or at_once) as pool,
        ):
            futures = {pool.submit(_mark, assignment, one, run): one for one in todo}
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
    from course_admin.marking.engine import cluster, run

    if scheduler:
        with cluster.connected(scheduler, world, limits, unsafe, key) as found:
            yield found.run, 2 * found.threads  # one runs while the next one travels
        return

    def here(notebook, tests, files):
        return run.run(notebook, tests, limits, world, files, unsafe=unsafe, secret=key)

    yield here, os.cpu_count() or 1


def _mark(assignment, one, run):
    """Mark one submission; after a fault of ours once more, for it may have been of the moment (see `_mark_once`)."""
    marked, log = _mark_once(assignment, one, run)
    if marked.status == "error":
        marked, second = _mark_once(assignment, one, run)
        log = f"{log.rstrip()}\n\nMarked again after this fault:\n\n{second}"
    return marked, log


def _mark_once(assignment, one, run):
    """Mark one submission: a `Marked`, and the log.

    Raises ClusterError where the cluster that it should run on is lost.
    """
    from course_admin.marking import causes, one_cause
    from course_admin.marking.engine import submission
    from course_admin.marking.engine.cluster import ClusterError

    course = assignment.course
    try:
        files = handins.files(assignment, one) | individual.files(assignment, one.owner)
        own = f"{assignment.notebook}.ipynb"
        source = (course.sources / assignment.path).read_bytes()
        try:
            released = student_notebook.exercise(source, course.sources / "nbgrader_config.py", frozenset())
            merged = submission.read_guarded(files.pop(own), source, released)
        except submission.Unreadable as reason:
            return Marked("unreadable", str(reason)), str(reason)
        ran = run(merged.notebook, merged.tests, files)
        told = [*merged.remarks, *causes.remarks(ran, released)]
        told += one_cause.sentences(merged.notebook, ran, released, lambda other: run(other, merged.tests, files))
        told += handins.left_behind(course, one, json.loads(merged.notebook)["cells"])
        for path in one.others:
            told += _would_have(assignment, one, path, source, released, files, run, ran)
        done = Marked(
            ran.status,
            verdicts=tuple(ran.verdicts),
            notebook=ran.notebook.decode(),
            remarks=tuple(dict.fromkeys(told)),
            seconds=ran.seconds,
            memory_mb=ran.memory_mb,
        )
        return done, ran.log
    except ClusterError:
        raise
    except Exception:  # our fault, whatever it is: the student's row says so and the others go on
        return Marked("error"), traceback.format_exc()


def _would_have(assignment, one, path, source, released, files, run, counted):
    """The sentence on another notebook of the hand-in that does not count: what its tests would have given."""
    from course_admin.marking import causes
    from course_admin.marking.engine import submission

    try:
        other = handins.files(assignment, replace(one, path=path))[f"{assignment.notebook}.ipynb"]
        merged = submission.read_guarded(other, source, released)
    except (submission.Unreadable, KeyError, ValueError):
        return []
    ran = run(merged.notebook, merged.tests, files)
    return [causes.comparison(path, one.path, ran, counted)]


def _save_all(assignment, declared, collected):
    """Write every marked submission into the gradebook, one after the other; a group's work once for each member."""
    with gradebook.opened(assignment.course) as book:
        for one in collected:
            marked = results.result(assignment, one)
            if one.formerly:
                gradebook.rename(book, assignment, one.formerly, one.student)
            if marked and marked.was_run:
                gradebook.save(book, assignment, declared, one, marked)
                lost = rows.penalty(one.late_hours, assignment.course.late) * assignment.points / 20
                gradebook.set_penalty(book, assignment, one, lost)
