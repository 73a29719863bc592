"""One command at a time writes the records; a second one is told so instead of corrupting them."""

import contextlib
import fcntl
import os

from course_admin.errors import CourseError


@contextlib.contextmanager
def locked(course):
    """Hold the lock of the course's records within the block. Raises CourseError while another process holds it.

    The lock is the kernel's: it ends with the process, however the process ends.
    """
    course.records.mkdir(parents=True, exist_ok=True)
    path = course.records / "lock"
    with open(path, "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise CourseError(
                f"another command is writing {course.records} (process {holder}); let it finish"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
