"""A TP's notebook as data: what a cell is, how a file is read, and how a student's is put together with ours."""
