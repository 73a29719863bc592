"""A course in small, its released repository and one student at work, for tests of the hand-in rule."""

import small_course

from course_admin.collect.fetching import collect
from course_admin.release.repository import release

TP1 = "notebooks/tp/tp1/descente.ipynb"
DAY_AFTER = "2026-10-19T08:00"  # the deadline is 2026-10-18T23:59, the closing 2026-10-25T23:59
AFTER_CLOSING = "2026-10-26T08:00"


class World:
    """A course, its released repository, and one student called eve."""

    def __init__(self, folder, extensions=""):
        self.folder = folder
        self.course = small_course.make(folder / "house", extensions)
        self.tp1 = self.course.assignment("tp1")
        release(self.tp1, folder / "released", self.tp1.opens)
        self.eve = small_course.Student(self.course, folder / "eve", folder / "released")
        self.students = "student,name,email,repository,group\neve,Ève,eve@etu.example,eve,\n"

    def collect(self, now=AFTER_CLOSING):
        """Collect; return eve's hand-in."""
        (self.folder / "students.csv").write_text(self.students)
        return collect(self.tp1, self.folder / "students.csv", self.course.moment(now), jobs=2)[0]
