"""Which state of a branch was handed in: merges, rebases, reverts and the like, as real repositories have them.

The course's rule: along the first parents of the main branch, the last state by the deadline in which the notebook is
worked in.
"""

import json

import pytest
from hand_in_world import TP1, World

from course_admin.base.git import git
from course_admin.collect.fetching import collect
from course_admin.records import handins

WHO = {"name": "Ève", "email": "eve@etu.example"}
GOOD, WORSE = "return 2 * x", "return x"


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def merge(world, *branches, date, keep=None, how=()):
    """Merge into the current branch, the notebook as `keep` (a commit) has it."""
    eve = world.eve
    eve.git("merge", "--quiet", "--no-commit", "--no-ff", *how, *branches, check=False)
    if keep:
        eve.git("checkout", "--quiet", keep, "--", TP1)
    eve.git("commit", "--quiet", "--allow-empty", "-m", "fusion", identity=WHO, date=world.course.moment(date))
    return eve.git("rev-parse", "HEAD").stdout.strip()


def content(world, found):
    return world.eve.git("show", f"{found.commit}:{found.path}").stdout


def pair(world):
    """Two clones of one repository: the better work on main, later the worse one on `autre`."""
    better = world.eve.answer(GOOD, "2026-10-14T10:00")
    world.eve.git("checkout", "--quiet", "-b", "autre", "HEAD~1")
    worse = world.eve.answer(WORSE, "2026-10-15T10:00")
    return better, worse


def test_the_one_who_keeps_the_better_notebook_merges_the_worse(world):
    better, _ = pair(world)
    world.eve.git("checkout", "--quiet", "main")
    merge(world, "autre", date="2026-10-16T10:00", keep=better)
    assert GOOD in content(world, world.collect())


def test_the_one_whose_notebook_was_worse_merges_the_better(world):
    better, _ = pair(world)
    merged = merge(world, "main", date="2026-10-16T10:00", keep=better)
    world.eve.git("branch", "--quiet", "--force", "main", merged)
    world.eve.git("checkout", "--quiet", "main")
    found = world.collect()
    assert found.commit == merged and GOOD in content(world, found)


def test_a_merge_after_the_deadline_changes_nothing(world):
    better, worse = pair(world)
    merged = merge(world, "main", date="2026-10-20T10:00", keep=better)
    world.eve.git("branch", "--quiet", "--force", "main", merged)
    world.eve.git("checkout", "--quiet", "main")
    assert world.collect().commit == worse


def test_an_octopus_keeps_what_it_keeps(world):
    better = world.eve.answer(GOOD, "2026-10-14T10:00")
    for name in ("un", "deux"):
        world.eve.git("checkout", "--quiet", "-b", name, "main")
        world.eve.commit({f"{name}.txt": name, "x.ipynb": "{}"}, "2026-10-15T10:00")
    world.eve.git("checkout", "--quiet", "main")
    merge(world, "un", "deux", date="2026-10-16T10:00")
    found = world.collect()
    assert found.commit == better and found.late_hours == 0


def test_an_amend_and_a_cherry_pick_hand_in_what_they_leave(world):
    _, worse = pair(world)
    world.eve.git("checkout", "--quiet", "main")
    when = world.course.moment("2026-10-16T10:00")
    world.eve.git("cherry-pick", "-X", "theirs", worse, identity=WHO, date=when)
    assert WORSE in content(world, world.collect())
    world.eve.answer(GOOD, "2026-10-17T10:00")
    later = world.course.moment("2026-10-18T10:00")
    world.eve.git("commit", "--quiet", "--amend", "-m", "mieux", identity=WHO, date=later)
    found = world.collect()
    assert GOOD in content(world, found) and found.submitted_at.startswith("2026-10-18T10:00")


@pytest.mark.parametrize("when, late", [("2026-10-17T10:00", False), ("2026-10-20T10:00", True)])
def test_a_rebase_hands_in_its_commits_when_they_were_made_again(world, when, late):
    """What a collect has seen by the deadline still counts; else a commit is of the day of the rebase."""
    world.eve.git("checkout", "--quiet", "-b", "exercices")
    world.eve.answer(WORSE, "2026-10-14T10:00")
    better = world.eve.answer(GOOD, "2026-10-15T10:00")
    world.eve.git("checkout", "--quiet", "main")
    world.eve.commit({"notes.txt": "à lire"}, "2026-10-16T10:00")
    world.eve.git("checkout", "--quiet", "exercices")
    world.eve.git("rebase", "--quiet", "main", identity=WHO, date=world.course.moment(when))
    world.eve.git("branch", "--force", "main", "exercices")
    world.eve.git("checkout", "--quiet", "main")
    found = world.collect()
    assert GOOD in content(world, found) and found.commit != better
    assert found.submitted_at.startswith(when[:10]) and (found.late_hours > 0) is late


def test_a_rebase_after_a_collect_by_the_deadline_takes_nothing_away(world):
    better = world.eve.answer(GOOD, "2026-10-15T10:00")
    world.collect("2026-10-17T10:00")
    world.eve.git("checkout", "--quiet", "-b", "autre", "HEAD~1")
    world.eve.commit({"notes.txt": "à lire"}, "2026-10-16T10:00")
    world.eve.git("checkout", "--quiet", "main")
    world.eve.git("rebase", "--quiet", "autre", identity=WHO, date=world.course.moment("2026-10-20T10:00"))
    found = world.collect()
    assert found.commit == better and found.late_hours == 0
    assert any("réécrit" in flag for flag in found.flags)


@pytest.mark.parametrize("spoil", [lambda text: text.replace("\n", "\r\n"), lambda text: text.replace(",", ";")])
def test_a_ledger_that_a_spreadsheet_saved_is_read(world, spoil):
    better = world.eve.answer(GOOD, "2026-10-15T10:00")
    world.collect("2026-10-17T10:00")
    path = world.course.records / "ledger.csv"
    path.write_text("\ufeff" + spoil(path.read_text()), newline="")
    ledger = handins.ledger_of(world.course)
    assert ledger.first_seen("eve", better) == world.course.moment("2026-10-17T10:00") and not ledger.damaged
    assert world.collect().commit == better
    assert not handins.ledger_of(world.course).damaged


def test_lines_of_the_ledger_that_cannot_be_understood_are_told(world):
    world.eve.answer(GOOD, "2026-10-15T10:00")
    world.collect("2026-10-17T10:00")
    path = world.course.records / "ledger.csv"
    path.write_text(path.read_text() + "18/10/2026,eve,,abc\n")
    said = []
    collect(world.tp1, world.folder / "students.csv", world.course.moment("2026-11-20"), warn=said.append)
    assert any("1 lines cannot be understood" in line for line in said)


def test_a_revert_brings_back_what_it_brings_back(world):
    world.eve.answer(GOOD, "2026-10-14T10:00")
    world.eve.answer(WORSE, "2026-10-15T10:00")
    world.eve.git("revert", "--no-edit", "HEAD", identity=WHO, date=world.course.moment("2026-10-16T10:00"))
    found = world.collect()
    assert GOOD in content(world, found) and found.submitted_at.startswith("2026-10-16")


def test_a_revert_to_the_released_notebook_loses_nothing_and_is_told(world):
    better = world.eve.answer(GOOD, "2026-10-14T10:00")
    world.eve.git("revert", "--no-edit", "HEAD", identity=WHO, date=world.course.moment("2026-10-16T10:00"))
    found = world.collect()
    assert found.commit == better and any("a retiré le travail" in flag for flag in found.flags)


def test_dates_that_go_backwards_follow_the_history_and_are_flagged(world):
    world.eve.answer(WORSE, "2026-10-16T10:00")
    last = world.eve.answer(GOOD, "2026-10-14T10:00")
    found = world.collect()
    assert found.commit == last and any("avant un commit qui le précède" in flag for flag in found.flags)


# Rosters that change


def two(world, rows):
    world.students = "student,name,email,repository,group\n" + "".join(f"{row}\n" for row in rows)


def test_a_student_who_changes_group_after_the_deadline_keeps_what_was_handed_in(world, tmp_path):
    better = world.eve.answer(GOOD, "2026-10-14T10:00")
    two(world, ["eve,È,e@x.example,eve,g1", "adam,A,a@x.example,eve,g1"])
    world.collect()
    before = {one.student: one for one in handins.load(world.tp1)}
    two(world, ["eve,È,e@x.example,eve,", "adam,A,a@x.example,nowhere,g1"])
    (world.folder / "students.csv").write_text(world.students)
    said = []
    now = world.course.moment("2026-11-20")
    for _ in range(2):
        after = collect(world.tp1, world.folder / "students.csv", now, warn=said.append)
        assert [one.commit for one in after] == [better, better]
        assert [one.late_hours for one in after] == [before["eve"].late_hours] * 2
    assert any("eve: tp1 was handed in with g1" in line for line in said)
    assert any("« g1 »" in flag for flag in after[0].flags)
    assert GOOD.encode() in handins.files(world.tp1, after[0])["descente.ipynb"]


def test_an_extension_for_nobody_or_before_the_deadline_is_told(tmp_path):
    world = World(tmp_path, 'Eve = "2026-10-28T12:00"\nnobody = "2026-10-28T12:00"\neve = "2026-10-10T12:00"')
    world.eve.answer(GOOD, "2026-10-18T10:00")
    (world.folder / "students.csv").write_text(world.students)
    said = []
    (found,) = collect(world.tp1, world.folder / "students.csv", world.course.now(), warn=said.append)
    assert found.late_hours == 0
    assert any("'Eve'" in line and "is it 'eve'?" in line for line in said)
    assert any("'nobody'" in line for line in said) and any("before the deadline" in line for line in said)


def test_another_repository_of_the_same_student_is_no_rewritten_history(world):
    other = world.folder / "autre"
    other.mkdir()
    (other / "README.md").write_text("le projet")
    for words in (["init", "--quiet"], ["add", "--all"]):
        git(*words, cwd=other)
    git("commit", "--quiet", "-m", "x", cwd=other, identity=WHO, date=world.course.moment("2026-10-13T10:00"))
    two(world, ["eve,È,e@x.example,autre,"])
    world.collect("2026-10-14T10:00")
    world.eve.answer(GOOD, "2026-10-15T10:00")
    two(world, ["eve,È,e@x.example,eve,"])
    found = world.collect()
    assert found.status == "submitted" and not any("réécrit" in flag for flag in found.flags)


def test_hand_ins_kept_by_an_earlier_version_are_read_as_they_are(world):
    world.eve.answer(GOOD, "2026-10-14T10:00")
    found = world.collect()
    path = world.course.records / "tp1" / "handins.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    for name in ("others", "carried"):
        del rows[0][name]
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert handins.load(world.tp1) == [found]


def test_an_archive_beside_the_untouched_notebook_is_pointed_at(world):
    world.eve.commit({"rendu TP1.zip": b"PK"}, "2026-10-14T10:00")
    found = world.collect()
    assert found.status == "missing" and "rendu TP1.zip" in found.message


def test_work_under_the_course_s_own_address_is_the_student_s(world):
    world.eve.answer("return 1", "2026-10-13T10:00")
    text = (world.eve.folder / TP1).read_text().replace("return 1", GOOD)
    (world.eve.folder / TP1).write_text(text)
    team, when = world.course.identity, world.course.moment("2026-10-14T10:00")
    world.eve.git("commit", "--quiet", "-am", "TP", identity=team, date=when)
    assert GOOD in content(world, world.collect())
