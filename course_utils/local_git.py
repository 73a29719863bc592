"""The student's own git repository, asked by the commands `verifier` and `maj`."""

import os
import subprocess
from pathlib import Path

_GIT = ("git", "-c", "core.quotepath=off")


def git(root, *args):
    """What `git …` prints in `root`, or None where it fails (or where there is no git at all)."""
    done = run(root, *args)
    return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else None


def show(root, commit, path):
    """The bytes of a file as a commit has it, or None."""
    done = run(root, "show", f"{commit}:{path}")
    return done.stdout if done and done.returncode == 0 else None


def run(root, *args):
    """The completed git command, its output as bytes; None where git is not installed."""
    try:
        english = os.environ | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}  # its words are looked at, not shown
        return subprocess.run([*_GIT, *args], cwd=root, capture_output=True, stdin=subprocess.DEVNULL, env=english)
    except FileNotFoundError:
        return None


def find_root(start=None):
    """The student's repository: the nearest folder upwards that has `notebooks/tp`, else the one of this package."""
    start = Path(start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "notebooks" / "tp").is_dir():
            return folder
    return Path(__file__).resolve().parents[1]
