"""Where everything is: each path below `records/`, which cannot be made again, and below `build/`, which can.

`id` is an assignment's (tp1, projet…), `owner` a student or a group, `work` the name of a hand-in (see `HandIn.work`).
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


def roster(course, id):
    """The students of the last collect."""
    return course.records / id / "roster.csv"


def rosters(course):
    """Those of every TP that was collected."""
    return sorted(course.records.glob("*/roster.csv"))


def handins(course, id):
    """What counts for each student, as the last collect found it."""
    return course.records / id / "handins.json"


def results(course, id):
    """What marking keeps, a file a hand-in; there is none before the first marking."""
    return course.records / id / "results"


# Below build/


def grades(course, id):
    """The table of a TP."""
    return course.build / "grades" / f"{id}.csv"


def marks(course):
    """The table of the module."""
    return course.build / "marks.csv"


def log(course, id, work):
    """What marking a hand-in said, cell by cell."""
    return course.build / "logs" / id / f"{work}.log"


def feedback(course, id, student):
    """The page that a student reads."""
    return course.build / "feedback" / student / f"{id}.html"


def report(course, name):
    """The page that an instructor reads, of a TP or of the module."""
    return course.build / "reports" / f"{name}.html"


def for_formgrader(course, step, id, student):
    """The folder in which nbgrader looks for a student's notebook; `step` is submitted or autograded."""
    return course.build / step / student / id
