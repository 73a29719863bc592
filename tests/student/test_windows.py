"""What can be held of Windows without it: names that it can write, modules that it has, encodings that are said."""

import ast
import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path, PureWindowsPath

import pytest

from course_admin.plan.course import Course
from course_admin.release.contents import release_files

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "course_utils").rglob("*.py"))
MISSING = {"fcntl", "grp", "pty", "pwd", "resource", "termios"}
POSIX = re.compile(
    r"os\.(fork|getuid|geteuid|getppid|kill|mkfifo|nice|setsid|symlink|uname)|signal\.(SIGKILL|SIGALRM|alarm)"
)
TEXT = {"open", "read_text", "write_text"}  # without an encoding they take Windows'


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_asks_for_nothing_that_windows_lacks(path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not imported & MISSING
    assert not POSIX.search(source)
    assert not any(isinstance(n, ast.Constant) and str(n.value).startswith(("/tmp", "/dev/")) for n in ast.walk(tree))
    for call in calls(tree):
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        if name_of(call) in TEXT and "encoding" not in given:
            mode = [one.value for one in call.args if isinstance(one, ast.Constant)] + [
                getattr(given.get("mode"), "value", "")
            ]
            opener = ast.unparse(call.func)
            assert any("b" in str(one) for one in mode) or opener.startswith(("Image.", "gzip.", "zipfile.")), opener
        if name_of(call) in ("run", "Popen", "check_output") and ("text" in given or "universal_newlines" in given):
            assert "encoding" in given, ast.unparse(call)


def test_a_clone_can_be_checked_out_on_windows():
    course = Course.load(ROOT / "course.toml")
    last = course.assignments[-1]
    files = release_files(last, last.closes + timedelta(days=1))
    for path in files:
        parts = PureWindowsPath(path).parts
        assert "/".join(parts) == path and not re.search(r'[<>:"|?*\\]', path), path
        assert all(not part.endswith((".", " ")) for part in parts), path
        assert not any(re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)", part.split(".")[0]) for part in parts), path
        assert len(path) < 120, path  # of 260, the rest for C:\Users\…\apprentissage-profond
    assert len({path.casefold() for path in files}) == len(files)
    assert b"eol=lf" in files[".gitattributes"]
    readme = files["README.md"].decode()
    commands = re.findall(r"`make (\w+)", readme)
    assert all(re.search(rf"course_utils\.{one}|jupyterlab|pip install", readme) for one in commands)


@pytest.mark.slow
def test_verifier_in_a_folder_with_spaces_and_accents_into_a_pipe_in_cp1252(tmp_path):
    home = tmp_path / "Élève Noël" / "mes cours (2026)"
    for folder in ("course_utils", "datasets"):
        shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__"))
    course = Course.load(ROOT / "course.toml")
    tp1 = course.assignments[0]
    for path, content in release_files(tp1, tp1.opens).items():
        if path.startswith("notebooks/tp/") or path == "requirements.txt":
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_bytes(content)
    settings = {
        "PYTHONIOENCODING": "cp1252:strict",
        "PYTHONUTF8": "0",
        "PYTHONPATH": str(home),
        "PYTHONWARNINGS": "ignore",
    }
    for module, arguments in (("verifier", ["tp1"]), ("maj", [])):
        command = [sys.executable, "-X", "warn_default_encoding", "-m", f"course_utils.{module}", *arguments]
        done = subprocess.run(command, cwd=home, env=os.environ | settings, capture_output=True)
        said = done.stdout.decode("cp1252") + done.stderr.decode("cp1252")
        assert done.returncode == 1 and "Traceback" not in said, said
        assert "dépôt" in said and "EncodingWarning" not in said
