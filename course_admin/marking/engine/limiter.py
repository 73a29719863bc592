"""The memory of a whole sandbox, limited: a control group (v2, else v1) where one can be made, else a watcher."""

import contextlib
import itertools
import os
import time
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
_numbers = itertools.count()


def limit(pid, memory_mb, processes):
    """Limit the memory and the number of a process that has not started its work yet, and its descendants."""
    for kind in (GroupV2, GroupV1):
        with contextlib.suppress(OSError):
            return kind(pid, memory_mb, processes)
    return Watcher(pid, memory_mb)


class GroupV2:
    """One group of the unified hierarchy."""

    def __init__(self, pid, memory_mb, processes, root=ROOT):
        controllers = (root / "cgroup.subtree_control").read_text().split()
        if "memory" not in controllers:
            raise OSError("the memory controller is not delegated here")
        self.folder = _make(root)
        try:
            _write(self.folder / "memory.max", memory_mb << 20)
            with contextlib.suppress(OSError):
                _write(self.folder / "memory.swap.max", 0)
                _write(self.folder / "memory.oom.group", 1)
                _write(self.folder / "pids.max", processes)
            _write(self.folder / "cgroup.procs", pid)
        except OSError:
            _remove(self.folder)
            raise

    def exceeded(self):
        """Whether a process was killed for its memory."""
        counts = dict(line.split() for line in (self.folder / "memory.events").read_text().splitlines())
        return int(counts.get("oom_kill", 0)) > 0

    def peak_mb(self):
        """The most memory that was in use at once."""
        with contextlib.suppress(OSError):
            return int((self.folder / "memory.peak").read_text()) / (1 << 20)
        return int((self.folder / "memory.current").read_text()) / (1 << 20)

    def close(self):
        """Remove the group."""
        _remove(self.folder)


class GroupV1:
    """One group in each of the hierarchies memory and pids."""

    def __init__(self, pid, memory_mb, processes, root=ROOT):
        self.memory = _make(root / "memory")
        self.pids = None
        try:
            _write(self.memory / "memory.limit_in_bytes", memory_mb << 20)
            with contextlib.suppress(OSError):
                _write(self.memory / "memory.memsw.limit_in_bytes", memory_mb << 20)
            _write(self.memory / "cgroup.procs", pid)
        except OSError:
            _remove(self.memory)
            raise
        with contextlib.suppress(OSError):
            self.pids = _make(root / "pids")
            _write(self.pids / "pids.max", processes)
            _write(self.pids / "cgroup.procs", pid)

    def exceeded(self):
        """Whether a process was killed for its memory."""
        lines = (self.memory / "memory.oom_control").read_text().splitlines()
        counts = dict(line.split() for line in lines)
        return int(counts.get("oom_kill", 0)) > 0

    def peak_mb(self):
        """The most memory that was in use at once."""
        return int((self.memory / "memory.max_usage_in_bytes").read_text()) / (1 << 20)

    def close(self):
        """Remove the groups."""
        _remove(self.memory)
        if self.pids:
            _remove(self.pids)


class Watcher:
    """Sums the resident memory of a process and its descendants when it is asked; the caller kills what exceeds."""

    def __init__(self, pid, memory_mb, at_end=lambda: None):
        self.pid, self.memory_mb, self.at_end, self.most = pid, memory_mb, at_end, 0.0

    def exceeded(self):
        """Whether more than the limit is, or was, in use."""
        self.most = max(self.most, _resident_mb(self.pid))
        return self.most > self.memory_mb

    def peak_mb(self):
        """The most memory that was seen in use."""
        return self.most

    def close(self):
        """Undo what was made for this sandbox."""
        self.at_end()
        self.at_end = lambda: None


def _resident_mb(root):
    """Resident memory of a process and all its descendants (pages shared between them are counted for each)."""
    parents, pages = {}, {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)], pages[int(entry.name)] = int(fields[1]), int(fields[21])
    total, family = 0, {root}
    for pid in sorted(parents):  # a child's number is mostly larger; a second pass finds the others
        if parents[pid] in family:
            family.add(pid)
    for pid in parents:
        if pid in family or parents[pid] in family:
            total += pages[pid]
    return total * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _make(parent):
    folder = parent / f"course-{os.getpid()}-{next(_numbers)}"
    folder.mkdir()
    return folder


def _write(path, value):
    path.write_text(str(value))


def _remove(folder):
    """Remove a group whose processes have been killed; they may take a moment to be gone."""
    for _ in range(100):
        try:
            folder.rmdir()
            return
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.02)
