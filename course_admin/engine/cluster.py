"""The same marking on many machines: submissions go to a Dask cluster as bytes and come back as `Results`.

Each worker needs this package and what `course doctor --require sandbox` asks for; it keeps one warm parent. A worker
that is lost costs time only: what it was marking is given to another.
"""

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


def run_all(address, work, limits, world=None, unsafe=False):
    """Mark `work`, a dict of key → (notebook, tests, files), on the cluster at `address` (tcp://…).

    Yields (key, `Results`, or the exception that marking raised) as they come. Raises `CourseError` where there is no
    such cluster.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise CourseError("--scheduler needs the package `distributed`: pip install distributed") from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise CourseError(f"no Dask scheduler answers at {address} ({error})") from error
    with client:
        packed = client.scatter(pack(world), broadcast=True) if world else None
        futures = {
            client.submit(mark, *job, limits, packed, unsafe, pure=False, retries=RETRIES): key
            for key, job in work.items()
        }
        for future in as_completed(futures):
            error = future.exception()
            yield futures[future], error or future.result()


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
