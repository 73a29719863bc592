"""Numbers that only the teaching team can draw: generators seeded by HMAC-SHA256 of the course secret and a label.

    rng("tp2 best_model")      the same hidden data for every student, in every marking of this course
    student_rng("dupont")      a student's own sample

The secret is the file `secret` of the course's records. The marking engine gives it to the process that judges, in its
environment, and never to the sandbox. Where there is none (the instructor's own run of a notebook, the tests) a fixed
development key takes its place, so everything runs, on other numbers.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile

import numpy as np

from course_admin.base.errors import CourseError
from course_admin.records import layout

VARIABLE = "COURSE_SECRET"  # the secret in hexadecimal
BYTES = 32
DEVELOPMENT = b"no secret: development".ljust(BYTES, b".")


def rng(label, key=None):
    """The `numpy.random.Generator` of a label (text). Raises CourseError where the secret is not one.

    `key` is the secret in hexadecimal, where the environment does not hold it.

    >>> rng("a").random() == rng("a").random() != rng("b").random()
    True
    """
    digest = hmac.new(_key(key), label.encode(), hashlib.sha256).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))


def student_rng(identifier, key=None):
    """The generator of a student (or a group), for data that are theirs alone."""
    return rng(f"student {identifier}", key)


def of(course):
    """The course's secret in hexadecimal; made, and kept as `records/secret` for good, when it is first asked for.

    Raises CourseError where the file cannot be read or written, or is not a secret of ours: it is never replaced.
    """
    path = layout.secret(course)
    try:
        course.records.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with tempfile.NamedTemporaryFile(dir=course.records) as new:  # of mode 0600
                new.write(secrets.token_bytes(BYTES))
                new.flush()
                os.fsync(new.fileno())
                with contextlib.suppress(FileExistsError):  # another command was faster
                    os.link(new.name, path)
        key = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path}: the course secret cannot be read or made ({error.strerror})") from error
    if len(key) != BYTES:
        raise CourseError(f"{path} holds {len(key)} bytes instead of {BYTES}; put the course's own secret back")
    return key.hex()


def _key(given=None):
    try:
        key = bytes.fromhex(given or os.environ.get(VARIABLE, DEVELOPMENT.hex()))
    except ValueError:
        key = b""
    if len(key) != BYTES:
        raise CourseError(f"{VARIABLE} is not {BYTES} bytes in hexadecimal; unset it, or let `course grade` set it")
    return key
