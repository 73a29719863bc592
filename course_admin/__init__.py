"""The instructor's side of the course: release, collect, mark, report. Nothing here reaches a student."""
