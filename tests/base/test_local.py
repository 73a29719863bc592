"""Git never runs in a repository on this machine: what its owner prepared there has no effect."""

import os
import subprocess
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from course_admin.base import local
from course_admin.base.git import git
from course_admin.records.mirror import Mirror, Unreachable
from course_admin.tell import delivery

WHO = {"name": "Ana", "email": "ana@etu.example"}
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def ana(tmp_path):
    return made(tmp_path / "ana")


def made(place, text="ana"):
    git("init", "--quiet", place)
    (place / "a.txt").write_text(text)
    git("add", "--all", cwd=place)
    git("commit", "--quiet", "-m", "work", cwd=place, identity=WHO, date=NOW)
    return place


def head(place):
    return git("rev-parse", "HEAD", cwd=place).stdout.strip()


def deliver(place, content=b"<p>12</p>"):
    assignment = SimpleNamespace(id="tp1", title="TP", course=SimpleNamespace(identity=WHO))
    one = SimpleNamespace(student="ana", repository=str(place))
    page = place.parent / "page.html"
    page.write_bytes(content)
    return delivery._deliver(assignment, [one], {"ana": page}, NOW)


def told(place):
    return git("show", "feedback/tp1:tp1-ana.html", cwd=place).stdout


def test_feedback_is_a_branch_of_its_own(ana):
    before = head(ana)
    assert deliver(ana).done and told(ana) == "<p>12</p>"
    assert deliver(ana).text == "already there"
    git("pack-refs", "--all", cwd=ana)
    git("gc", "--quiet", cwd=ana)
    assert deliver(ana, b"<p>13</p>").done and told(ana) == "<p>13</p>"
    assert git("rev-list", "--count", "feedback/tp1", cwd=ana).stdout.strip() == "2"
    assert git("fsck", "--strict", cwd=ana).stdout == "" and head(ana) == before
    assert git("status", "--porcelain", cwd=ana).stdout == ""


def test_nothing_of_its_configuration_runs(ana, tmp_path):
    trap = tmp_path / "trap"
    run = f"touch {trap}"
    (ana / ".gitattributes").write_text("* filter=evil diff=evil\n")
    git("add", "--all", cwd=ana)
    git("commit", "--quiet", "-m", "attributes", cwd=ana, identity=WHO, date=NOW)
    (tmp_path / "more").write_text(f"[core]\n\tsshCommand = {run}\n\tpager = {run}\n\teditor = {run}\n")
    config = {
        **{f"filter.evil.{way}": f"sh -c '{run}'" for way in ("smudge", "clean", "process")},
        **dict.fromkeys(("core.fsmonitor", "core.alternateRefsCommand", "uploadpack.packObjectsHook"), run),
        **{"receive.denyCurrentBranch": "updateInstead", "include.path": str(tmp_path / "more")},
        **{"core.hooksPath": str(ana / "hooks"), "core.worktree": str(tmp_path), "core.logAllRefUpdates": "always"},
        **{"receive.procReceiveRefs": "refs", "gc.auto": "1", "receive.autogc": "true", "uploadpack.hideRefs": "x"},
    }
    for name, value in config.items():
        subprocess.run(["git", "config", "--file", ana / ".git" / "config", name, value], check=True)
    for folder in (ana / "hooks", ana / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in ("pre-receive", "update", "post-receive", "post-update", "reference-transaction", "proc-receive"):
            (folder / hook).write_text(f"#!/bin/sh\n{run}\n")
            (folder / hook).chmod(0o755)
    assert Mirror(tmp_path / "mirror.git").fetch(str(ana))["HEAD"]
    assert deliver(ana).done
    assert not trap.exists()


def _link_git(ana, bob):
    (bob / ".git").rename(bob / "old")
    (bob / ".git").symlink_to(ana / ".git")


def _git_file(ana, bob):
    (bob / ".git").rename(bob / "old")
    (bob / ".git").write_text(f"gitdir: {ana}/.git\n")


def _link(name):
    def make(ana, bob):
        (bob / ".git" / name).rename(bob / ".git" / "old")
        (bob / ".git" / name).symlink_to(ana / ".git" / name)

    return make


def _common(ana, bob):
    (bob / ".git" / "commondir").write_text(f"{ana}/.git\n")


def _borrow(ana, bob):
    (bob / ".git" / "objects" / "info").mkdir(exist_ok=True)
    (bob / ".git" / "objects" / "info" / "alternates").write_text(f"{ana}/.git/objects\n")
    (bob / ".git" / "refs" / "heads" / "main").write_text(f"{head(ana)}\n")


LINKS = {"git": _link_git, "file": _git_file, "common": _common, "borrow": _borrow}
LINKS |= {name: _link(name) for name in ("objects", "refs", "HEAD", "refs/heads")}


@pytest.mark.parametrize("name", LINKS)
def test_a_repository_that_is_anothers_gives_nothing_of_theirs(ana, tmp_path, name):
    bob = made(tmp_path / "bob", "bob")
    LINKS[name](ana, bob)
    with pytest.raises(Unreachable):
        Mirror(tmp_path / "mirror.git").fetch(str(bob), others={ana})
    if name != "borrow":  # what it wrote it would have written into its own
        assert not deliver(bob).done
    assert git("branch", "--list", "feedback/*", cwd=ana).stdout == ""


def test_feedback_is_written_through_no_link(ana, tmp_path):
    secret = tmp_path / "records" / "secret"
    secret.parent.mkdir()
    secret.write_text("s")
    logs = ana / ".git" / "logs" / "refs" / "heads"
    logs.mkdir(parents=True, exist_ok=True)
    (logs / "feedback").symlink_to(secret.parent)
    git("config", "core.logAllRefUpdates", "always", cwd=ana)
    assert deliver(ana).done and os.listdir(secret.parent) == ["secret"]
    for trap in (ana / ".git" / "refs" / "heads" / "feedback",):
        git("update-ref", "-d", "refs/heads/feedback/tp1", cwd=ana)
        trap.rmdir() if trap.exists() else None
        trap.symlink_to(secret.parent)
    assert not deliver(ana, b"x").done
    assert os.listdir(secret.parent) == ["secret"] and secret.read_text() == "s"


def test_a_branch_in_use_and_one_that_moved_are_left_alone(ana):
    git("checkout", "--quiet", "--orphan", "feedback/tp1", cwd=ana)
    assert not deliver(ana).done
    git("checkout", "--quiet", "-f", "main", cwd=ana)
    assert deliver(ana).done
    with pytest.raises(local.Refused, match="changé"):
        local.write(ana, ana.parent / "none", "refs/heads/feedback/tp1", head(ana), head(ana))
    assert told(ana) == "<p>12</p>"


@pytest.mark.parametrize("name", [b"caf\xe9", b"=1+1", b"-x", b"a\xc2\x85b", b"x" * 200, b"x]"])
def test_a_branch_of_any_name_is_fetched_or_left(ana, tmp_path, name):
    (ana.joinpath(".git", "refs", "heads", os.fsdecode(name))).write_text(f"{head(ana)}\n")
    assert Mirror(tmp_path / "mirror.git").fetch(str(ana))["HEAD"] == head(ana)


@pytest.mark.parametrize("who", ["A <a> 0 +0000", "A <a@b>", "A 12 +0000", "A <a> 99999999999999999999 +0000", ""])
def test_a_commit_of_any_author_is_one_row(ana, tmp_path, who):
    (ana / "a.ipynb").write_text("{}")
    git("add", "--all", cwd=ana)
    tree = git("write-tree", cwd=ana).stdout.strip()
    text = f"tree {tree}\nparent {head(ana)}\nauthor {who}\ncommitter {who}\n\nx\n"
    made = git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", cwd=ana, input=text).stdout.strip()
    git("update-ref", "refs/heads/main", made, cwd=ana)
    mirror = Mirror(tmp_path / "mirror.git")
    try:
        found = mirror.fetch(str(ana))["HEAD"]
    except Unreachable as reason:
        assert "endommagé" in str(reason)
    else:
        assert all(isinstance(commit.date, int) for commit in mirror.notebook_commits(found))
        mirror.newest_ancestor_date(found)
