"""The warm parent of the judges, which has imported the checks: `warm_judge MODULE,MODULE… FD`.

A module with a function `prepare` has it called once, to compute what no submission changes.
"""

import contextlib
import gc
import importlib
import socket
import sys

from course_admin.marking.engine import forkserver, judge


def main():
    """Import, then fork on request."""
    for name in filter(None, sys.argv[1].split(",")):
        with contextlib.suppress(Exception):  # the test that needs it will say so
            getattr(importlib.import_module(name), "prepare", int)()
    gc.collect()
    gc.freeze()
    forkserver.serve(
        socket.socket(fileno=int(sys.argv[2])), lambda request, fds: judge.serve(socket.socket(fileno=fds[0]))
    )


if __name__ == "__main__":
    main()
