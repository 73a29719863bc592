"""One command at a time writes one part of the records; a second one is told so instead of corrupting them."""

import contextlib
import fcntl
import os

from course_admin.base.errors import CourseError
from course_admin.records import layout


@contextlib.contextmanager
def locked(course, command):
    """Hold the lock of `course COMMAND` within the block. Raises CourseError while another process holds it.

    Collecting and grading have a lock each: a collect at the deadline must not wait for a marking that takes hours.
    The lock is the kernel's: it ends with the process, however the process ends.
    """
    course.records.mkdir(parents=True, exist_ok=True)
    with open(layout.lock(course, command), "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise CourseError(
                f"another {command} is writing {course.records} (process {holder}); let it finish"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
