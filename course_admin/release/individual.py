"""Data that are a student's own: drawn from the course secret and the identifier, the same at release and at marking.

An assignment has some where `individual` in course.toml names a module with `student_files(rng)`: path → bytes, the
paths seen from the notebook's folder. They are never taken from what is handed in.
"""

from importlib import import_module

from course_admin.base.errors import CourseError
from course_admin.records import secret


def files(assignment, owner):
    """The files of a student or a group (`owner`), path → bytes; none where everybody works on the same.

    Raises CourseError where the module is missing.
    """
    if not assignment.individual:
        return {}
    try:
        draw = import_module(assignment.individual).student_files
    except (ImportError, AttributeError) as error:
        raise CourseError(
            f"course.toml: {assignment.id} names individual = '{assignment.individual}': {error}"
        ) from error
    return draw(secret.student_rng(f"{assignment.id} {owner}", secret.of(assignment.course)))
