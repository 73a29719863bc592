"""What an instructor reads of a TP once it is marked, and of the module: one self-contained HTML page, in French."""

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass

from course_admin.base.errors import CourseError
from course_admin.base.tables import write_whole
from course_admin.marks import rows as grades
from course_admin.plan.outline import outline
from course_admin.records import handins, layout, misconceptions, results
from course_admin.records.years import archived, archived_years
from course_admin.release import student_notebook
from course_admin.release.contents import closed_assignments
from course_admin.tell import names, similarity
from course_admin.tell.pages import environment

ENOUGH = 5  # submissions that must pass, and fail, for a test's relation with the others to say something
UNRELATED = 0.1  # correlation with the other tests below which a test looks suspect
SLOWEST = 5  # submissions named
STATUSES = {
    "graded": "copies corrigées",
    "partial": "copies corrigées en partie",
    "missing": "rien de rendu",
    "unreadable": "copies illisibles",
    "unreachable": "dépôts injoignables",
    "error": "erreurs de notre côté",
}
UNREAD = ("missing", "unreadable", "unreachable")


@dataclass(frozen=True)
class Test:
    """What the class did at one test cell; a group counts once."""

    label: str
    exercise: str
    max: float
    share: float  # of the points, in %
    passed: int
    marked: int
    seconds: float  # median
    relation: float | None  # Pearson correlation with the points of all other tests, where it says something
    suspect: str  # French: why somebody should look at it; empty if nobody need


def tp_report(assignment, now=None):
    """Write build/reports/TP.html; return its path. Raises CourseError where the TP is not graded."""
    course = assignment.course
    rows = grades.table(assignment)
    collected = handins.load(assignment)
    works, cells = misconceptions.works(assignment, collected), outline(assignment)
    marks = [row.mark for row in rows if row.mark is not None and row.was_marked]
    page = (
        environment()
        .get_template("report.html")
        .render(
            course=course.title,
            tp=assignment.id.upper(),
            title=assignment.title,
            made=now or course.now(),
            counts=[(STATUSES[status], n) for status, n in _counted(row.status for row in rows)],
            students=len(rows),
            waiting=sum(row.mark is None for row in rows),
            summary=_summary(marks),
            bins=histogram(marks),
            tests=_tests(assignment.id, cells, works),
            misconceptions=misconceptions.met(assignment, works, cells),
            interrupted=_interrupted(works),
            seconds=_seconds(works),
            late=sorted((row for row in rows if row.penalty), key=lambda row: -row.late_hours),
            unread=[row for row in rows if not row.was_marked],
            flags=[(one.owner, flag) for one in collected for flag in one.flags],
            pairs=similarity.pairs(_answers(assignment, works), _earlier(assignment)),
        )
    )
    return _write(course, assignment.id, page)


def module_report(course, now=None):
    """Write build/reports/module.html: every student's progress over the TPs that are graded; return its path."""
    graded = []  # (assignment, its rows by student)
    for assignment in course.assignments:
        try:
            graded.append((assignment, {row.student: row for row in grades.table(assignment)}))
        except CourseError:
            continue  # not collected or not graded yet
    if not graded:
        raise CourseError("nothing is graded yet; run `course grade tp1`")
    names = {student: row.name for _, rows in graded for student, row in rows.items()}
    students = [_progress(student, names[student], [rows for _, rows in graded]) for student in sorted(names)]
    by_tp = []
    for assignment, rows in graded:
        marks = [row.mark for row in rows.values() if row.mark is not None]
        handed = sum(row.was_marked for row in rows.values())
        by_tp.append((assignment.id.upper(), assignment.title, handed, len(rows), _summary(marks), histogram(marks)))
    page = (
        environment()
        .get_template("module.html")
        .render(course=course.title, made=now or course.now(), tps=by_tp, students=students)
    )
    return _write(course, "module", page)


def histogram(marks):
    """How many marks out of 20 lie in each of 20 bins of one point; 20 itself is in the last.

    >>> histogram([0.5, 19.5, 20])[-1]
    2
    """
    counts = Counter(min(int(mark), 19) for mark in marks)
    return [counts[bin] for bin in range(20)]


def _write(course, name, page):
    path = layout.report(course, name)
    write_whole(path, page.encode())
    return path


def _counted(values):
    counts = Counter(values)
    return [(status, counts[status]) for status in STATUSES if counts[status]]


def _summary(marks):
    """Mean, median, standard deviation and quartiles; None where nobody has a mark."""
    if not marks:
        return None
    low, median, high = statistics.quantiles(marks, n=4) if len(marks) > 1 else [marks[0]] * 3
    return {
        "mean": statistics.fmean(marks),
        "median": median,
        "spread": statistics.pstdev(marks),
        "low": low,
        "high": high,
        "passed": sum(mark >= 10 for mark in marks),
        "count": len(marks),
    }


# The tests


def _tests(tp, cells, works):
    """A `Test` for each test cell, in the notebook's order."""
    points = defaultdict(dict)  # grade id → owner → verdict
    for owner, work in works.items():
        for verdict in work.verdicts:
            points[verdict.grade_id][owner] = verdict
    totals = {owner: sum(work.points().values()) for owner, work in works.items()}
    found = []
    for heading, id, function in cells:
        if points[id]:
            found.append(_test(names.name(tp, id, function or id), heading, points[id], totals))
    return found


def _test(label, heading, verdicts, totals):
    """One test cell, from each owner's verdict and total."""
    earned = [verdict.points for verdict in verdicts.values()]
    most = next(iter(verdicts.values())).max_points
    passed = sum(verdict.passed for verdict in verdicts.values())
    rest = [totals[owner] - verdict.points for owner, verdict in verdicts.items()]
    relation = None
    if min(passed, len(earned) - passed) >= ENOUGH and len(set(rest)) > 1:
        relation = statistics.correlation(earned, rest)
    suspect = ""
    if passed == 0:
        suspect = "personne ne le réussit"
    elif relation is not None and relation < UNRELATED:
        suspect = "sans rapport avec le reste"
    seconds = statistics.median(verdict.seconds for verdict in verdicts.values())
    share = 100 * sum(earned) / (most * len(earned)) if most else 0.0
    return Test(label, heading, most, share, passed, len(earned), seconds, relation, suspect)


def _interrupted(works):
    """(owner, grade id, what happened) where a test or its kernel did not come to an end."""
    said = {"timeout": "temps épuisé", "died": "noyau mort", "error": "erreur de notre côté"}
    return [
        (owner, verdict.exercise, said[verdict.status])
        for owner, work in sorted(works.items())
        for verdict in work.verdicts
        if verdict.status in said
    ]


def _seconds(works):
    """The median time of a submission, and the slowest ones; None where there is none."""
    if not works:
        return None
    times = sorted(((work.seconds, owner) for owner, work in works.items()), reverse=True)
    return {"median": statistics.median(seconds for seconds, _ in times), "slowest": times[:SLOWEST]}


def _answers(assignment, works):
    """Owner → their answers, without what the release gave them."""
    closed = closed_assignments(assignment.course, assignment.opens)
    released = student_notebook.released(assignment, closed).decode()
    return {owner: similarity.answers(results.kept_of(assignment, owner).notebook, released) for owner in works}


def _earlier(assignment):
    """The answers of the years that are archived: « dupont (2026) » → answers. A year without this TP has none."""
    found = {}
    for then in archived_years(assignment.course):
        try:
            same = archived(assignment.course, then).assignment(assignment.id)
            answers = _answers(same, misconceptions.works(same, handins.load(same)))
        except (CourseError, OSError):
            continue
        found |= {f"{owner} ({then})": answer for owner, answer in answers.items()}
    return found


def _progress(student, name, tps):
    """One line of the module's page."""
    marks = [rows[student].mark if student in rows else None for rows in tps]
    known = [mark for mark in marks if mark is not None]
    return {
        "student": student,
        "name": name,
        "marks": marks,
        "mean": statistics.fmean(known) if known else None,
        "unread": sum(rows[student].status in UNREAD for rows in tps if student in rows),
    }
