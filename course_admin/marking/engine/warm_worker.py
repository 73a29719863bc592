"""The warm parent of the workers: `warm_worker.py MODULE,MODULE… FD`.

It has imported the libraries that a TP uses and made an IPython shell, holds nothing that a student may not see, and
forks a child a submission, which builds its own world, gives up its rights and serves. No student's code ever runs in
the parent itself.
"""

import contextlib
import gc
import importlib
import io
import os
import socket
import sys

import confine
import forkserver
import namespaces
import quick_keras
import worker


def main():
    """Import, then fork on request."""
    names, fd = sys.argv[1].split(","), int(sys.argv[2])
    for name in names:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    if "keras" in sys.modules:
        with contextlib.suppress(ImportError, AttributeError):  # another version of Keras: slower, and as right
            quick_keras.make_quick()
    ready = worker.Worker()
    draw_once()
    gc.collect()
    gc.freeze()  # a collection in a child would copy the pages of all that was imported
    gc.set_threshold(50_000, 20, 100)  # and graphs that Keras traces set off many
    forkserver.serve(socket.socket(fileno=fd), lambda request, fds: child(ready, request, *fds))


def draw_once():
    """Draw a figure to nowhere: what matplotlib looks up for its first one (fonts, formulas of ticks) it then knows."""
    from matplotlib import pyplot

    from course_utils.plots import style

    with pyplot.rc_context():
        style()
        figure, axes = pyplot.subplots(1, 2)
        for ax, scale in zip(axes, ("linear", "log"), strict=True):
            ax.plot([1e-12, 1, 1e12], [1e-12, 1, 1e12], label="a")
            ax.set(title="a", xlabel="b", ylabel="c", xscale=scale, yscale=scale)
            ax.legend()
        figure.savefig(io.BytesIO(), dpi=figure.dpi, bbox_inches="tight")
        pyplot.close(figure)


def child(ready, request, sock, gate):
    """Become the worker of one submission."""
    os.setsid()
    if not os.read(gate, 1):  # waits until we are under a limit of memory
        return
    keep_open(sock)
    settings = request["settings"]
    os.environ.clear()
    os.environ.update(request["environment"])
    namespaces.isolate(settings["directory"], request["mounts"], request["writable"], settings["disk_bytes"])
    confine.confine(settings)
    for name in [name for name in sys.modules if name.partition(".")[0] == "course_utils"]:
        del sys.modules[name]  # ours; the student's is the one of the TP's release
    worker.start(ready, socket.socket(fileno=sock), settings)


def keep_open(sock):
    """Close every file but one: above all the way back to the warm parent."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    for fd in map(int, os.listdir("/proc/self/fd")):
        if fd > 2 and fd != sock:
            with contextlib.suppress(OSError):
                os.close(fd)


if __name__ == "__main__":
    main()
