"""The one git call: independent of the machine's configuration, bounded, deaf to hooks and odd transports."""

import os
import time
from datetime import datetime
from pathlib import Path

import pytest

from course_admin.base.errors import CourseError
from course_admin.base.git import GitError, git

WHO = {"name": "Équipe", "email": "equipe@univ.example"}


@pytest.fixture
def repository(tmp_path):
    git("init", "--quiet", tmp_path / "r")
    return tmp_path / "r"


def commit(repository, message="x", **options):
    git("commit", "--quiet", "--allow-empty", "-m", message, cwd=repository, **{"identity": WHO, **options})


def test_identity_and_date_are_the_course_s(repository):
    commit(repository, date=datetime.fromisoformat("2026-10-18T23:59:00+02:00"))
    shown = git("log", "--format=%an %ae %cn %cI %aI", cwd=repository).stdout.strip()
    assert shown == "Équipe equipe@univ.example Équipe 2026-10-18T23:59:00+02:00 2026-10-18T23:59:00+02:00"


def test_the_machine_s_configuration_and_environment_are_not_used(repository, tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\nname = Somebody\nemail = a@b\n[commit]\ngpgSign = true\n[alias]\nlog = !false\n"
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    commit(repository)
    assert git("log", "--format=%an|%G?", cwd=repository).stdout == "Équipe|N\n"
    assert "Somebody" not in git("config", "--list", cwd=repository).stdout


def test_an_empty_home_is_enough(repository, tmp_path, monkeypatch):
    monkeypatch.delenv("HOME")
    commit(repository)
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    commit(repository)
    assert git("rev-list", "--count", "HEAD", cwd=repository).stdout == "2\n"


def test_no_hook_runs(repository, tmp_path):
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    hook.chmod(0o755)
    commit(repository)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("url", ["ext::sh -c 'touch ran'", "fd::7", "gopher://a.example/b", "unknown::x"])
def test_odd_transports_are_refused(url, tmp_path):
    with pytest.raises(GitError, match=r"not allowed|protocol|helper"):
        git("clone", url, tmp_path / "clone", cwd=tmp_path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_another_user_s_folder_is_read(repository):
    commit(repository)
    for path in (repository, repository / ".git"):
        os.chown(path, 12345, 12345)
    assert git("rev-list", "--count", "HEAD", cwd=repository).stdout == "1\n"


def test_a_call_that_hangs_is_ended_with_its_children(tmp_path):
    mark = tmp_path / "alive"
    script = f"alias.hang=!sh -c 'sleep 2; touch {mark}' & sleep 60"
    start = time.monotonic()
    with pytest.raises(GitError, match="no answer within 1") as caught:
        git("-c", script, "hang", timeout=1, cwd=tmp_path)
    assert caught.value.timed_out and time.monotonic() - start < 5
    time.sleep(2)
    assert not mark.exists()


def test_a_call_that_writes_too_much_is_ended(tmp_path):
    with pytest.raises(GitError, match="more than 100000 bytes") as caught:
        git("-c", "alias.flood=!cat /dev/zero", "flood", max_bytes=100_000, timeout=20, cwd=tmp_path)
    assert caught.value.too_big


def test_bytes_survive(repository):
    content = bytes(range(256)) + b"\r\n"
    name = git("hash-object", "-w", "--stdin", cwd=repository, input=content).stdout.strip()
    assert git("cat-file", "blob", name, cwd=repository, text=False).stdout == content


def test_failures_are_one_line(repository):
    with pytest.raises(GitError) as caught:
        git("rev-parse", "nothing", cwd=repository)
    assert str(caught.value).startswith("git rev-parse failed: ambiguous argument 'nothing'")
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, CourseError)
    assert git("rev-parse", "nothing", cwd=repository, check=False).returncode == 128


def test_every_other_module_calls_git_through_it():
    package = Path(__file__).parents[2] / "course_admin"
    others = [path for path in package.rglob("*.py") if path.name != "git.py"]
    assert not [path.name for path in others if '["git"' in path.read_text() or "'git'" in path.read_text()]
