"""The command `course`: each sub-command reads its arguments, calls one function of its module, prints the outcome.

Bad input ends in one line and exit code 1 or 2; a fault of ours in one line, a log file and exit code 3.
Modules are imported by the sub-command that needs them, so that `course --help` answers at once.
"""

import contextlib
import itertools
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Annotated

import typer

from course_admin.base.errors import CourseError
from course_admin.base.inert import Console
from course_admin.plan.course import Course
from course_admin.records import layout

app = typer.Typer(
    name="course",
    help="Release, collect and mark the TPs of a course. Everything is planned in one file, course.toml.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="A TP's way: release → collect → grade → (formgrader) → feedback → marks. `course demo` shows all of it.",
)
out = Console()
err = Console(stderr=True, soft_wrap=True, highlight=False)

INTERRUPTED = 130

CoursePath = Annotated[Path | None, typer.Option("--course", help="The course.toml to use; default: the nearest one.")]
Now = Annotated[str | None, typer.Option("--now", help="Act as if it were this date (ISO 8601); default: the clock.")]
Year = Annotated[int | None, typer.Option("--year", help="An archived year, such as 2026; default: the present one.")]
Tp = Annotated[str, typer.Argument(metavar="TP", help="An assignment of course.toml, such as tp1.")]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="How many at once; default: one a processor.")]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="tcp://HOST:PORT", help="Run on this Dask cluster; default: on this machine."),
]


def main():
    """Run the command line; every way out of it is an exit code and, if that is not 0, one line on stderr."""
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="course", standalone_mode=False)
        if code == INTERRUPTED:  # what Typer makes of Ctrl-C
            raise KeyboardInterrupt
        sys.exit(code)
    except CourseError as error:
        _fail(str(error), 1)
    except (KeyboardInterrupt, typer.Abort):
        _say("interrupted; what was done is kept, run the same command again to go on")
        os._exit(INTERRUPTED)  # at once: sys.exit would wait for the submissions that are running
    except PermissionError as error:
        _fail(f"{error.filename}: permission denied; this command must be able to write there", 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if hasattr(error, "format_message"):  # a wrong option or argument; the class is click's or typer's own
            _fail(f"{error.format_message()} (see `course --help`)", 2)
        _fail(f"our fault, not yours: {type(error).__name__}: {error} (details in {_log()})", 3)


@app.command()
def plan(course: CoursePath = None, now: Now = None):
    """Show the plan: sessions, chapters, TPs, their dates, and what is open."""
    from course_admin.plan import table

    course, now = _load(course, now)
    out.print(table.plan(course, now))
    _doubtful_extensions(course, course.assignments)


@app.command()
def year(
    number: Annotated[int, typer.Argument(metavar="YEAR", help="The year in which the new first session is.")],
    first_session: Annotated[str, typer.Option("--first-session", metavar="DATE", help="Its day, such as 2027-09-20.")],
    skip: Annotated[
        list[str] | None,
        typer.Option(
            "--skip",
            metavar="DATE..DATE",
            help="School holidays, to the day of the return: no lessons; may be repeated.",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing: only show the new dates.")] = False,
    course: CoursePath = None,
):
    """Begin another year: move the plan's dates, archive the records whole, start with a new secret and ledger."""
    from course_admin.plan.year import moved
    from course_admin.records import years

    course, _ = _load(course)
    new = moved(course, number, first_session, skip or ())
    for id, name, before, after in new.dates:
        out.print(f"{id} {name}: {before:%Y-%m-%d %H:%M} → {after:%Y-%m-%d %H:%M}", highlight=False)
    if not dry_run:
        kept = years.begin(course, new)
        out.print(f"→ {_shown(course.root / 'course.toml')}; the old records are in {_shown(kept)}", soft_wrap=True)


@app.command()
def release(
    tp: Tp,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The students' git repository; made if it is new.")],
    students: Annotated[
        Path | None,
        typer.Option(
            "--students", metavar="CSV", help="Where each has data of their own: a repository each below DIR."
        ),
    ] = None,
    course: CoursePath = None,
    now: Now = None,
):
    """Write or update the students' repository: one commit a release, without solutions or hidden tests."""
    from course_admin.release import repository

    course, now = _load(course, now)
    if students:
        with _progress(f"Releasing {tp}") as progress:
            commits = repository.release_to_each(course.assignment(tp), to, students, now, progress)
        written = sum(commit is not None for commit in commits.values())
        out.print(f"{tp}: {written} of {len(commits)} repositories written below {to}", soft_wrap=True, highlight=False)
        return
    commit = repository.release(course.assignment(tp), to, now)
    out.print(f"{tp}: commit {commit[:10]} in {to}" if commit else f"{to} is up to date", soft_wrap=True)


@app.command()
def roster(
    to: Annotated[Path, typer.Option("--to", metavar="CSV", help="The students.csv to write; it must not exist yet.")],
    group: Annotated[
        str | None, typer.Option("--group", metavar="PATH", help="A group of the GitLab of GITLAB_URL.")
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="An export of Apogée, Moodle or GitLab: text, xlsx, ods."),
    ] = None,
    repository: Annotated[
        str,
        typer.Option(
            "--repository", metavar="URL", help="With --from: …/{student}.git, or {number}, {email}, {group}."
        ),
    ] = "",
):
    """Write students.csv from a GitLab group (needs GITLAB_TOKEN), or from a file that the faculty exports."""
    from course_admin.base import gitlab, tables
    from course_admin.faculty import rosters
    from course_admin.records.roster import COLUMNS

    if to.exists():
        raise CourseError(f"{to} exists already; give another name, and compare the two")
    if (group is None) == (export is None):
        raise CourseError("give either --group PATH or --from FILE")
    rows = gitlab.roster(group) if group else rosters.read(export, repository, _say)
    if not rows:
        raise CourseError(f"{group or export}: nobody to list" + (" of the role Developer or less" if group else ""))
    tables.write_csv(to, COLUMNS, rows)
    without = [row["student"] for row in rows if not row["repository"]]
    for name in without:
        why = "no project of the group is theirs" if group else "no repository; --repository URL gives one"
        out.print(f"{name}: {why}", highlight=False)
    out.print(
        f"{len(rows)} students, {len(rows) - len(without)} with a project → {to}", soft_wrap=True, highlight=False
    )


@app.command()
def collect(
    tp: Tp,
    students: Annotated[
        Path, typer.Option("--students", metavar="CSV", help="Columns student,name,email,repository[,group].")
    ],
    jobs: Jobs = None,
    course: CoursePath = None,
    now: Now = None,
):
    """Fetch every student's repository and pick the commit that counts."""
    from course_admin.collect import fetching

    course, now = _load(course, now)
    assignment = course.assignment(tp)
    with _progress(f"Collecting {tp}") as progress:
        done = itertools.count(1)
        handins = fetching.collect(assignment, students, now, jobs or 8, lambda _: progress(next(done), None), _say)
    for one in handins:
        for said in [one.message, *one.flags]:
            if said:
                out.print(f"{one.student}: {said}", soft_wrap=True, highlight=False)
    out.print(f"{tp}: {_count(one.status for one in handins)}")


@app.command()
def grade(
    tp: Tp,
    jobs: Jobs = None,
    force: Annotated[bool, typer.Option("--force", help="Mark again what is already marked.")] = False,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="STUDENT", help="This student alone.")] = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Run students' code without a sandbox. It can then do all that you can.")
    ] = False,
    scheduler: Scheduler = None,
    course: CoursePath = None,
):
    """Mark what was collected: build/grades/TP.csv and nbgrader's gradebook. An interrupted run resumes."""
    from course_admin.marking.grade import mark
    from course_admin.marks.rows import TO_CHECK

    course, _ = _load(course)
    assignment = course.assignment(tp)
    with _progress(f"Marking {tp}") as progress:
        rows = mark(assignment, jobs, force, tuple(only or ()), unsafe, progress, scheduler)
    _doubtful_extensions(course, [assignment])
    waiting = sum(bool(row.waits_for) for row in rows)
    out.print(f"{tp}: {_count(row.status for row in rows)}; {waiting} of {len(rows)} marks wait for a hand mark")
    out.print(f"→ {_shown(layout.grades(assignment))}", soft_wrap=True, highlight=False)
    for row in rows:
        if row.status == "unreachable":
            out.print(
                f"{row.student}: 0 because of the repository, not of the work; collect again if it was a breakdown"
            )
        for sentence in row.sentences:
            if sentence.startswith(TO_CHECK):
                out.print(f"{row.student}: {sentence}", soft_wrap=True, highlight=False)
    faults = [row.student for row in rows if row.status == "error"]
    if faults:
        raise CourseError(f"{tp}: {', '.join(faults)} could not be marked; see {layout.log(assignment, '').parent}")


@app.command()
def regrade(
    tp: Tp,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing: only show what would change.")] = False,
    jobs: Jobs = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Run students' code without a sandbox.")] = False,
    scheduler: Scheduler = None,
    course: CoursePath = None,
):
    """Show whose points a new marking would change, and why (`course grade --force` does change them)."""
    from course_admin.marking.grade import changes

    if not dry_run:
        raise CourseError(f"give --dry-run to see what would change, or mark again by `course grade {tp} --force`")
    course, _ = _load(course)
    assignment = course.assignment(tp)
    with _progress(f"Marking {tp} again") as progress:
        found = changes(assignment, jobs, unsafe, progress, scheduler)
    for student, test, before, after, why in found:
        out.print(f"{student}: {test} {_points(before)} → {_points(after)}: {why}", soft_wrap=True, highlight=False)
    out.print(f"{tp}: {len({student for student, *_ in found})} students' points would change")


@app.command()
def feedback(
    tp: Tp,
    push: Annotated[bool, typer.Option("--push", help="Also to the branch feedback/TP of each repository.")] = False,
    issues: Annotated[
        bool, typer.Option("--issues", help="Also as a confidential issue of each GitLab project (needs GITLAB_TOKEN).")
    ] = False,
    course: CoursePath = None,
    now: Now = None,
):
    """Write one page a student, in French: marks by exercise, messages, hints, the marker's comments."""
    from course_admin.tell import delivery
    from course_admin.tell.feedback import write_pages

    course, now = _load(course, now)
    assignment = course.assignment(tp)
    pages = write_pages(assignment, now)
    out.print(f"{tp}: {len(pages)} pages below {_shown(course.build / 'feedback')}", soft_wrap=True, highlight=False)
    failed = []
    if push:
        with _progress("Pushing") as progress:
            failed += _delivered(delivery.push(assignment, pages, now, progress))
    if issues:
        with _progress("Telling") as progress:
            failed += _delivered(delivery.tell(assignment, pages, progress))
    if failed:
        raise CourseError(f"{tp}: nothing delivered for {', '.join(failed)}")


def _delivered(outcomes):
    """Tell what became of each delivery; those that failed."""
    for owner, outcome in outcomes.items():
        out.print(f"{owner}: {outcome.text}", soft_wrap=True, highlight=False)
    return [owner for owner, outcome in outcomes.items() if not outcome.done]


@app.command()
def marks(
    exam: Annotated[
        Path | None, typer.Option("--exam", metavar="CSV", help="student,mark[,second]: out of 20, ABI or ABJ.")
    ] = None,
    absences: Annotated[
        Path | None, typer.Option("--absences", metavar="CSV", help="student,work,absence: tp1 or examen, ABI or ABJ.")
    ] = None,
    so_far: Annotated[
        bool, typer.Option("--so-far", help="The mean of the works that are graded, in the middle of the semester.")
    ] = False,
    apogee: Annotated[
        Path | None, typer.Option("--apogee", metavar="TXT", help="Apogée's file, to be filled in and written as --to.")
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="TXT", help="With --apogee: the file to write.")] = None,
    column: Annotated[
        str | None, typer.Option("--column", metavar="CODE", help="With --apogee: the module's code.")
    ] = None,
    session: Annotated[str | None, typer.Option("--session", help="With --apogee: the session of the column.")] = None,
    moodle: Annotated[
        Path | None, typer.Option("--moodle", metavar="CSV", help="Also write what Moodle's grade import takes.")
    ] = None,
    jury: Annotated[
        Path | None, typer.Option("--jury", metavar="XLSX", help="Also write the jury's workbook, xlsx or ods.")
    ] = None,
    year: Year = None,
    course: CoursePath = None,
):
    """Compute the module's marks: build/marks.csv. Exits with 1, and says why, while a mark is missing."""
    from course_admin.faculty import register
    from course_admin.faculty.jury import write_workbook
    from course_admin.faculty.moodle import write_import
    from course_admin.marks import module

    if (apogee is None) != (to is None):
        raise CourseError("--apogee FILE.txt and --to OUT.txt go together")
    course, _ = _load(course, year=year)
    rows, amiss = module.marks(course, exam, absences, so_far)
    if moodle:
        write_import(course, moodle, rows, register.students(course))
        out.print(f"→ {_shown(moodle)}", soft_wrap=True, highlight=False)
    if jury:
        known = register.students(course)
        numbered = [{"number": known.get(row.student, {}).get("number", "")} | row.cells() for row in rows]
        write_workbook(jury, ["number", *module.columns(course)], numbered)
        out.print(f"→ {_shown(jury)}", soft_wrap=True, highlight=False)
    if apogee:
        for line in register.apogee(course, rows, apogee, to, column, session):
            err.print(line)
        out.print(f"→ {_shown(to)}", soft_wrap=True, highlight=False)
    for line in amiss:
        err.print(line)
    out.print(f"→ {_shown(layout.marks(course))}", soft_wrap=True, highlight=False)
    marked = sum((row.mean if so_far else row.mark) is not None for row in rows)
    if amiss:
        raise CourseError(f"{marked} of {len(rows)} students have a mark; the lines above say what is missing")
    out.print(f"{marked} students, {'the mean of what is graded so far' if so_far else 'all marked'}")


@app.command()
def report(
    tp: Annotated[str | None, typer.Argument(metavar="[TP]", help="tp1, tp2, …; the whole module without it.")] = None,
    year: Year = None,
    course: CoursePath = None,
):
    """Write a page on a marked TP, or on the module: marks, exercises, misconceptions, similar submissions."""
    from course_admin.tell.report import module_report, tp_report

    course, now = _load(course, year=year)
    path = tp_report(course.assignment(tp), now) if tp else module_report(course, now)
    out.print(f"→ {_shown(path)}", soft_wrap=True, highlight=False)


@app.command()
def exam(
    paper: Annotated[
        Path, typer.Argument(metavar="PAPER", help="Its description, such as docs/examens/session_1.toml.")
    ],
    to: Annotated[Path | None, typer.Option("--to", metavar="DIR", help="Where; default: build/exams.")] = None,
    course: CoursePath = None,
):
    """Print an exam paper: the sujet, and the corrigé with its marks, each as HTML and as PDF."""
    from course_admin.author.exam import assemble

    course, _ = _load(course)
    for path in assemble(course, paper, to or course.build / "exams"):
        out.print(f"→ {_shown(path)}", soft_wrap=True, highlight=False)


@app.command()
def doctor(
    require: Annotated[
        str | None, typer.Option("--require", metavar="WHAT", help="Exit with 1 unless it is there: sandbox.")
    ] = None,
):
    """Show what this machine offers for marking."""
    from course_admin.marking.doctor import examine

    examine(require)


@app.command()
def demo(
    to: Annotated[Path | None, typer.Option("--to", metavar="DIR", help="Where; default: build/demo.")] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="TP", help="This TP alone; may be repeated.")
    ] = None,
    course: CoursePath = None,
):
    """Run a whole sample class, from the release to the marks, below build/demo. Real records are never touched."""
    from course_admin.demo import semester

    course, _ = _load(course)
    semester.demo(course, to or course.build / "demo", out, tuple(course.assignment(tp).id for tp in only or ()))


def _doubtful_extensions(course, assignments):
    """Say which extensions are for nobody in the last roster, or before the deadline."""
    from course_admin.plan.extensions import doubts
    from course_admin.records.roster import known

    for assignment in assignments:
        for line in doubts(assignment, known(assignment)):
            _say(line)


def _load(path, now=None, year=None):
    """The course (as it was in an archived `year`), and the date to act at."""
    course = Course.load(path)
    if year is not None:
        from course_admin.records.years import archived

        course = archived(course, year)
    return course, course.now() if now is None else course.moment(now)


def _count(statuses):
    """« 9 graded, 2 missing », in alphabetical order."""
    statuses = list(statuses)
    return ", ".join(f"{statuses.count(status)} {status}" for status in sorted(set(statuses))) or "nobody"


def _points(value):
    return "?" if value is None else f"{value:g}"


def _shown(path):
    """A path as short as it can be said from here."""
    with contextlib.suppress(ValueError):
        return path.relative_to(Path.cwd())
    return path


@contextlib.contextmanager
def _progress(title):
    """A progress bar on stderr, with the rate and the time left; gives the function `(done, total)` that moves it."""
    from rich import progress as rich

    class Rate(rich.ProgressColumn):
        def render(self, task):
            return f"{60 * task.speed:.0f}/min" if task.speed else ""

    columns = (rich.TextColumn("{task.description}"), rich.BarColumn(), rich.MofNCompleteColumn(), Rate())
    columns += (rich.TextColumn("time left"), rich.TimeRemainingColumn())
    with rich.Progress(
        *columns, console=err, transient=True, disable=not err.is_terminal, speed_estimate_period=120
    ) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _log():
    """Write the traceback at hand to a file of its own; return its path."""
    with tempfile.NamedTemporaryFile("w", prefix="course-", suffix=".log", delete=False) as file:
        file.write(traceback.format_exc())
    return file.name


def _say(line):
    err.print(f"course: {' '.join(line.split())}")


def _fail(line, code):
    _say(line)
    sys.exit(code)
