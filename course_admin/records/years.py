"""Past years: `course year` archives the records whole, as `records/years/YEAR` with the course.toml of then.

Nothing of an archive is in what new students receive.
"""

import shutil
from dataclasses import replace

from course_admin.base.errors import CourseError
from course_admin.base.tables import write_whole
from course_admin.plan.course import Course
from course_admin.records import layout


def begin(course, moved):
    """Archive the records and write the plan that `year.moved` gave, in this order; return the archive.

    A second run ends a first one. Raises CourseError where the archive is that of a year which is over already.
    """
    archive = layout.years(course) / str(moved.old_year)
    done = archive / "complete"
    if done.exists():
        raise CourseError(
            f"{archive} exists already: the year {moved.old_year} is archived; look at course.toml's dates"
        )
    archive.mkdir(parents=True, exist_ok=True)
    for path in sorted(course.records.iterdir()):
        if path != layout.years(course):
            path.rename(archive / path.name)
    shutil.copy(course.root / "course.toml", archive / "course.toml")
    write_whole(done, b"")
    write_whole(course.root / "course.toml", moved.text.encode())
    for path in [archive, *archive.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    return archive


def archived(course, year):
    """The course as it was in an archived year; what is made of it goes below build/YEAR. Raises CourseError."""
    archive = layout.years(course) / str(year)
    if not (archive / "course.toml").is_file():
        known = ", ".join(str(one) for one in archived_years(course)) or "none"
        raise CourseError(f"no archived year {year} in {archive.parent}; there are: {known}")
    then = Course.load(archive / "course.toml")
    return replace(then, root=course.root, sources=course.sources, records=archive, build=course.build / str(year))


def archived_years(course):
    """The years that are archived, oldest first."""
    folder = layout.years(course)
    found = (path.name for path in folder.iterdir() if (path / "complete").exists()) if folder.is_dir() else ()
    return sorted(int(name) for name in found if name.isdigit())
