"""A world of its own for a student's code: `launch` starts a worker in namespaces made by bubblewrap, with limits.

What is in that world: the system and our Python, read-only; the TP's `course_utils` and datasets under /cours,
read-only; a working directory, /tmp and /dev/shm of limited size that vanish with it. No network, no other process,
no home, no repository.
"""

import contextlib
import importlib.util
import itertools
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from course_admin.base import leftovers
from course_admin.marking.engine import forkserver, limiter

HERE = Path(__file__).parent
INSIDE = (
    "worker.py",
    "confine.py",
    "codec.py",
    "policies.py",
    "shell_lines.py",
    "shell_hooks.py",
)  # our only files in there; they hold no secret
MARKING, COURSE, WORK = (
    "/marking",
    "/cours",
    "/cours/notebooks/tp/rendu",
)  # so that ../../../datasets is what it is at home
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
SETTINGS_FILES = (
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/localtime",
    "/etc/ssl/certs",
    "/etc/mime.types",
)
START_SECONDS = 60  # for a worker to be ready
FIRST_UID = 1 << 30  # far from any account; a process id and a count added, it is nobody else's
DEFAULT_LIMITS = {
    "cell_seconds": 60,
    "total_seconds": 300,
    "memory_mb": 2048,
    "processes": 64,
    "disk_mb": 64,
    "output_kb": 512,
}
_count = itertools.count()
_parents, _parents_lock = {}, threading.Lock()
KINDS = ("warm", "cold")
_impossible = {}  # kind → why this machine cannot


class NoSandbox(Exception):
    """This machine cannot confine a stranger's code; the text says what is missing and what can be done."""


@dataclass
class Sandbox:
    """A running worker: its socket, its limits, and the way to end it with all that it started."""

    kind: str  # warm, cold, unsafe
    sock: socket.socket
    memory: object  # see limiter
    end: object  # a function

    def close(self):
        """Kill everything in the sandbox and take its traces away. Can be called twice."""
        self.sock.close()
        self.end()
        self.memory.close()


def launch(world, limits, unsafe=False, libraries=(), kinds=KINDS):
    """Start a worker in a sandbox. `world` is a folder with the TP's course_utils and datasets, or None.

    The first of `kinds` that this machine can make is taken: a child of a warm parent that has imported `libraries`,
    or a process of its own. Raises `NoSandbox` where none can be had; with `unsafe`, the worker then runs as an
    ordinary process.
    """
    limits = DEFAULT_LIMITS | dict(limits)
    reasons = []
    for kind in kinds:
        if kind in _impossible:
            reasons.append(_impossible[kind])
            continue
        try:
            return _launch_warm(world, limits, libraries) if kind == "warm" else _launch_cold(world, limits)
        except (NoSandbox, OSError) as error:
            reasons.append(f"{kind}: {error}")
            if kind == "warm":  # not to be tried again for each submission
                _impossible[kind] = reasons[-1]
    if unsafe:
        return _launch_unsafe(world, limits)
    why = "; ".join(reasons)
    raise NoSandbox(f"no sandbox can be made here ({why}); see `course doctor`, or use --unsafe on your own files")


def settings(limits, uid=None, directory=WORK, path=(COURSE,), seccomp=True):
    """What the worker must know, as plain data."""
    return {
        "directory": directory,
        "path": list(path),
        "uid": uid,
        "seccomp": seccomp,
        "disk_bytes": limits["disk_mb"] << 20,
        "processes": limits["processes"],
        "cpu_seconds": int(limits["total_seconds"]) + 5,
        "output_bytes": limits["output_kb"] << 10,
    }


def new_uid():
    """A user id that no account and no other sandbox of this machine has."""
    return FIRST_UID + (os.getpid() << 8) + next(_count) % 256


def environment():
    """The worker's environment: nothing of ours but what numerical results depend on."""
    kept = {name: os.environ[name] for name in ("OPENBLAS_CORETYPE",) if name in os.environ}
    threads = dict.fromkeys(
        (
            "OMP_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "MKL_NUM_THREADS",
            "TF_NUM_INTEROP_THREADS",
            "TF_NUM_INTRAOP_THREADS",
        ),
        "1",
    )
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
        "PYTHONPATH": COURSE,
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "IPYTHONDIR": "/tmp/ipython",
        "COURSE_DATASETS": f"{COURSE}/datasets",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": "-1",
        **threads,
        **kept,
    }


def mounts(world):
    """What is seen inside, read-only, as (source, place) pairs; a source of None hides what is there."""
    pairs = [(path, path) for path in (*SYSTEM, *SETTINGS_FILES) if os.path.lexists(path)]
    prefixes = [os.path.realpath(path) for path in (sys.base_prefix, sys.prefix)]
    pairs += [(path, path) for path in dict.fromkeys(prefixes) if not _below(path, SYSTEM)]
    for package in ("course_admin", "course_utils"):
        spec = importlib.util.find_spec(package)
        for folder in spec.submodule_search_locations if spec else ():
            if _below(os.path.realpath(folder), [place for _, place in pairs]):
                pairs.append((None, folder))  # installed among the libraries: withheld modules, hidden tests
    pairs += [(str(HERE / name), f"{MARKING}/{name}") for name in INSIDE]
    if world is None:
        checks = HERE.parents[2] / "course_utils" / "checks" / "record.py"
        pairs.append((str(checks), f"{COURSE}/course_utils/checks/record.py"))
    else:
        pairs += [(str(entry), f"{COURSE}/{entry.name}") for entry in sorted(Path(world).resolve().iterdir())]
    return pairs


def _below(path, folders):
    return any(Path(path).is_relative_to(folder) for folder in folders)


def _launch_warm(world, limits, libraries):
    """A child of the warm parent, which makes its own namespaces."""
    parent = _parent(("numpy", "matplotlib.pyplot", *sorted(libraries)))
    ours, theirs = socket.socketpair()
    gate_read, gate_write = os.pipe()
    request = {
        "settings": settings(limits, new_uid() if os.geteuid() == 0 else None),
        "environment": environment(),
        "mounts": mounts(world),
        "writable": ["/tmp", WORK],
    }
    try:
        pid = parent.fork(request, [theirs.fileno(), gate_read])
    finally:
        theirs.close()
        os.close(gate_read)
    memory = limiter.limit(pid, limits["memory_mb"], limits["processes"])
    os.write(gate_write, b"x")
    os.close(gate_write)
    box = Sandbox("warm", ours, memory, lambda: parent.end(pid))
    if not _starts(ours):
        box.close()
        raise NoSandbox("the namespaces that it needs are refused")
    return box


def _parent(libraries):
    """The warm parent of this process that has imported `libraries`; it is started when it is first needed."""
    with _parents_lock:
        parent = _parents.get(libraries)
        if parent is None or not parent.is_alive():
            with leftovers.folder("warm") as home:
                homes = dict.fromkeys(("HOME", "MPLCONFIGDIR", "IPYTHONDIR", "KERAS_HOME"), home)
                variables = environment() | homes | {"PYTHONPATH": str(HERE.parents[2])}
                command = [sys.executable, str(HERE / "warm_worker.py"), ",".join(libraries)]
                parent = _parents[libraries] = forkserver.Parent(command, variables)
        return parent


def _starts(sock):
    """Whether the worker reports that it is ready."""
    try:
        return bool(select.select([sock], [], [], START_SECONDS)[0] and sock.recv(1, socket.MSG_PEEK))
    except OSError:
        return False


def _launch_cold(world, limits):
    """A program of its own, started by bubblewrap."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise NoSandbox("bubblewrap (bwrap) is not installed")
    ours, theirs = socket.socketpair()
    status_read, status_write = os.pipe()
    block_read, block_write = os.pipe()
    disk = str(limits["disk_mb"] << 20)
    command = [bwrap, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    command += ["--die-with-parent", "--new-session", "--hostname", "marking", "--clearenv"]
    command += ["--info-fd", str(status_write), "--block-fd", str(block_read)]
    if os.geteuid() != 0:
        command += ["--unshare-user"]
    for name, value in environment().items():
        command += ["--setenv", name, value]
    pairs = mounts(world)
    folders = {str(folder) for place in (WORK, *(place for _, place in pairs)) for folder in Path(place).parents}
    folders = sorted(folder for folder in folders - {"/"} if not _below(folder, SYSTEM))
    writable = ("/tmp", WORK)
    for folder in folders:  # bubblewrap would make them for root alone
        if not _below(folder, writable):
            command += ["--perms", "0755", "--dir", folder]
    for place in writable:
        command += ["--size", disk, "--perms", "1777", "--tmpfs", place]
    for folder in folders:  # our own Python may be below /tmp
        if _below(folder, writable) and folder not in writable:
            command += ["--perms", "0755", "--dir", folder]
    for source, place in pairs:
        if source is None:
            command += ["--tmpfs", place]
        elif os.path.islink(source):
            command += ["--symlink", os.readlink(source), place]
        else:
            command += ["--ro-bind", source, place]
    command += ["--proc", "/proc", "--dev", "/dev", "--size", disk, "--perms", "1777", "--tmpfs", "/dev/shm"]
    command += ["--remount-ro", "/dev", "--remount-ro", "/"]
    uid = new_uid() if os.geteuid() == 0 else None
    python = os.path.join(os.path.realpath(sys.prefix), "bin", "python")
    command += ["--", python, f"{MARKING}/worker.py", str(theirs.fileno()), json.dumps(settings(limits, uid))]
    with tempfile.TemporaryFile() as errors:  # the worker leaves it before it runs anything of the student's
        process = subprocess.Popen(
            command,
            pass_fds=(theirs.fileno(), status_write, block_read),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            cwd="/",
            start_new_session=True,
        )
        for fd in (status_write, block_read):
            os.close(fd)
        theirs.close()
        try:
            with open(status_read, "rb") as file:
                child = json.loads(file.read())["child-pid"]
        except (ValueError, KeyError):
            os.close(block_write)
            process.wait()
            reason = _last_words(errors)
            raise NoSandbox(f"bubblewrap cannot make a sandbox here ({reason}); see `course doctor`") from None
        memory = limiter.limit(child, limits["memory_mb"], limits["processes"])
        os.write(block_write, b"x")
        os.close(block_write)
        box = Sandbox("cold", ours, memory, lambda: _kill(process))
        if not _starts(ours):
            box.close()
            raise NoSandbox(f"the worker does not start in the sandbox: {_last_words(errors)}")
    return box


def _last_words(file):
    file.seek(0)
    return file.read().decode(errors="replace").strip()[-300:]


def _launch_unsafe(world, limits):
    """The same worker with no wall around it: for submissions that are our own."""
    ours, theirs = socket.socketpair()
    directory = tempfile.TemporaryDirectory(prefix=f"course-unsafe-{os.getpid()}-")
    path = [str(Path(world).resolve())] if world else [str(HERE.parents[2])]
    variables = environment() | {
        "PYTHONPATH": path[0],
        "HOME": directory.name,
        "COURSE_DATASETS": f"{path[0]}/datasets",
    }
    given = settings(limits, directory=directory.name, path=path, seccomp=False)
    given["processes"] = 1 << 20  # a limit by uid would count our own
    given["parent"] = os.getpid()
    process = subprocess.Popen(
        [sys.executable, str(HERE / "worker.py"), str(theirs.fileno()), json.dumps(given)],
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=variables,
        cwd=directory.name,
        start_new_session=True,
    )
    theirs.close()
    memory = limiter.Watcher(process.pid, limits["memory_mb"], directory.cleanup)
    return Sandbox("unsafe", ours, memory, lambda: _kill(process))


def _kill(process):
    """End a process that leads its group."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
