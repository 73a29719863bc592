"""`python -m course_admin` is the command `course`."""

from course_admin.cli import main

main()
