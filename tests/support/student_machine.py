"""A student's computer, for tests: a clone of a real release, an environment of its own, JupyterLab by `make lab`.

The libraries are those of the environment that runs the tests, read through a path file: installing them again would
take minutes. `course_utils` and JupyterLab's settings are installed from the clone, as the README says.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from pathlib import Path

from course_admin.base.git import git
from course_admin.plan.course import Course
from course_admin.release.repository import release

WHO = {"name": "Camille Petit", "email": "camille.petit@etu.univ.example"}
# What a browser on a student's desk does by itself.
SERVER = """
c.ServerApp.open_browser = False
c.ServerApp.allow_root = True
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.port_retries = 0
"""


def released(folder, *tps):
    """The students' repository at `folder`, with the releases of these TPs, each at its opening."""
    course = Course.load()
    for tp in map(course.assignment, tps):
        release(tp, folder, tp.opens)
    return folder


def clone(course, folder):
    """What the README's first steps leave at `folder`/apprentissage-profond: a clone of the student's own copy."""
    git("clone", "--quiet", "--bare", course, folder / "gitlab.git")
    place = folder / "apprentissage-profond"
    git("clone", "--quiet", folder / "gitlab.git", place)
    git("config", "user.name", WHO["name"], cwd=place)
    git("config", "user.email", WHO["email"], cwd=place)
    return place


def install(place):
    """`make installer` in a clone, with the libraries that are here already."""
    environment = place / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    libraries = Path(sysconfig.get_path("purelib", vars={"base": environment, "platbase": environment}))
    (libraries / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    for shared in ("share/jupyter", "etc/jupyter"):  # JupyterLab's pages and extensions
        theirs = Path(sys.prefix) / shared
        skip = shutil.ignore_patterns("settings", "runtime")
        shutil.copytree(theirs, environment / shared, ignore=skip)  # no links: the server refuses them
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check"]
    ours = ["--no-deps", "--no-build-isolation", "./jupyterlab", "-e", "."]
    subprocess.run([*pip, *ours], cwd=place, check=True)
    (environment / ".installed").touch()
    return python


def make(place, *words):
    """`make …` in a clone, as a student types it at home; the completed process, its output as text."""
    command = ["make", "--no-print-directory", *words]
    return subprocess.run(command, cwd=place, env=_at_home(), capture_output=True, text=True)


def _at_home(**more):
    """The environment variables of a student's terminal, and `more`."""
    ours = {"PYTHONPATH", "COURSE_STATIC", "CI", "VIRTUAL_ENV", "MPLBACKEND"}
    return {name: value for name, value in os.environ.items() if name not in ours} | more


@contextlib.contextmanager
def make_lab(place, private, command=("make", "--silent", "lab")):
    """The address of the JupyterLab that a command starts in `place`, its own settings and state below `private`."""
    config = private / "config"
    config.mkdir(parents=True)
    (config / "jupyter_server_config.py").write_text(SERVER)
    names = ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "JUPYTERLAB_WORKSPACES_DIR")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {name: str(private / name.lower()) for name in names} | {
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTERLAB_SETTINGS_DIR": str(private / "settings"),
        "JUPYTER_PORT": str(port),
        "JUPYTER_TOKEN": "secret",
    }
    with open(private / "log.txt", "wb") as log:
        server = subprocess.Popen(
            command,
            cwd=place,
            env=_at_home(**settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, address, private / "log.txt")
        yield f"{address}/lab?token=secret"
    finally:
        _stop(server, address)


def _wait(server, address, log, seconds=120):
    """Until the server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(f"{address}/api", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            if server.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"JupyterLab did not start:\n{log.read_text()[-4000:]}") from None
            time.sleep(0.2)


def _stop(server, address):
    """End the server by its own command, which ends its kernels too; by force if it does not answer."""
    ask = urllib.request.Request(f"{address}/api/shutdown", method="POST", headers={"Authorization": "token secret"})
    try:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(ask, timeout=10).close()
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
