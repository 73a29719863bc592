"""The memory of a whole sandbox, limited: a control group (v2, else v1) where one can be made, else a watcher."""

import contextlib
import itertools
import os
import signal
import time
from pathlib import Path

from course_admin.base import leftovers

ROOT = Path("/sys/fs/cgroup")
CPU_PERIOD = 100_000  # microseconds
_swept = set()
_numbers = itertools.count()


def limit(pid, memory_mb, processes):
    """Limit the memory and the number of a process that has not started its work yet, and its descendants."""
    for kind in (GroupV2, GroupV1):
        with contextlib.suppress(OSError):
            group = kind(pid, memory_mb, processes)
            group.pid = pid
            return group
    return Watcher(pid, memory_mb)


def waited(pid):
    """Seconds for which the process of a family that waited longest was ready and had no processor.

    What its own relatives took of the processor meanwhile is not counted. So a slow machine is told from slow code; 0
    where the kernel does not say it.
    """
    times = [(0, 0)]
    for member in _family(pid):
        with contextlib.suppress(OSError, ValueError, IndexError):
            ran, ready = Path(f"/proc/{member}/schedstat").read_text().split()[:2]
            times.append((int(ready), int(ran)))
    ready, ran = max(times)
    return max(0, ready - sum(other for _, other in times) + ran) / 1e9


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
            with contextlib.suppress(OSError):  # however many its processes, it has one processor's time
                _write(self.folder / "cpu.max", f"{CPU_PERIOD} {CPU_PERIOD}")
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
    """One group in each of the hierarchies memory, pids and cpu."""

    def __init__(self, pid, memory_mb, processes, root=ROOT):
        self.memory = _make(root / "memory")
        self.pids = self.cpu = None
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
        with contextlib.suppress(OSError):
            self.cpu = _make(root / "cpu")
            _write(self.cpu / "cpu.cfs_period_us", CPU_PERIOD)
            _write(self.cpu / "cpu.cfs_quota_us", CPU_PERIOD)
            _write(self.cpu / "cgroup.procs", pid)

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
        for folder in (self.memory, self.pids, self.cpu):
            if folder:
                _remove(folder)


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
    """Resident memory of a process and all its descendants (pages shared between them are counted for each).

    What the kernel needs to find a process's pages is counted too: reading one byte here and there takes nothing else.
    """
    kilobytes = 0
    for pid in _family(root):
        with contextlib.suppress(OSError, ValueError, IndexError):
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith(("VmRSS:", "VmPTE:")):
                    kilobytes += int(line.split()[1])
    return kilobytes / 1024


def _family(root):
    """The ids of a process and all its descendants."""
    children = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    family = [root]
    for pid in family:  # grows as it is walked along
        family += children.get(pid, [])
    return family


def _make(parent):
    _sweep(parent)
    folder = parent / f"course-{os.getpid()}-{next(_numbers)}"
    folder.mkdir()
    return folder


def _sweep(parent):
    """Remove, once, the groups that a command killed by `kill -9` has left, with what is still in them."""
    if parent in _swept:
        return
    _swept.add(parent)
    for folder in parent.glob("course-*-*"):
        owner = folder.name.split("-")[1]
        if owner.isdigit() and not leftovers.is_running(int(owner)):
            with contextlib.suppress(OSError, ValueError):
                for pid in (folder / "cgroup.procs").read_text().split():
                    os.kill(int(pid), signal.SIGKILL)
            _remove(folder)


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
