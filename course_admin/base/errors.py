"""What a command says instead of a traceback: one line, what was expected, what came, what to do."""

import functools
import sys


class CourseError(Exception):
    """Bad input or a state that the user can mend; the command prints its text and exits with 1."""


def in_one_line(command):
    """Have a command, which returns its exit code, print a `CourseError` on stderr and return 1."""

    @functools.wraps(command)
    def told(arguments=None):
        try:
            return command(arguments)
        except CourseError as error:
            print(error, file=sys.stderr)
            return 1

    return told
