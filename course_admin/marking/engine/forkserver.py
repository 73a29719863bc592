"""A warm parent: a process that has imported what takes long, and forks a child each time it is asked.

`Parent` is its handle in our process; `serve` is what it does. A request is JSON and file descriptors, over a socket
that only these two have; when our end closes, the parent ends with all its children.
"""

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import threading
import time


class Parent:
    """A running warm parent. Its methods may be called from any thread."""

    def __init__(self, command, env=None):
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            [*command, str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=env,
            start_new_session=True,
        )
        theirs.close()
        self.owner = os.getpid()
        atexit.register(self.close)
        if self.control.recv(100) != b"ready":
            self.close()
            raise OSError("the warm parent does not start")

    def fork(self, request, fds):
        """Have a child forked that gets a request and file descriptors; its process id."""
        with self.lock:
            socket.send_fds(self.control, [json.dumps(request).encode()], fds)
            answer = self.control.recv(100)
        if not answer:
            raise OSError("the warm parent has died")
        return int(answer)

    def end(self, pid):
        """Have a child ended, and with it all that it started. Can be called for one that has ended."""
        with self.lock, contextlib.suppress(OSError):
            self.control.send(json.dumps({"end": pid}).encode())
            self.control.recv(100)

    def is_alive(self):
        """Whether it can be asked."""
        return self.owner == os.getpid() and self.process.poll() is None

    def close(self):
        """End the parent and all its children. Can be called twice, and does nothing in a fork of its owner."""
        if self.owner == os.getpid():
            self.control.close()
            self.process.wait()


def serve(control, child):
    """Fork on request and run `child(request, fds)` in the child, until the other side is gone."""
    children = set()
    with contextlib.suppress(BrokenPipeError):  # the other side may have been interrupted meanwhile
        control.send(b"ready")
    while True:
        _bury(children)
        if not select.select([control], [], [], 1)[0]:
            continue
        data, fds, _, _ = socket.recv_fds(control, 1 << 20, 8)
        if not data:
            break
        request = json.loads(data)
        if "end" in request:
            if request["end"] in children:
                _end(request["end"])
                children.discard(request["end"])
            control.send(b"0")
            continue
        pid = os.fork()
        if pid == 0:
            try:
                control.close()
                child(request, fds)
            finally:
                os._exit(1)
        children.add(pid)
        for fd in fds:
            os.close(fd)
        control.send(str(pid).encode())
    for pid in children:
        _end(pid)


def _bury(children):
    """Take note of the children that have ended."""
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            children.discard(pid)


def _end(pid):
    """Let a child of ours end, as it does when its connection is closed; then ask it to; then make it."""
    for seconds, number in ((0.05, signal.SIGTERM), (2, signal.SIGKILL)):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if os.waitpid(pid, os.WNOHANG)[0]:
                return
            time.sleep(0.001)
        os.kill(pid, number)
    os.waitpid(pid, 0)
