"""GitLab with a token, against a server of its documented answers: the roster, push times, feedback, failures."""

import subprocess
import sys

import gitlab_server
import pytest
import small_class
from gitlab_server import TOKEN, member, pushed

from course_admin.base import gitlab
from course_admin.base.errors import CourseError
from course_admin.base.git import git
from course_admin.base.tables import read_csv, write_csv
from course_admin.collect import fetching as collect
from course_admin.records import handins as handin
from course_admin.tell import delivery


@pytest.fixture
def server(monkeypatch):
    with gitlab_server.running() as found:
        monkeypatch.setenv("GITLAB_TOKEN", TOKEN)
        monkeypatch.setenv("GITLAB_URL", found.address)
        yield found
        assert found.refused == [], "a call that GitLab's documentation does not define"


@pytest.fixture
def promo(server):
    server.members = [
        member(1, "prof", "Ada Prof", level=50),
        member(2, "zoe", "Zoé Petit"),
        member(3, "ana", "Ana Álvarez"),
        member(4, "bob", "Bob Noël"),
        member(5, "group_4_bot_1f", "token"),
        member(6, "old", "Old One", state="blocked"),
        member(7, "cyd", "Cyd Sans"),
    ]
    server.add_project(15, "promo/ana", ["ana", "prof"])
    server.add_project(16, "promo/binome-3", ["bob", "zoe"])
    server.add_project(17, "promo/etudiants", ["prof"])
    return server


COLUMNS = ("student", "name", "email", "repository", "group")


def test_the_roster_of_a_group(promo, tmp_path):
    command = [sys.executable, "-m", "course_admin", "roster", "--group", "promo", "--to", tmp_path / "students.csv"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and "cyd: no project" in done.stdout, done.stderr
    assert TOKEN not in done.stdout + done.stderr
    rows = [tuple(row[name] for name in COLUMNS) for row in read_csv(tmp_path / "students.csv", COLUMNS)]
    assert rows == [
        ("ana", "Ana Álvarez", "", f"{promo.address}/promo/ana.git", ""),
        ("bob", "Bob Noël", "", f"{promo.address}/promo/binome-3.git", "binome-3"),
        ("cyd", "Cyd Sans", "", "", ""),
        ("zoe", "Zoé Petit", "", f"{promo.address}/promo/binome-3.git", "binome-3"),
    ]
    again = subprocess.run(command, capture_output=True, text=True)
    assert again.returncode == 1 and "exists already" in again.stderr


def test_a_student_of_two_projects_is_told_of(promo):
    promo.add_project(18, "promo/other", ["ana"])
    with pytest.raises(CourseError, match="ana is a member of two projects, promo/ana and promo/other"):
        gitlab.roster("promo")


@pytest.mark.parametrize(
    ("status", "words"), [(401, "refused"), (403, "may not"), (404, "no such"), (429, "too many"), (500, "500")]
)
def test_a_failure_is_one_line(promo, tmp_path, status, words):
    promo.fails = status
    command = [sys.executable, "-m", "course_admin", "roster", "--group", "promo", "--to", tmp_path / "students.csv"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1 and words in done.stderr and len(done.stderr.splitlines()) == 1
    assert TOKEN not in done.stderr and not (tmp_path / "students.csv").exists()


def test_without_a_token_or_a_server(monkeypatch, tmp_path):
    monkeypatch.delenv("GITLAB_TOKEN", raising=False)
    with pytest.raises(CourseError, match="GITLAB_TOKEN"):
        gitlab.roster("promo")
    monkeypatch.setenv("GITLAB_TOKEN", TOKEN)
    monkeypatch.setenv("GITLAB_URL", "http://127.0.0.1:9")
    with pytest.raises(CourseError, match="does not answer"):
        gitlab.roster("promo")


def serve(course, server, id, name):
    """Serve a student's repository from the server; the commits on main, oldest first."""
    bare = course.root / f"{name}.git"
    git("clone", "--quiet", "--bare", course.root / name, bare)
    git("update-server-info", cwd=bare)
    server.add_project(id, f"promo/{name}", [name], bare)
    return git("rev-list", "--reverse", "main", cwd=bare).stdout.split()


@pytest.fixture
def course(tmp_path, server):
    """Ana pushed in time; Bob dated his commit before the deadline and pushed it three days after."""
    course = small_class.make(tmp_path)
    solved = small_class.solved(course)
    started = small_class.solved(course, ex4_mse="def mse(y_pred, y):\n    return 0.0\n")
    rows = []
    for id, name in ((15, "ana"), (16, "bob")):
        small_class.commit(course, tmp_path / name, started, "2026-10-17T10:00")
        small_class.commit(course, tmp_path / name, solved, "2026-10-18T20:00")
        first, second = serve(course, server, id, name)
        late = "2026-10-21T07:00:00.000Z" if name == "bob" else "2026-10-18T18:05:00.000Z"
        server.projects[id]["events"] = [
            pushed("2026-10-17T08:10:00.000Z", "main", None, first),
            pushed(late, "main", first, second),
            pushed("2026-10-20T07:00:00.000Z", "gone", None, "f" * 40),
        ]
        row = {"student": name, "name": name.title(), "email": "", "group": ""}
        rows.append(row | {"repository": f"{server.address}/promo/{name}.git"})
    write_csv(tmp_path / "students.csv", COLUMNS, rows)
    return course


def collected(course, now="2026-10-26", **options):
    tp1 = course.assignment("tp1")
    found = collect.collect(tp1, course.root / "students.csv", course.moment(now), **options)
    return {one.student: one for one in found}


def test_push_times_confirm_the_commits_dates(course):
    found = collected(course)
    assert found["ana"].status == found["bob"].status == "submitted"
    assert found["ana"].flags == ()
    (flag,) = found["bob"].flags
    assert "se dit du 18/10/2026 à 20 h 00" in flag and "n’était pas dans le dépôt le 21/10/2026 à 08 h 59" in flag
    assert collected(course) == found, "a second collect learns nothing new"
    lines = (course.records / "ledger.csv").read_text().splitlines()
    collected(course, "2026-10-27")
    assert len((course.records / "ledger.csv").read_text().splitlines()) - len(lines) == 4, "HEAD and main of two"


def test_where_push_times_cannot_be_had_the_collect_goes_on(course, server):
    server.fails, said = 403, []
    found = collected(course, warn=said.append)
    assert {one.status for one in found.values()} == {"submitted"}
    assert sorted(line.split(":")[0] for line in said) == ["ana", "bob"] and all("may not" in line for line in said)


def test_without_a_token_nothing_is_asked(course, server, monkeypatch):
    monkeypatch.delenv("GITLAB_TOKEN")
    found = collected(course)
    assert server.calls == [] and {one.status for one in found.values()} == {"unreachable"}  # the projects are private


def test_feedback_is_one_confidential_issue_that_changes_with_the_page(course, server):
    tp1 = course.assignment("tp1")
    collected(course)
    pages = {}
    for one in handin.load(tp1):
        pages[one.student] = course.root / f"{one.student}.html"
        pages[one.student].write_text("<p>14 / 20</p>")
    assert {owner: outcome.text for owner, outcome in delivery.tell(tp1, pages).items()} == {
        "ana": "issue 1",
        "bob": "issue 1",
    }
    (issue,) = server.projects[15]["issues"]
    assert issue["title"] == "Correction de tp1 : Petit TP" and issue["confidential"] is True
    assert "[tp1-ana.html](/uploads/" in issue["description"] and "bob" not in issue["description"]
    assert {outcome.text for outcome in delivery.tell(tp1, pages).values()} == {"already there"}
    title = {"title": issue["title"], "state": "opened", "project_id": 16}
    theirs = [
        title | {"confidential": c, "author": {"id": i}, "description": "", "iid": 0}
        for c, i in ((True, 5), (False, 1))
    ]
    server.projects[16]["issues"][:0] = theirs  # opened by the student, so called, for everybody's eyes
    assert {outcome.text for outcome in delivery.tell(tp1, pages).values()} == {"already there"}
    del server.projects[16]["issues"][:2]
    pages["ana"].write_text("<p>15 / 20</p>")
    told = delivery.tell(tp1, pages)
    assert told["ana"].text == "issue 1 changed" and len(server.projects[15]["issues"]) == 1
    server.fails = 403
    assert not any(outcome.done for outcome in delivery.tell(tp1, pages).values())


def test_the_token_is_in_no_file_that_was_written(course):
    collected(course)
    for path in course.records.rglob("*"):
        assert not path.is_file() or TOKEN.encode() not in path.read_bytes()
