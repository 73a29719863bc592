"""The checks that tell a student at once, in French, what is wrong with an answer and why."""
