"""A stranger's bytes are read in a process of its own, with a limit of memory and of CPU time.

    from course_admin.base import guarded
    cells = guarded.call(student_notebook.cells, content)

`call` runs one of our functions in a worker that is kept for the next call, and is replaced when it dies, has taken too
long or has grown. At most `AT_ONCE` run in one process of ours, whatever the number of threads that ask. What comes
back is plain data (numbers, text, bytes, tuples, lists, dicts, sets) of a bounded size: it is unpickled by a reader
that knows no class.
"""

import contextlib
import importlib
import io
import os
import pickle
import resource
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

AT_ONCE = max(2, os.cpu_count() or 1)
SECONDS = 30  # of CPU
MEMORY_MB = 1536
REPLY_BYTES = 128 << 20
WALL = 20  # times the CPU seconds: a machine that is that busy has other troubles
_idle, _lock, _places = [], threading.Lock(), threading.BoundedSemaphore(AT_ONCE)
_HEAD = struct.Struct(">Q")


class Failed(ValueError):
    """The reading did not end within its limits, or what was read made it raise; the text says which."""

    def __init__(self, text, kind=""):
        super().__init__(text)
        self.kind = kind  # the exception's name, "" where a limit ended it


def call(function, *args, seconds=SECONDS):
    """What `function(*args)` returns, computed in a limited process. Raises Failed.

    The function is found by its module and name; arguments are pickled, the result is plain data.
    """
    request = pickle.dumps((function.__module__, function.__qualname__, args, seconds))
    with _places:
        worker = _take()
        try:
            reply = worker.ask(request, seconds * WALL)
        except BaseException:
            worker.end()
            raise
    if reply.pop("fresh"):
        with _lock:
            _idle.append(worker)
    else:
        worker.end()
    if "error" in reply:
        raise Failed(reply["text"], reply["error"])
    return reply["value"]


def _take():
    """An idle worker that lives, or a new one."""
    while True:
        with _lock:
            worker = _idle.pop() if _idle else None
        if worker is None:
            return _Worker()
        if worker.process.poll() is None:
            return worker
        worker.end()


class _Worker:
    """A process that reads for us."""

    def __init__(self):
        root = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from course_admin.base import guarded; guarded.serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,
        )

    def ask(self, request, seconds):
        """Send a request and wait for its reply, a dict."""
        end = time.monotonic() + seconds
        try:
            self.process.stdin.write(_HEAD.pack(len(request)) + request)
            self.process.stdin.flush()
            size = _HEAD.unpack(self._read(_HEAD.size, end))[0]
            if size > REPLY_BYTES:
                raise Failed("what was read is too large")
            return _Plain(io.BytesIO(self._read(size, end))).load()
        except (OSError, EOFError, pickle.UnpicklingError):
            raise Failed("the reading took too much memory or time") from None

    def _read(self, size, end):
        found = bytearray()
        while len(found) < size:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise Failed("the reading took too long")
            part = os.read(self.process.stdout.fileno(), min(size - len(found), 1 << 20))
            if not part:
                raise EOFError
            found += part
        return bytes(found)

    def end(self):
        """Kill it; can be called twice."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        self.process.wait()


class _Plain(pickle.Unpickler):
    """Reads plain data alone."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")


def serve():
    """Be a worker: requests on standard input, replies on what was standard output."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nowhere, standard)
    while head := source.read(_HEAD.size):
        module, name, args, seconds = pickle.loads(source.read(_HEAD.unpack(head)[0]))
        function = importlib.import_module(module)
        for part in name.split("."):
            function = getattr(function, part)
        _limit(seconds)
        reply = _reply(function, args)
        del args
        reply["fresh"] = _resident_mb() < MEMORY_MB // 4
        data = pickle.dumps(reply)
        target.write(_HEAD.pack(len(data)) + data)
        target.flush()


def _reply(function, args):
    try:
        return {"value": function(*args)}
    except (MemoryError, RecursionError):
        return {"error": "", "text": "what was to be read is too large or too deep"}
    except Exception as error:
        return {"error": type(error).__name__, "text": str(error)[:2000]}


def _resident_mb():
    """What this process holds now. Not `ru_maxrss`: a process inherits that from the one that started it."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20


def _limit(seconds):
    """Limit this process to what it holds now and MEMORY_MB, and to some seconds of CPU from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + int(seconds), -1))
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    _limit.base = getattr(_limit, "base", held)
    resource.setrlimit(resource.RLIMIT_AS, (_limit.base + (MEMORY_MB << 20), -1))
