"""The one function through which every git call of the course goes.

Nothing of this machine's git configuration is used, nothing is ever asked at a prompt, no hook, submodule, filter or
odd transport is followed, and a call that takes too long or writes too much is stopped with all that it started.
"""

import base64
import contextlib
import os
import signal
import subprocess
import tempfile

from course_admin.base import gitlab
from course_admin.base.errors import CourseError

PROTOCOLS = ("file", "git", "http", "https", "ssh")  # never ext::, fd:: or a helper that a URL names
MEMORY_KB = 4 * 2**20  # of a call that is given bounds

_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.symlinks": "false",
    "core.attributesFile": os.devnull,
    "core.quotePath": "false",
    "core.autocrlf": "false",
    "commit.gpgSign": "false",
    "tag.gpgSign": "false",
    "push.gpgSign": "false",
    "log.showSignature": "false",
    "credential.helper": "",
    "fetch.recurseSubmodules": "false",
    "submodule.recurse": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "init.defaultBranch": "main",
    "advice.detachedHead": "false",
    "safe.directory": "*",
    "protocol.version": "2",
}

_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "true",
    "SSH_ASKPASS": "true",
    "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=20 -oStrictHostKeyChecking=accept-new",
    "GIT_ALLOW_PROTOCOL": ":".join(PROTOCOLS),
    "GIT_LFS_SKIP_SMUDGE": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
    "TZ": "UTC",
}


_running = set()
_TOO_BIG = (f"died of signal {int(signal.SIGXFSZ)}", "File too large", "File size limit exceeded")


class GitError(CourseError):
    """A git call that failed; `reason` is git's own word, `timed_out` and `too_big` say which limit stopped it."""

    def __init__(self, text, reason="", timed_out=False, too_big=False):
        super().__init__(text)
        self.reason, self.timed_out, self.too_big = reason, timed_out, too_big


def git(
    *args,
    cwd=None,
    input=None,
    timeout=60,
    check=True,
    text=True,
    identity=None,
    date=None,
    max_bytes=None,
):
    """Run `git *args` and return a `CompletedProcess` whose `stdout` and `stderr` are str, or bytes with `text=False`.

    `identity` is a mapping with `name` and `email`, such as `course.identity`, for a call that commits; `date` an aware
    datetime for that commit. `max_bytes` bounds every file that the call writes, a received pack and its own output
    included, and its memory is bounded too. Raises GitError when `timeout` seconds have passed, when `max_bytes` is
    exceeded and, with `check`, when git fails.
    """
    command = ["git", *(part for key, value in _SETTINGS.items() for part in ("-c", f"{key}={value}")), *map(str, args)]
    if max_bytes is not None:  # POSIX sh counts in blocks of 512 bytes
        limits = f"ulimit -v {MEMORY_KB} 2>/dev/null; ulimit -f {max(1, max_bytes // 512)}"
        command = ["sh", "-c", f'{limits}; exec "$@"', "sh", *command]
    if isinstance(input, str):
        input = input.encode("utf-8", "surrogateescape")
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        stdin.write(input or b"")
        stdin.seek(0)
        code = _run(command, cwd, (stdin, out, err), timeout, _environment(identity, date), args)
        done = subprocess.CompletedProcess(args, code, *(_content(file, text) for file in (out, err)))
        said = _content(err, True)
    reason = _first_fault(said)
    stopped = code in (-signal.SIGXFSZ, 128 + signal.SIGXFSZ) or any(words in said for words in _TOO_BIG)
    if max_bytes is not None and stopped:
        raise GitError(f"git {_name(args)}: more than {max_bytes} bytes", reason, too_big=True)
    if check and code != 0:
        raise GitError(f"git {_name(args)} failed: {reason or f'exit code {code}'}", reason)
    return done


def _run(command, cwd, files, timeout, environment, args):
    """Run in a session of its own, so that what git starts (ssh, index-pack) ends with it; return the exit code."""
    stdin, out, err = files
    try:
        process = subprocess.Popen(
            command, cwd=cwd, stdin=stdin, stdout=out, stderr=err, env=environment, start_new_session=True
        )
    except FileNotFoundError as error:
        raise CourseError(f"git cannot be started ({error.filename or command[0]} not found)") from error
    _running.add(process)
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        raise GitError(f"git {_name(args)}: no answer within {timeout} seconds", timed_out=True) from None
    finally:
        _kill(process)
        _running.discard(process)


def stop_all():
    """End the calls that other threads are waiting for, as after Ctrl-C: each then raises GitError."""
    for process in list(_running):
        _kill(process)


def _kill(process):
    """End a process that still runs, with those that it started."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment(identity, date):
    """The process's environment without any GIT_… of the caller (a hook sets GIT_DIR), with ours.

    Where there is a token for GitLab, git shows it to that GitLab alone; it is in no argument, and no file.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | _ENVIRONMENT
    if gitlab.url():
        shown = base64.b64encode(f"oauth2:{os.environ[gitlab.TOKEN]}".encode()).decode()
        environment |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"http.{gitlab.url()}/.extraHeader"}
        environment["GIT_CONFIG_VALUE_0"] = f"Authorization: Basic {shown}"
    for role in ("AUTHOR", "COMMITTER") if identity else ():
        environment |= {f"GIT_{role}_NAME": identity["name"], f"GIT_{role}_EMAIL": identity["email"]}
    for role in ("AUTHOR", "COMMITTER") if date else ():
        environment[f"GIT_{role}_DATE"] = stamp(date)
    return environment


def stamp(moment):
    """An aware datetime the way git stores it: seconds since 1970 and the offset.

    >>> from datetime import datetime
    >>> stamp(datetime.fromisoformat("2026-10-18T23:59:00+02:00"))
    '1792360740 +0200'
    """
    return f"{int(moment.timestamp())} {moment.strftime('%z')[:5]}"


def _content(file, text):
    """What was written to a file, decoded if `text`: names in git are bytes, and survive the round trip."""
    file.seek(0)
    content = file.read()
    return content.decode("utf-8", "surrogateescape") if text else content


def _first_fault(text):
    """The first error that git tells, without its prefix; what follows are its consequences."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines
    return telling[0].removeprefix("fatal: ").removeprefix("error: ") if telling else ""


def _name(args):
    """The sub-command, for a message: the first word that is no option, nor the value of one."""
    words = [str(arg) for arg in args]
    valued = {index + 1 for index, word in enumerate(words) if word in ("-c", "-C", "--git-dir")}
    return next((word for index, word in enumerate(words) if index not in valued and word[0] != "-"), "")
