"""The module's mark: half the exam, half the mean of the TPs and the project; or that mean alone without an exam."""

from dataclasses import dataclass, field, replace

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.marks import rows as grades
from course_admin.marks.arithmetic import ABI, ABJ, exact, exam_after, mean, module_mark, round_half_up
from course_admin.records import layout

EXAM = "examen"


@dataclass(frozen=True)
class ModuleRow:
    """What one student has of the module; a mark is a number out of 20, "ABI", "ABJ", or None while it waits."""

    student: str
    name: str
    works: dict = field(default_factory=dict)  # assignment's id → mark; without it for who is not in its roster
    mean: float | None = None
    exam: float | str | None = None
    second: float | str | None = None
    mark: float | None = None
    result: str | None = None  # admis, ajourné
    remarks: dict = field(default_factory=dict)  # assignment's id → what is said of it, French

    @property
    def message(self):
        return " ".join(f"{id} : {text}" for id, text in self.remarks.items())

    def cells(self):
        """The line of marks.csv, by column."""
        return vars(self) | self.works | {"message": self.message}


def marks(course, exam=None, absences=None, so_far=False):
    """Compute every student's mark from the gradebook as it is now, the exam file and the absences file.

    With `so_far`, in the middle of the semester, the mean is that of the works that are graded, and nobody has a mark
    of the module yet. Writes build/marks.csv. Returns its rows and the list of what is amiss: one line for each mark
    that waits and each line of a file that could not be used. Raises CourseError where a file cannot be read at all.
    """
    if course.marks["examen"] and exam is None and not so_far:
        raise CourseError("this module has an exam (course.toml: examen = true); give its marks with --exam exam.csv")
    works, names, amiss = _works(course)
    if so_far:
        works, amiss = {id: graded for id, graded in works.items() if graded}, []
        course = replace(course, marks=course.marks | {"examen": False})
    sat = read_exam(exam) if course.marks["examen"] else {}
    absent = read_absences(absences, [assignment.id for assignment in course.assignments]) if absences else {}
    for path, lines in ((exam, sat.values()), (absences, absent.values())):
        unknown = [row for row in lines if row["student"] not in names]
        amiss += [f"{path}, line {row.line}: no student '{row['student']}' in any roster" for row in unknown]
    rows = []
    for student in sorted(names):
        row, waiting = _row(course, student, names[student], works, sat.get(student), absent)
        rows.append(row)
        amiss += waiting
    if so_far:
        rows = [replace(row, mark=None, result=None) for row in rows]
    tables.write_csv(layout.marks(course), columns(course), [row.cells() for row in rows])
    return rows, amiss


def columns(course):
    """The columns of marks.csv."""
    works = [assignment.id for assignment in course.assignments]
    exam = ["exam", "second"] if course.marks["examen"] else []
    return ["student", "name", *works, "mean", *exam, "mark", "result", "message"]


def read_exam(path):
    """The exam file: student → row whose `mark` and `second` are numbers, "ABI", "ABJ" or None."""
    sat = {}
    for row in tables.read_csv(path, ["student", "mark"], ["second"]):
        where = f"{path}, line {row.line}"
        if row["student"] in sat:
            raise CourseError(f"{where}: '{row['student']}' is already on line {sat[row['student']].line}")
        _refuse_decimal_comma(row, where)
        for column in ("mark", "second"):
            row[column] = _mark(row[column], where)
        sat[row["student"]] = row
    return sat


def _refuse_decimal_comma(row, where):
    """A mark written `12,5` between commas would be read as two marks: 12, and 5 at the second session."""
    mark, second = row["mark"], row["second"]
    if row.delimiter != "," or not (mark.isdigit() and second.isdigit()):
        return
    if int(mark) >= 10 or second in ("0", "5", "25", "50", "75", "00"):
        raise CourseError(
            f"{where}: '{mark},{second}' may be a mark with a decimal comma, or two marks; "
            f"write {mark}.{second} for one, {mark},{second}.0 for two"
        )


def read_absences(path, assignments):
    """The absences file (`student,work,absence`): (student, work) → row; `work` is an assignment's id or "examen".

    An absence is ABI, ABJ, or the mark that a repeater keeps of another year.
    """
    known = [*assignments, EXAM]
    absent = {}
    for row in tables.read_csv(path, ["student", "work", "absence"]):
        where = f"{path}, line {row.line}"
        work = EXAM if row["work"].lower() == "exam" else row["work"].lower()
        if work not in known:
            raise CourseError(f"{where}: no work '{row['work']}'; expected one of {', '.join(known)}")
        try:
            kept = _mark(row["absence"], where)
        except CourseError:
            kept = None
        if kept is None:
            raise CourseError(
                f"{where}: '{row['absence']}' is not an absence; expected ABI, ABJ or a mark that is kept"
            )
        row["absence"] = kept
        if (row["student"], work) in absent:
            raise CourseError(f"{where}: '{row['student']}' already has an absence for {work}")
        absent[row["student"], work] = row
    return absent


def _mark(text, where):
    """A cell of the exam file."""
    if text.upper() in (ABI, ABJ):
        return text.upper()
    mark = tables.number(text, where)
    if mark is not None and not 0 <= mark <= 20:
        raise CourseError(f"{where}: {text} is not a mark out of 20")
    return mark


def _works(course):
    """The rows of each assignment (id → student → `Row`), every student's name, and what is not graded yet."""
    works, names, amiss = {}, {}, []
    for assignment in course.assignments:
        try:
            rows = grades.table(assignment)
        except CourseError as error:
            amiss.append(f"{assignment.id}: {error}")
            rows = []
        works[assignment.id] = {row.student: row for row in rows}
        names |= {row.student: row.name for row in rows}
    return works, names, amiss


def _row(course, student, name, works, sat, absent):
    """The `ModuleRow` of a student, and what the mark waits for."""
    marks, remarks, waiting = _marks_of(student, works, absent)
    row = ModuleRow(student, name, marks, remarks=remarks)
    if course.marks["examen"]:
        exam, second, missing = _exam_of(student, sat, absent.get((student, EXAM)))
        row, waiting = replace(row, exam=exam, second=second), waiting + missing
    counting = [marks.get(id) for id in works]
    if None in counting:
        return row, waiting
    row = replace(row, mean=_rounded(mean(counting), course.marks["rounding"]))
    exam = exam_after(row.exam, row.second, course.marks["second_session"])
    if course.marks["examen"] and exam is None:
        return row, waiting
    mark = module_mark(counting, exam, course.marks)
    if mark is None:
        return row, [*waiting, f"{student}: absent (ABJ) everywhere, so there is nothing to make a mark of"]
    result = "admis" if mark >= exact(course.marks["pass_mark"]) else "ajourné"
    return replace(row, mark=float(mark), result=result), waiting


def _marks_of(student, works, absent):
    """A student's mark of each work, what is said of it where something is, and what marks wait for."""
    marks, remarks, waiting = {}, {}, []
    for id, graded in works.items():
        absence, found = absent.get((student, id)), graded.get(student)
        if absence:
            marks[id] = absence["absence"]
        elif found is not None:
            marks[id] = found.mark
            if found.status != "graded":
                remarks[id] = found.message
            if found.mark is None:
                waiting.append(f"{student}: {id} waits for {found.waits_for}")
        elif graded:  # where nobody is graded one line says so for all
            waiting.append(f"{student}: not in the roster of {id}; collect it again, or give an absence")
    return marks, remarks, waiting


def _exam_of(student, sat, absence):
    """A student's marks of both sessions, and what is missing."""
    exam, second = (sat["mark"], sat["second"]) if sat else (None, None)
    if absence:
        if exam not in (None, absence["absence"]):
            kept = _said(absence["absence"])
            return exam, second, [f"{student}: the exam file has {_said(exam)}, the absences file {kept}; keep one"]
        exam = absence["absence"]
    return exam, second, [f"{student}: no exam mark"] if exam is None and second is None else []


def _rounded(value, step):
    return None if value is None else float(round_half_up(value, step))


def _said(mark):
    return mark if mark in (ABI, ABJ) else f"{mark:g}"
