"""Collecting from many repositories: each gets its row, none can do harm, nothing that was seen is ever lost."""

import contextlib
import csv
import fcntl
import os
import socket
import threading
import time

import pytest
import small_course

from course_admin.base.errors import CourseError
from course_admin.base.git import git, stop_all
from course_admin.collect import rule
from course_admin.collect.fetching import collect
from course_admin.records import handins as handin
from course_admin.records import mirror as mirrors
from course_admin.records.ledger import Ledger
from course_admin.records.mirror import FETCH_BYTES, Mirror, Unreachable, address
from course_admin.release.repository import release

TP1 = "notebooks/tp/tp1/descente.ipynb"
WHO = {"name": "Ève", "email": "eve@etu.example"}


class Room:
    """A course, its released repository and the students that a test adds to its students.csv."""

    def __init__(self, folder):
        self.folder = folder
        self.course = small_course.make(folder / "house")
        self.tp1 = self.course.assignment("tp1")
        self.records = self.course.records
        release(self.tp1, folder / "released", self.tp1.opens)
        self.rows = []

    def student(self, name, answer=None):
        """A student with a clone; with an `answer` it is committed in time."""
        student = small_course.Student(self.course, self.folder / name, self.folder / "released")
        if answer:
            student.answer(answer, "2026-10-14T10:00")
        self.rows.append((name, name))
        return student

    def collect(self, now="2026-10-19T08:00", **options):
        """Collect; return student → hand-in."""
        lines = [f"{name},{name.title()},{name}@etu.example,{repository}" for name, repository in self.rows]
        (self.folder / "students.csv").write_text("\n".join(["student,name,email,repository", *lines, ""]))
        handins = collect(self.tp1, self.folder / "students.csv", self.course.moment(now), **options)
        return {one.student: one for one in handins}


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


def test_every_student_gets_a_row_in_the_order_of_the_roster(room):
    room.student("zoe", "return x")
    room.student("adam")
    room.rows += [("noe", "nowhere"), ("lea", ""), ("max", "ext::sh -c 'touch ran'"), ("tom", "gopher://a.example/x")]
    git("init", "--quiet", "--bare", room.folder / "vide.git")
    room.rows.append(("ines", "vide.git"))
    done = []
    found = room.collect(progress=done.append)
    assert [(one.student, one.status) for one in found.values()] == [
        ("zoe", "submitted"),
        ("adam", "missing"),
        ("noe", "unreachable"),
        ("lea", "unreachable"),
        ("max", "unreachable"),
        ("tom", "unreachable"),
        ("ines", "missing"),
    ]
    assert all(one.message.endswith(".") for one in found.values() if one.status != "submitted")
    assert "introuvable" in found["noe"].message and "aucun dépôt" in found["lea"].message.lower()
    assert "refusée" in found["max"].message and "vide" in found["ines"].message
    assert sorted(done) == sorted(found)
    assert handin.load(room.tp1) == list(found.values())
    with open(room.records / "tp1" / "roster.csv") as file:
        assert [row["student"] for row in csv.DictReader(file)] == list(found)


def test_who_is_no_longer_in_the_roster_is_named_and_comes_back_whole(room):
    room.student("ana", "return x")
    room.student("bob", "return x")
    first, said = room.collect(), []
    rows, room.rows = room.rows, room.rows[:1]
    room.collect(warn=said.append)
    assert said == ["not in this roster, so no longer in tp1's table: bob; what they did is kept"]
    room.rows = rows
    assert room.collect()["bob"] == first["bob"]


def test_file_urls_and_bare_repositories_work(room):
    student = room.student("eve", "return x")
    git("clone", "--quiet", "--bare", student.folder, room.folder / "eve.git")
    room.rows = [("eve", f"file://{room.folder}/eve.git")]
    assert room.collect()["eve"].status == "submitted"


def test_a_real_git_server_works(room):
    """git:// from git's own daemon, so that the network way is walked and not only the path."""
    student = room.student("eve", "return x")
    with _free_port() as port, _daemon(student.folder.parent, port):
        room.rows = [("eve", f"git://127.0.0.1:{port}/eve"), ("adam", f"git://127.0.0.1:{port}/nobody")]
        found = room.collect()
    assert (found["eve"].status, found["adam"].status) == ("submitted", "unreachable")


@contextlib.contextmanager
def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    yield port


@contextlib.contextmanager
def _daemon(base, port):
    """git daemon in a thread, until the block ends."""
    options = ["--listen=127.0.0.1", f"--port={port}", "--export-all", "--reuseaddr", f"--base-path={base}"]

    def run():
        with contextlib.suppress(CourseError):
            git("daemon", *options, base, timeout=60, check=False)

    thread = threading.Thread(target=run)
    thread.start()
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.05)
    yield
    stop_all()
    thread.join()


# Nothing is lost


def test_an_unreachable_repository_keeps_what_was_collected(room):
    room.student("eve", "return x")
    before = room.collect()["eve"]
    (room.folder / "eve").rename(room.folder / "moved")
    after = room.collect("2026-10-20T08:00")["eve"]
    assert (after.status, after.commit) == ("submitted", before.commit)
    assert "injoignable" in after.flags[-1]


def test_every_head_that_was_seen_stays(room):
    student = room.student("eve")
    heads = []
    for day in range(13, 17):
        heads.append(student.answer(f"return {day}", f"2026-10-{day}T10:00"))
        room.collect(f"2026-10-{day}T12:00")
        student.git("reset", "--quiet", "--hard", "HEAD~1")
    mirror = room.records / "mirrors" / "eve.git"
    git("gc", "--quiet", "--prune=now", cwd=mirror)
    for head in heads:
        assert git("cat-file", "-t", head, cwd=mirror).stdout == "commit\n"
    assert [commit for _, commit in Ledger(room.records / "ledger.csv").heads("eve")] == heads


def test_an_interrupted_collect_keeps_what_it_had(room):
    for name in ("adam", "eve", "zoe"):
        room.student(name, "return x")
    room.collect()
    before = handin.load(room.tp1)
    new = small_course.Student.answer(room.student("ines"), "return 2 * x", "2026-10-18T10:00")

    def interrupt(owner):
        if owner == "ines":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        room.collect("2026-10-19T09:00", progress=interrupt)
    assert handin.load(room.tp1) == before
    assert Ledger(room.records / "ledger.csv").first_seen("ines", new) == room.course.moment("2026-10-19T09:00")
    assert room.collect("2026-10-19T10:00")["ines"].commit == new


def test_two_collects_at_once_do_not_meet(room):
    room.student("eve", "return x")
    room.collect()
    with open(room.records / "collect.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(CourseError, match="another collect"):
            room.collect()
    assert room.collect()["eve"].status == "submitted"


def test_what_a_killed_fetch_left_is_swept(room):
    room.student("eve", "return x")
    room.collect()
    mirror = room.records / "mirrors" / "eve.git"
    (mirror / "HEAD.lock").touch()
    (mirror / "objects" / "pack" / "tmp_pack_abc").write_text("half")
    assert room.collect()["eve"].status == "submitted"
    assert not (mirror / "objects" / "pack" / "tmp_pack_abc").exists()


# Hostile repositories


def test_nothing_that_a_repository_says_is_run(room):
    """Hooks, configuration, filters, submodules, LFS and alternates: the mirror has none of them."""
    student = room.student("eve", "return x")
    ran = room.folder / "ran"
    for name in ("post-checkout", "pre-auto-gc", "post-update", "reference-transaction", "update", "fsmonitor"):
        small_course.write(student.folder / ".git" / "hooks" / name, f"#!/bin/sh\ntouch {ran}\n")
        (student.folder / ".git" / "hooks" / name).chmod(0o755)
    for key in (
        "uploadpack.packObjectsHook",
        "core.fsmonitor",
        "core.sshCommand",
        "filter.x.smudge",
        "alias.upload-pack",
    ):
        student.git("config", key, f"touch {ran}")
    student.commit(
        {
            ".gitattributes": "*.ipynb filter=lfs diff=lfs\n* filter=x\n",
            ".gitmodules": f'[submodule "a"]\n\tpath = a\n\turl = ext::sh -c "touch {ran}"\n\tupdate = !touch {ran}\n',
            ".lfsconfig": f"[lfs]\n\turl = file://{room.folder}\n",
        },
        "2026-10-15T10:00",
    )
    link = student.git("rev-parse", "HEAD").stdout.strip()
    student.git("update-index", "--add", "--cacheinfo", f"160000,{link},a")
    student.git("commit", "--quiet", "-m", "x", identity=WHO, date=room.course.moment("2026-10-15T11:00"))
    found = room.collect()["eve"]
    assert found.status == "submitted"
    assert set(handin.files(room.tp1, found)) == {"descente.ipynb"}
    assert not ran.exists()
    mirror = room.records / "mirrors" / "eve.git"
    assert not list(mirror.glob("hooks/*")) and not (mirror / "modules").exists()
    assert not (mirror / "objects" / "info" / "alternates").exists()
    config = git("config", "--list", "--local", cwd=mirror).stdout
    assert "remote" not in config and "filter" not in config


def test_names_meant_for_a_checkout_do_no_harm(room):
    """A tree with `..` and `.git` in it is data like any other: nothing is ever written under its names."""
    student = room.student("eve", "return x")
    blob = student.git("hash-object", "-w", "--stdin", input="x").stdout.strip()
    tree = student.git("mktree", input=f"100644 blob {blob}\tpost-checkout\n").stdout.strip()
    evil = student.git("mktree", input=f"040000 tree {tree}\t..\n040000 tree {tree}\t.git\n").stdout.strip()
    top = student.git("ls-tree", "HEAD").stdout
    top = student.git("mktree", input=f"{top}040000 tree {evil}\tzzz\n").stdout.strip()
    options = {"identity": WHO, "date": room.course.moment("2026-10-15T11:00")}
    commit = student.git("commit-tree", top, "-p", "HEAD", "-m", "x", **options).stdout.strip()
    student.git("update-ref", "refs/heads/main", commit)
    found = room.collect()["eve"]
    assert found.status == "submitted"
    assert set(handin.files(room.tp1, found)) == {"descente.ipynb"}


def test_a_repository_that_borrows_objects_gives_them(room):
    """Alternates of a student's repository are its own affair: our mirror is whole without them."""
    student = room.student("eve", "return x")
    git("clone", "--quiet", "--shared", student.folder, room.folder / "shared")
    room.rows = [("eve", "shared")]
    assert room.collect()["eve"].status == "submitted"
    (room.folder / "eve").rename(room.folder / "gone")
    mirror = room.records / "mirrors" / "eve.git"
    assert git("fsck", "--full", cwd=mirror).returncode == 0


def test_a_repository_that_is_too_big_is_cut(room, tmp_path):
    student = room.student("eve", "return x")
    student.commit({"film.bin": os.urandom(3 * 2**20)}, "2026-10-15T10:00")
    mirror = Mirror(tmp_path / "mirror.git")
    with pytest.raises(Unreachable, match="trop gros"):
        mirror.fetch(str(student.folder), size=2**20)
    left = sum(path.stat().st_size for path in mirror.path.rglob("*") if path.is_file())
    assert left < 100_000
    assert mirror.fetch(str(student.folder), size=FETCH_BYTES)["HEAD"]


def test_a_server_that_never_answers_is_left(tmp_path):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        start = time.monotonic()
        with pytest.raises(Unreachable, match="en 1 secondes"):
            Mirror(tmp_path / "m.git").fetch(f"git://127.0.0.1:{server.getsockname()[1]}/x", seconds=1)
    assert time.monotonic() - start < 5


def test_a_tree_that_unfolds_without_end_is_a_row_with_a_reason(room, monkeypatch):
    """Ten levels of ten times the same tree: a few kilobytes that list as ten thousand million files."""
    student = room.student("eve")
    monkeypatch.setattr(mirrors, "READ_SECONDS", 2)
    blob = student.git("hash-object", "-w", "--stdin", input="x").stdout.strip()
    lines = "".join(f"100644 blob {blob}\tf{i}\n" for i in range(10))
    for _ in range(9):
        tree = student.git("mktree", input=lines).stdout.strip()
        lines = "".join(f"040000 tree {tree}\td{i}\n" for i in range(10))
    blob = student.git("hash-object", "-w", "--stdin", input="{}").stdout.strip()
    top = student.git("mktree", input=f"{lines}100644 blob {blob}\tdescente.ipynb\n").stdout.strip()
    options = {"identity": WHO, "date": room.course.moment("2026-10-15T11:00")}
    commit = student.git("commit-tree", top, "-p", "HEAD", "-m", "x", **options).stdout.strip()
    student.git("update-ref", "refs/heads/main", commit)
    room.student("adam", "return x")
    found = room.collect()
    assert found["eve"].status == "unreadable" and "trop de fichiers" in found["eve"].message
    assert found["adam"].status == "submitted"


def test_a_damaged_repository_is_a_row_with_a_reason(room):
    student = room.student("eve", "return x")
    head = student.git("rev-parse", "HEAD").stdout.strip()
    path = student.folder / ".git" / "objects" / head[:2] / head[2:]
    path.chmod(0o644)
    path.write_bytes(b"rubbish")
    found = room.collect()["eve"]
    assert found.status == "unreachable"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_another_user_s_repository_is_read(room):
    student = room.student("eve", "return x")
    for path in [student.folder, *student.folder.rglob("*")]:
        os.chown(path, 12345, 12345, follow_symlinks=False)
    assert room.collect()["eve"].status == "submitted"


@pytest.mark.parametrize(
    "url", ["-uevil", "--upload-pack=x", "ext::sh -c id", "fd::3", "gopher://a/b", "a\nb", "x::y/z"]
)
def test_odd_addresses_are_refused(url):
    with pytest.raises(Unreachable, match="adresse refusée"):
        address(url)


@pytest.mark.parametrize(
    "url", ["https://gitlab.example/a/b.git", "git@gitlab.example:a/b.git", "ssh://git@g.example:22/a"]
)
def test_usual_addresses_are_taken(url):
    assert address(url) == ["--", url]


def test_no_password_reaches_a_message(room, monkeypatch):
    room.rows = [("eve", "https://eve:secret@127.0.0.1:1/x.git")]
    found = room.collect()["eve"]
    assert found.status == "unreachable" and "secret" not in found.message


# The roster


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("", "no student"),
        ("../eve,È,e@x,r,", "no identifier"),
        (".eve,È,e@x,r,", "no identifier"),
        ("eve/x,È,e@x,r,", "no identifier"),
        ("a..b,È,e@x,r,", "no identifier"),
        (",È,e@x,r,", "no identifier"),
        ("eve,È,e@x,r,../g", "group '../g' is no identifier"),
        ("eve,È,e@x,r,\nEVE,È,e@x,s,", "line 3: student 'EVE' is on line 2 already"),
        ("eve,È,e@x,r,g\nadam,A,a@x,s,g", "line 3: group 'g' has two repositories"),
        ("eve,È,e@x,r,\nadam,A,a@x,r,", "line 3: repository of 'adam' is that of 'eve' too"),
        ("eve,È,e@x,r,adam\nadam,A,a@x,s,", "name of a student who is not in that group"),
    ],
)
def test_a_roster_that_contradicts_itself_is_one_clear_line(room, lines, says):
    path = room.folder / "students.csv"
    path.write_text(f"student,name,email,repository,group\n{lines}\n")
    with pytest.raises(CourseError, match=says) as caught:
        collect(room.tp1, path, room.tp1.closes)
    assert "\n" not in str(caught.value)
    assert not (room.records / "ledger.csv").exists()


def test_a_spreadsheet_s_roster_is_read(room):
    room.student("eve", "return x")
    path = room.folder / "students.csv"
    path.write_bytes("\ufeffStudent;Name;Email;Repository\r\neve;Ève;e@x;eve\r\n".encode())
    assert collect(room.tp1, path, room.tp1.closes)[0].status == "submitted"


def test_a_missing_column_or_file_is_one_clear_line(room):
    path = room.folder / "students.csv"
    with pytest.raises(CourseError, match="cannot be read"):
        collect(room.tp1, path, room.tp1.closes)
    path.write_text("student,name\neve,È\n")
    with pytest.raises(CourseError, match="no column email, repository"):
        collect(room.tp1, path, room.tp1.closes)


# The ledger


def test_the_ledger_only_grows_and_keeps_the_first_date(tmp_path, room):
    commit = "a" * 40
    early, late = room.course.moment("2026-10-14"), room.course.moment("2026-10-15")
    path = tmp_path / "ledger.csv"
    Ledger(path).record("eve", {"HEAD": commit, "main": commit}, [commit], early)
    text = path.read_text()
    Ledger(path).record("eve", {"HEAD": commit, "main": commit}, [commit], late)
    assert path.read_text().startswith(text)
    ledger = Ledger(path)
    assert ledger.first_seen("eve", commit) == early and ledger.first_seen("adam", commit) is None
    assert ledger.heads("eve") == [(early, commit), (late, commit)] and ledger.branches("eve") == ["main"]


def test_a_line_that_a_crash_cut_short_costs_nothing_else(tmp_path, room):
    path, first, second = tmp_path / "ledger.csv", "a" * 40, "b" * 40
    now = room.course.moment("2026-10-14")
    Ledger(path).record("eve", {}, [first], now)
    path.write_bytes(path.read_bytes() + b"2026-10-15T00:00:00+02:00,eve,,bbbb")
    Ledger(path).record("eve", {}, [second], now)
    ledger = Ledger(path)
    assert ledger.first_seen("eve", first) == now and ledger.first_seen("eve", second) == now
    assert ledger.first_seen("eve", "bbbb") is None


def test_a_fault_of_the_moment_costs_nobody_their_work(room, monkeypatch):
    room.student("ada", "return x")
    room.student("bea", "return x")
    find, faults = rule.find, iter([SystemError("bad argument to internal function")])

    def once_faulty(assignment, students, *args):
        if students[0].student == "ada":
            for fault in faults:
                raise fault
        return find(assignment, students, *args)

    monkeypatch.setattr(rule, "find", once_faulty)
    told = []
    found = room.collect(warn=told.append)
    assert [one.status for one in found.values()] == ["submitted", "submitted"]
    assert len(told) == 1 and told[0].startswith("ada: read once more after SystemError: bad argument")
