"""The module's mark: half the exam, half the mean of the TPs and the project; or that mean alone without an exam."""

from dataclasses import replace

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.marks import rows as grades
from course_admin.marks.arithmetic import ABI, ABJ, exact, exam_after, mean, module_mark, round_half_up

EXAM = "examen"


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
        rows = [row | {"mark": None, "result": None} for row in rows]
    tables.write_csv(course.build / "marks.csv", columns(course), rows)
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
    """The rows of each assignment (id → student → row of grades), every student's name, and what is not graded yet."""
    works, names, amiss = {}, {}, []
    for assignment in course.assignments:
        try:
            rows = grades.table(course, assignment)
        except CourseError as error:
            amiss.append(f"{assignment.id}: {error}")
            rows = []
        works[assignment.id] = {row["student"]: row for row in rows}
        names |= {row["student"]: row["name"] for row in rows}
    return works, names, amiss


def _row(course, student, name, works, sat, absent):
    """One line of marks.csv, and what this student's mark waits for."""
    row, waiting, notes = {"student": student, "name": name}, [], []
    for id, graded in works.items():
        absence = absent.get((student, id))
        found = graded.get(student)
        if absence:
            row[id] = absence["absence"]
        elif found is not None:
            row[id] = found["mark"]
            if found["status"] != "graded":
                notes.append(f"{id} : {found['message']}")
            if found["mark"] is None:
                waiting.append(f"{student}: {id} waits for {found['waits_for']}")
        elif graded:  # where nobody is graded one line says so for all
            waiting.append(f"{student}: not in the roster of {id}; collect it again, or give an absence")
    if course.marks["examen"]:
        waiting += _exam_of(row, student, sat, absent.get((student, EXAM)))
    counting = [row.get(id) for id in works]
    if None not in counting:
        row["mean"] = _rounded(mean(counting), course.marks["rounding"])
        exam = exam_after(row.get("exam"), row.get("second"), course.marks["second_session"])
        if not course.marks["examen"] or exam is not None:
            mark = module_mark(counting, exam, course.marks)
            row["mark"] = None if mark is None else float(mark)
            if mark is None:
                waiting.append(f"{student}: absent (ABJ) everywhere, so there is nothing to make a mark of")
            else:
                row["result"] = "admis" if mark >= exact(course.marks["pass_mark"]) else "ajourné"
    row["message"] = " ".join(notes)
    return row, waiting


def _exam_of(row, student, sat, absence):
    """Put the exam's marks into the row; say what is missing."""
    row["exam"], row["second"] = (sat["mark"], sat["second"]) if sat else (None, None)
    if absence:
        if row["exam"] not in (None, absence["absence"]):
            exam = _said(row["exam"])
            return [f"{student}: the exam file has {exam}, the absences file {_said(absence['absence'])}; keep one"]
        row["exam"] = absence["absence"]
    return [f"{student}: no exam mark"] if row["exam"] is None and row["second"] is None else []


def _rounded(value, step):
    return None if value is None else float(round_half_up(value, step))


def _said(mark):
    return mark if mark in (ABI, ABJ) else f"{mark:g}"
