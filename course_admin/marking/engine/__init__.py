"""The marking engine: runs a stranger's notebook in a sandbox and reaches the verdict outside it."""
