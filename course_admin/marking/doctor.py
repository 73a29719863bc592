"""What this machine offers to `course grade`: each row is tried, not guessed."""

import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass

from rich.table import Table

from course_admin.base.errors import CourseError
from course_admin.base.inert import Console
from course_admin.marking.engine import codec, confine, sandbox


@dataclass(frozen=True)
class Row:
    """One thing that was looked for: its name, whether it is there, and what was found."""

    name: str
    ok: bool
    detail: str


def report():
    """The rows of `course doctor`."""
    return [_python(), _program("git"), _program("bwrap"), _user_namespaces(), _seccomp(), *_sandboxes()]


def examine(required=None):
    """Print the report; raise `CourseError` where `required` is missing."""
    rows = report()
    table = Table("", "", "", show_header=False, box=None)
    for row in rows:
        table.add_row("✔" if row.ok else "✘", row.name, row.detail)
    Console().print(table)
    if required:
        require(required, rows)


def require(what, rows):
    """Raise `CourseError` where this machine lacks what is required: `sandbox`, or the name of a row."""
    for row in rows:
        if row.name == what:
            if row.ok:
                return
            raise CourseError(f"{what} is required and missing here: {row.detail}")
    raise CourseError(f"nothing is called '{what}'; there are: {', '.join(row.name for row in rows)}")


def _python():
    version = platform.python_version()
    return Row("python", sys.version_info >= (3, 11), f"{version}; 3.11 or later is needed")


def _program(name):
    path = shutil.which(name)
    if path is None:
        return Row(name, False, "not installed")
    version = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.strip()
    return Row(name, True, version)


def _user_namespaces():
    """Tried in a child: some systems have them and forbid them."""
    trial = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x10000000) != 0)"
    ok = subprocess.run([sys.executable, "-c", trial], stderr=subprocess.DEVNULL).returncode == 0
    who = "root, which does without them" if os.geteuid() == 0 else "an ordinary user, who needs them or bwrap"
    return Row("user namespaces", ok, f"{'allowed' if ok else 'refused'}; you are {who}")


def _seccomp():
    try:
        count = len(confine.program())
    except OSError as error:
        return Row("seccomp", False, str(error))
    trial = "import sys; sys.path.insert(0, sys.argv[1]); import confine; confine._prctl(38, 1); confine.load_filter()"
    process = subprocess.run([sys.executable, "-c", trial, str(sandbox.HERE)], capture_output=True, text=True)
    if process.returncode:
        return Row("seccomp", False, process.stderr.strip()[-200:])
    return Row("seccomp", True, f"a filter of {count} instructions for {platform.machine()}")


def _sandboxes():
    """A worker in each kind of sandbox: whether it starts, who it is, what limits its memory."""
    rows, working = [], None
    for kind in sandbox.KINDS:
        try:
            box = sandbox.launch(None, {}, kinds=(kind,))
        except sandbox.NoSandbox as error:
            rows.append(Row(f"sandbox, {kind}", False, str(error)))
            continue
        try:
            codec.receive(box.sock)
            rows.append(Row(f"sandbox, {kind}", True, "a worker starts"))
            working = working or box
            limiter = type(box.memory).__name__
        finally:
            box.close()
    names = {"GroupV2": "control groups, version 2", "GroupV1": "control groups, version 1"}
    if working:
        own = "an id of its own" if os.geteuid() == 0 else "your own id, in a user namespace"
        rows.append(Row("uid", True, f"a submission runs under {own}"))
        rows.append(Row("memory limit", True, names.get(limiter, "a watcher, five times a second")))
    first = next((row.name.removeprefix("sandbox, ") for row in rows if row.ok), None)
    rows.append(Row("sandbox", working is not None, f"the {first} kind will be used" if first else rows[-1].detail))
    return rows
