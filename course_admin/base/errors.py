"""What a command says instead of a traceback: one line, what was expected, what came, what to do."""


class CourseError(Exception):
    """Bad input or a state that the user can mend; the command prints its text and exits with 1."""
