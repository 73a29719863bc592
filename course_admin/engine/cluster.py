"""The same marking on many machines: submissions go to a Dask cluster as bytes and come back as `Results`.

Each worker needs this package and what `course doctor --require sandbox` asks for; it keeps one warm parent. A worker
that is lost costs time only: what it was marking is given to another.
"""

import contextlib
import hashlib
import io
import tempfile
import threading
import zipfile
from pathlib import Path

from course_admin.engine import run
from course_admin.errors import CourseError

RETRIES = 3  # of one submission, should its worker be lost
CONNECT_SECONDS = 20

_worlds, _worlds_lock = {}, threading.Lock()


class ClusterError(CourseError):
    """The cluster cannot be used, or was lost."""


class Cluster:
    """A connection to a Dask cluster. `run` may be called from several threads; each waits for its own submission."""

    def __init__(self, client, world, limits, unsafe):
        self.client, self.limits, self.unsafe = client, limits, unsafe
        self.threads = sum(client.nthreads().values())
        self.packed = client.scatter(pack(world), broadcast=True) if world else None

    def run(self, notebook, tests, files):
        """The `Results` of one submission. Raises `ClusterError` where the scheduler is gone."""
        from distributed import CancelledError

        job = (notebook, tests, files, self.limits, self.packed, self.unsafe)
        try:
            return self.client.submit(mark, *job, pure=False, retries=RETRIES).result()
        except (CancelledError, OSError, RuntimeError) as error:
            if self.client.status == "running":
                raise
            raise ClusterError(f"the Dask scheduler is lost ({error}); run the command again to go on") from error


@contextlib.contextmanager
def connected(address, world, limits, unsafe=False):
    """A `Cluster`, until the end of the block. Raises `ClusterError` where there is none at `address` (tcp://…)."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("--scheduler needs the package `distributed`: pip install distributed") from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise ClusterError(f"no Dask scheduler answers at {address} ({error})") from error
    with client:
        if not client.nthreads():
            raise ClusterError(
                f"the Dask scheduler at {address} has no workers; start some with `dask worker {address}`"
            )
        yield Cluster(client, world, limits, unsafe)


def mark(notebook, tests, files, limits, packed, unsafe):
    """Mark one submission on a worker."""
    return run.run(notebook, tests, limits, unpack(packed) if packed else None, files, unsafe=unsafe)


def pack(world):
    """The folder that the sandbox shows, as bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(Path(world).rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(world))
    return buffer.getvalue()


def unpack(packed):
    """A folder with the content of `pack`, made once in a process and removed at its end."""
    name = hashlib.sha256(packed).hexdigest()
    with _worlds_lock:
        if name not in _worlds:
            folder = tempfile.TemporaryDirectory(prefix="course-world-", ignore_cleanup_errors=True)
            Path(folder.name).chmod(0o755)
            with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                archive.extractall(folder.name)
            _worlds[name] = folder
        return _worlds[name].name
