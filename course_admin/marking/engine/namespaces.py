"""Namespaces and a root of its own, made by a process for itself: what `bwrap` does, without starting a program.

Used in the children of the warm parent. Needs Linux 5.12 or later; raises OSError where the system refuses.
"""

import contextlib
import ctypes
import os
import signal
import struct
from pathlib import Path

NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER = 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000
NEWPID, NEWNET = 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV, AT_RECURSIVE, AT_FDCWD = 1, 2, 4, 0x8000, -100
MOUNT_SETATTR = 442  # the same number on every machine
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
MNT_DETACH, PR_SET_PDEATHSIG = 2, 1
ROOT = "/sys"  # where the new root is built: a folder that is always there and that nothing is taken from
FILES = 20_000  # in one writable folder: the kernel's memory of a file is not counted among the folder's bytes
DEVICES = ("null", "zero", "full", "random", "urandom")

_libc = ctypes.CDLL(None, use_errno=True)


def isolate(place, pairs, writable, size):
    """Become two processes: the caller stays outside and never returns; what returns is alone in a world of its own.

    `pairs` are (source, place) to show read-only (a source of None hides the place), `writable` are folders of `size`
    bytes, and `place` the working directory. The process that stays outside ends when the other does, or on SIGTERM
    together with it.
    """
    uid, gid = os.geteuid(), os.getegid()
    user = 0 if uid == 0 else NEWUSER
    _check(_libc.unshare(user | NEWNS | NEWPID | NEWNET | NEWIPC | NEWUTS | NEWCGROUP), "unshare")
    if user:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    _become_child_of(_stay_outside)
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    build(pairs, writable, size)
    os.chdir(place)
    _libc.sethostname(b"marking", 7)
    _become_child_of(_be_init)


def _become_child_of(parent):
    """Fork; the child returns, the parent does its duty until the child has ended."""
    pid = os.fork()
    if pid:
        try:
            parent(pid)
        finally:
            os._exit(1)


def _stay_outside(init):
    """Wait for the namespace's first process; with it everything in there has ended."""
    with contextlib.suppress(OSError):
        os.closerange(0, 1024)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(init, signal.SIGKILL))
    os._exit(os.waitstatus_to_exitcode(os.waitpid(init, 0)[1]) & 0xFF)


def _be_init(worker):
    """Bury the orphans; end, and so end all, when the worker ends."""
    with contextlib.suppress(OSError):
        os.closerange(0, 1024)
    while True:
        pid, status = os.wait()
        if pid == worker:
            os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def build(pairs, writable, size):
    """Make the new root and enter it; the old one is gone afterwards."""
    os.umask(0o022)
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    _mount("tmpfs", ROOT, "tmpfs", MS_NOSUID | MS_NODEV, "size=8m,mode=755")
    # What lies below a writable folder, such as a Python below /tmp, is shown once that folder is there.
    later = [pair for pair in pairs if any(Path(pair[1]).is_relative_to(folder) for folder in writable)]
    for source, place in pairs:
        if (source, place) not in later:
            _show(source, ROOT + place)
    folders = ["/proc", "/dev", "/dev/shm", "/.old", *writable]
    for folder in folders:
        os.makedirs(ROOT + folder, mode=0o755, exist_ok=True)
    for name in DEVICES:
        Path(ROOT + "/dev/" + name).touch()
    for link, target in (("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1")):
        os.symlink(target, f"{ROOT}/dev/{link}")
    _read_only(ROOT)
    for name in DEVICES:
        _mount(f"/dev/{name}", f"{ROOT}/dev/{name}", None, MS_BIND)
    for folder in ("/dev/shm", *writable):
        _mount("tmpfs", ROOT + folder, "tmpfs", MS_NOSUID | MS_NODEV, f"size={size},nr_inodes={FILES},mode=1777")
    for source, place in later:
        _show(source, ROOT + place)
        if not os.path.islink(ROOT + place):
            _read_only(ROOT + place)
    _mount("proc", ROOT + "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    number = PIVOT_ROOT[os.uname().machine]
    _check(_libc.syscall(number, ROOT.encode(), (ROOT + "/.old").encode()), "pivot_root")
    os.chdir("/")
    _check(_libc.umount2(b"/.old", MNT_DETACH), "umount")


def _show(source, target):
    """Put a file or folder where it is to be seen; an empty folder where it is not."""
    if source is not None and os.path.islink(source):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.symlink(os.readlink(source), target)
        return
    if source is None or os.path.isdir(source):
        os.makedirs(target, mode=0o755, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), mode=0o755, exist_ok=True)
        Path(target).touch()
    if source is None:
        _mount("tmpfs", target, "tmpfs", MS_NOSUID | MS_NODEV, "size=4k,mode=755")
    else:
        _mount(source, target, None, MS_BIND | MS_REC)


def _read_only(folder):
    """Make all that is mounted below a folder read-only, without set-uid programs and devices."""
    attributes = struct.pack("QQQQ", ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV, 0, 0, 0)
    arguments = (ctypes.c_int(AT_FDCWD), folder.encode(), ctypes.c_uint(AT_RECURSIVE), attributes, ctypes.c_size_t(32))
    _check(_libc.syscall(MOUNT_SETATTR, *arguments), "mount_setattr")


def _mount(source, target, kind, flags, data=None):
    texts = [text.encode() if text is not None else None for text in (source, target, kind, data)]
    _check(_libc.mount(*texts[:3], ctypes.c_ulong(flags), texts[3]), f"mount {target}")


def _check(result, what):
    if result:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
