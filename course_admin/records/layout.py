"""Where everything is: each path below `records/`, which cannot be made again, and below `build/`, which can.

`owner` is a student or a group, `work` the name of a hand-in (see `HandIn.work`).
"""

# Below records/, of the course


def gradebook(course):
    """nbgrader's database: every score, by hand or not."""
    return course.records / "gradebook.db"


def ledger(course):
    """When each commit was first seen."""
    return course.records / "ledger.csv"


def mirror(course, owner):
    """Our copy of a repository."""
    return course.records / "mirrors" / f"{owner}.git"


def secret(course):
    """What the hidden data are drawn from."""
    return course.records / "secret"


def lock(course, command):
    """Held by the command that writes the records."""
    return course.records / f"{command}.lock"


def years(course):
    """The archived years, a folder each with the course.toml of then."""
    return course.records / "years"


# Below records/, of a TP


def roster(assignment):
    """The students of the last collect."""
    return assignment.course.records / assignment.id / "roster.csv"


def rosters(course):
    """Those of every TP that was collected."""
    return sorted(course.records.glob("*/roster.csv"))


def handins(assignment):
    """What counts for each student, as the last collect found it."""
    return assignment.course.records / assignment.id / "handins.json"


def results(assignment):
    """What marking keeps, a file a hand-in; there is none before the first marking."""
    return assignment.course.records / assignment.id / "results"


# Below build/


def grades(assignment):
    """The table of a TP."""
    return assignment.course.build / "grades" / f"{assignment.id}.csv"


def marks(course):
    """The table of the module."""
    return course.build / "marks.csv"


def log(assignment, work):
    """What marking a hand-in said, cell by cell."""
    return assignment.course.build / "logs" / assignment.id / f"{work}.log"


def feedback(assignment, student):
    """The page that a student reads."""
    return assignment.course.build / "feedback" / student / f"{assignment.id}.html"


def report(course, name):
    """The page that an instructor reads, of a TP or of the module."""
    return course.build / "reports" / f"{name}.html"


def for_formgrader(assignment, step, student):
    """The folder in which nbgrader looks for a student's notebook; `step` is submitted or autograded."""
    return assignment.course.build / step / student / assignment.id
