"""Limits of what a repository may hold: each one is a sentence, told of that repository; a shared one is told too."""

import os
from datetime import UTC, datetime

import pytest
import small_class

from course_admin.base import local
from course_admin.base.git import git
from course_admin.records import handins, mirror
from course_admin.records.mirror import Mirror, Unreachable
from course_admin.tell import delivery

WHO = {"name": "Ana", "email": "ana@etu.example"}
NOW = datetime(2026, 10, 17, 12, tzinfo=UTC)


@pytest.fixture
def ana(tmp_path):
    git("init", "--quiet", tmp_path / "ana")
    for number in range(4):
        (tmp_path / "ana" / f"{number}.ipynb").write_text("{}")
        git("add", "--all", cwd=tmp_path / "ana")
        git("commit", "--quiet", "-m", "x", cwd=tmp_path / "ana", identity=WHO, date=NOW)
        git("branch", f"b{number}", cwd=tmp_path / "ana")
    return tmp_path / "ana"


def head(place):
    return git("rev-parse", "HEAD", cwd=place).stdout.strip()


def fetched(place, **options):
    return Mirror(place.parent / "mirror.git").fetch(str(place), **options)


@pytest.mark.parametrize(
    ("module", "limit", "value", "says"),
    [(local, "_FILES", 5, "trop gros"), (mirror, "MAX_COMMITS", 3, "plus de 3 commits")],
)
def test_files_and_commits_are_counted(ana, monkeypatch, module, limit, value, says):
    monkeypatch.setattr(module, limit, value)
    with pytest.raises(Unreachable, match=says):
        fetched(ana)


def test_bytes_are_counted_before_they_are_read(ana):
    sparse = ana / ".git" / "objects" / "aa" / ("b" * 38)
    sparse.parent.mkdir(exist_ok=True)
    sparse.touch()
    os.truncate(sparse, 60 << 30)
    with pytest.raises(Unreachable, match="trop gros"):
        fetched(ana)


def test_branches_are_counted_the_open_one_first(ana, monkeypatch):
    monkeypatch.setattr(mirror, "MAX_BRANCHES", 2)
    heads = fetched(ana)
    assert heads["HEAD"] == head(ana) and len(heads) == 3


def test_a_branch_too_deep_is_left_and_the_others_are_read(ana):
    deep = ana / ".git" / "refs" / "heads" / ("a/" * 40) / "b"
    deep.parent.mkdir(parents=True)
    deep.write_text(f"{head(ana)}\n")
    assert set(fetched(ana)) == {"HEAD", "main", "b0", "b1", "b2", "b3"}


@pytest.mark.parametrize("name", ["x..y", "@{0}", "main.lock", "a.", "one", "nul"])
def test_a_branch_that_is_none_costs_no_other_one(ana, name):
    content = {"one": "ref: refs/heads/one\n", "nul": "\0" * 41}.get(name, f"{head(ana)}\n")
    (ana / ".git" / "refs" / "heads" / name).write_text(content)
    assert fetched(ana)["HEAD"] == head(ana)


def test_what_git_could_make_again_is_not_taken_from_a_stranger(ana):
    for name in ("pack/multi-pack-index", "info/commit-graph", "info/commit-graphs/x.graph", "pack/pack-1.rev"):
        (ana / ".git" / "objects" / name).parent.mkdir(exist_ok=True)
        (ana / ".git" / "objects" / name).write_bytes(b"MIDX" + b"\xff" * 10_000)
    (ana / ".git" / "refs" / "heads" / "essai.rev").write_text(f"{head(ana)}\n")
    heads = fetched(ana)
    assert heads["HEAD"] == heads["essai.rev"] == head(ana)


def test_two_owners_of_one_commit_or_one_repository_are_told_and_get_nothing_pushed(tmp_path):
    course = small_class.make(tmp_path)
    work = small_class.solved(course)
    for name in ("ana", "bob", "eve"):
        small_class.commit(course, course.root / name, work, "2026-10-17T10:00")
    git("fetch", "--quiet", "../ana", "main:refs/heads/hers", cwd=course.root / "eve")
    git("reset", "--quiet", "--hard", "hers", cwd=course.root / "eve")
    small_class.collected(course, ["ana", "bob", "eve", "dan"], groups={})
    rows = (course.root / "students.csv").read_text().replace("./dan", "./eve/../bob")  # the same text is refused
    (course.root / "students.csv").write_text(rows)
    tp1 = course.assignment("tp1")
    small_class.collect.collect(tp1, course.root / "students.csv", course.moment("2026-10-26"))
    found = {one.student: one for one in handins.load(tp1)}
    for one, other in (("ana", "eve"), ("eve", "ana"), ("bob", "dan"), ("dan", "bob")):
        assert f"Le même commit {found[one].commit[:10]} est rendu par {other}." in found[one].flags
    pages = {name: tmp_path / "page.html" for name in found}
    (tmp_path / "page.html").write_text("<p>12</p>")
    told = delivery.push(tp1, pages, course.moment("2026-11-01"))
    assert {name: outcome.done for name, outcome in told.items()} == {
        "ana": True, "eve": True, "bob": False, "dan": False,
    }  # fmt: skip
    assert "another student's repository" in told["bob"].text
    assert git("branch", "--list", "feedback/*", cwd=course.root / "bob").stdout == ""
