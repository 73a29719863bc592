"""What Moodle's grade import takes: a CSV of marks and feedback, a line a student, found by e-mail or number.

Its columns say what they are, so that the import finds them: « Adresse de courriel », « Numéro d’identification », a
column a work, and its « Commentaire ».
"""

from course_admin.base import tables
from course_admin.marks.arithmetic import ABI, ABJ

EMAIL, NUMBER, NAME = "Adresse de courriel", "Numéro d’identification", "Nom"


def write_import(course, path, rows, students):
    """Write at `path` the `ModuleRow`s for Moodle; `students` is identifier → row of the roster (a dict)."""
    works = {assignment.id: assignment.title for assignment in course.assignments}
    columns = [EMAIL, NUMBER, NAME]
    columns += [name for id in works for name in (id.upper(), f"{id.upper()} : commentaire")] + ["Module"]
    lines = []
    for row in rows:
        known = students.get(row.student, {})
        line = {EMAIL: known.get("email", ""), NUMBER: known.get("number", "") or row.student, NAME: row.name}
        for id in works:
            line |= {id.upper(): _mark(row.works.get(id)), f"{id.upper()} : commentaire": row.remarks.get(id, "")}
        lines.append(line | {"Module": _mark(row.mark)})
    tables.write_csv(path, columns, lines)


def _mark(value):
    """Moodle's `-` stands for no mark; an unjustified absence counts 0, a justified one has none."""
    return {ABI: 0.0, ABJ: "-", None: "-"}.get(value, value)
