"""From our sources to what students receive: contents, the student notebook, leaks, the repository."""
