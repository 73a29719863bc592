"""The same marking on a Dask cluster: bytes go to a worker, and the `Results` of `run.run` come back.

    with connected("tcp://host:8786", world, limits) as cluster:
        results = cluster.run(notebook, tests, files)

A worker makes the sandbox and the judge on its own host, as `run` does here, so its host sees the hidden tests: it must
be as trusted as this one. The scheduler gives the work of a worker that is lost to another one; every worker's code is
compared with ours, for marks that do not depend on where they were made.
"""

import contextlib
import functools
import logging
import os
import tempfile
import threading
from concurrent.futures import CancelledError
from pathlib import Path

from course_admin.base.errors import CourseError
from course_admin.marking import depends
from course_admin.marking.engine import run, sandbox

CONNECT_SECONDS = 10
WORKER_SECONDS = 60  # for a first worker to join
_unpacking = threading.Lock()


class ClusterError(CourseError):
    """The cluster cannot be used, or not any more; what was marked is kept."""


@contextlib.contextmanager
def connected(address, world, limits, unsafe=False, secret=None):
    """The `Cluster` of the scheduler at `address` within the block, for the TP whose files are in the folder `world`.

    Raises ClusterError where the scheduler cannot be reached, where it has no worker, and where one of them has another
    version of our code or no sandbox.
    """
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError as error:
        raise ClusterError("--scheduler needs the package `distributed`: pip install distributed") from error
    for name in ("distributed", "distributed.client"):  # it tells on stderr what we tell by an exception
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        get_address_host_port(address, strict=True)  # a Client with a senseless address would not be closed in silence
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"no Dask scheduler can be reached at {address} ({type(error).__name__}); start one by `dask scheduler`, "
            f"or leave --scheduler out to mark here"
        ) from error
    with client:
        _check_workers(client, address, limits, unsafe)
        yield Cluster(client, address, world, limits, unsafe, secret)


def _check_workers(client, address, limits, unsafe):
    """Refuse to start with a worker that would mark otherwise than we would."""
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        raise ClusterError(f"{address} has no worker; start some by `dask worker {address}`") from None
    for worker, said in client.run(offer, limits, unsafe, on_error="return").items():
        if isinstance(said, Exception):
            raise ClusterError(f"worker {worker} cannot mark ({type(said).__name__}: {said}); is the course installed?")
        theirs, fault = said
        if theirs != version():
            raise ClusterError(_other_version(worker))
        if fault:
            raise ClusterError(f"worker {worker}: {fault}")


def _other_version(worker):
    return (
        f"worker {worker} has another version of the course's code or of {', '.join(depends.LIBRARIES)}; "
        f"install there what is here, then start it again"
    )


class Cluster:
    """A connection to a cluster. `run` may be called from several threads at once; `threads` is what it can do."""

    def __init__(self, client, address, world, limits, unsafe, secret):
        self.client, self.address, self.limits = client, address, limits
        self.unsafe, self.secret = unsafe, secret
        self.threads = sum(client.nthreads().values())
        paths = sorted(path for path in Path(world).rglob("*") if path.is_file())
        files = tuple((path.relative_to(world).as_posix(), path.read_bytes()) for path in paths)
        self.world = client.submit(tuple, files, pure=False)  # not scattered: a lost one is made again

    def run(self, notebook, tests, files):
        """Mark one merged notebook, see `run.run`. Raises ClusterError if the cluster is lost."""
        try:
            return self.client.submit(
                mark, version(), notebook, tests, self.limits, self.world, files, self.unsafe, self.secret, pure=False
            ).result()
        except (CancelledError, OSError) as error:
            raise ClusterError(
                f"the connection to {self.address} is lost; what was marked is kept, run the same command again"
            ) from error


# On a worker


def mark(expected_version, notebook, tests, limits, world, files, unsafe, secret):
    """Mark one submission on this host. Raises ClusterError where the code here is not the expected one."""
    from distributed import get_worker

    worker = get_worker()
    if version() != expected_version:  # it joined after the others were asked
        raise ClusterError(_other_version(worker.address))
    with _unpacking:
        folder = _unpacked(world, worker.local_directory)
    return run.run(notebook, tests, limits, folder.name, files, unsafe=unsafe, secret=secret)


def offer(limits, unsafe):
    """What a worker says of itself: its version, and why it has no sandbox (empty if it has one)."""
    try:
        if not unsafe:
            sandbox.launch(None, limits).close()
    except sandbox.NoSandbox as error:
        return version(), str(error)
    return version(), ""


@functools.cache
def version():
    """A digest of the code that this process marks with, and of the versions of what it marks with."""
    return depends.code()


@functools.lru_cache(maxsize=2)
def _unpacked(world, place):
    """A temporary folder below `place` with the files of a TP's world; it goes when nobody uses it any more."""
    folder = tempfile.TemporaryDirectory(prefix=f"course-world-{os.getpid()}-", dir=place, ignore_cleanup_errors=True)
    for name, content in world:
        path = Path(folder.name) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
