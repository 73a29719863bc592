"""What `kill -9` of a command leaves is removed by the next one, and nothing else is."""

import os
import tempfile

from course_admin.base import leftovers


def test_folders_of_processes_that_are_gone_are_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("course-world-999999999-abc", f"course-world-{os.getpid()}-abc", "course-world", "other"):
        (tmp_path / name / "inside").mkdir(parents=True)
    (tmp_path / "course-copy-999999999-abc").symlink_to(tmp_path / "other")
    with leftovers.folder("copy") as place:
        assert os.path.isdir(place) and f"-{os.getpid()}-" in place
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {f"course-world-{os.getpid()}-abc", "course-world", "other", "course-copy-999999999-abc"}
    assert (tmp_path / "other" / "inside").is_dir()
