"""What `kill -9` of a command leaves is removed by the next one, and nothing else is."""

import os
import re
import tempfile
from pathlib import Path

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


def test_every_temporary_folder_of_ours_tells_its_process():
    """So that the next command can tell whether it is left over."""
    sources = Path(leftovers.__file__).parents[1].rglob("*.py")
    named = [found for path in sources for found in re.findall(r'prefix=f?("course-.*?")', path.read_text())]
    folders = [name for name in named if name != '"course-"']  # that is a log, to be read
    assert len(folders) > 2 and all("{os.getpid()}-" in name for name in folders), folders
