"""One process at a time: the others wait."""

import contextlib
import fcntl


@contextlib.contextmanager
def alone(path):
    """Hold the lock that the file `path` stands for; it ends with the process, however the process ends."""
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
