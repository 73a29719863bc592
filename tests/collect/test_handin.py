"""The hand-in rule, on real repositories: which commit counts, where the notebook is, what is doubted."""

import os

import pytest
import small_course
from hand_in_world import DAY_AFTER, TP1, World

from course_admin.base.errors import CourseError
from course_admin.collect import notebooks, sentences
from course_admin.records import handins as handin
from course_utils.notebook import beside


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def test_the_last_commit_by_the_deadline_counts(world):
    world.eve.answer("return x", "2026-10-14T10:00")
    second = world.eve.answer("return x + x", "2026-10-18T23:59")
    found = world.collect(DAY_AFTER)
    assert (found.commit, found.status, found.path) == (second, "submitted", TP1)
    assert (found.submitted_at, found.late_hours) == ("2026-10-18T23:59:00+02:00", 0)
    assert (found.message, found.flags) == ("", ())


def test_later_work_is_said_and_not_taken(world):
    first = world.eve.answer("return x", "2026-10-14T10:00")
    world.eve.answer("return x + x", "2026-10-20T10:00")
    found = world.collect()
    assert found.commit == first and found.late_hours == 0
    assert "14/10/2026 à 10 h 00" in found.message and "20/10/2026" in found.message


def test_without_one_the_last_later_commit_counts_late(world):
    world.eve.answer("return x", "2026-10-19T10:00")
    second = world.eve.answer("return x + x", "2026-10-20T00:59")
    found = world.collect()
    assert found.commit == second and found.late_hours == pytest.approx(25)


def test_nothing_counts_after_closing(world):
    world.eve.answer("return x", "2026-10-26T00:00")
    found = world.collect("2026-10-27")
    assert (found.status, found.commit) == ("missing", "")
    assert "25/10/2026 à 23 h 59" in found.message


def test_commits_that_do_not_touch_the_notebook_do_not_count(world):
    answer = world.eve.answer("return x", "2026-10-14T10:00")
    world.eve.commit({"README.md": "Bonjour", "notebooks/brouillon.ipynb": "{}"}, "2026-10-15T10:00")
    assert world.collect().commit == answer


def test_the_released_notebook_is_no_hand_in_however_often_it_is_run(world):
    assert world.collect().status == "missing"
    text = (world.eve.folder / TP1).read_text()
    world.eve.commit({TP1: text.replace('"execution_count": null', '"execution_count": 3')}, "2026-10-14T10:00")
    found = world.collect()
    assert (found.status, found.commit) == ("missing", "")
    assert "aucune cellule" in found.message
    late = world.eve.answer("return x", "2026-10-20T10:00")
    assert world.collect().commit == late


def test_a_notebook_of_an_earlier_release_is_still_the_released_one(world):
    source = world.course.sources / TP1
    source.write_text(source.read_text().replace("# TP", "# TP, texte corrigé", 1))
    found = world.collect()
    assert (found.status, found.commit) == ("missing", "")


def test_a_correction_that_the_student_worked_in_is_found(world):
    source = world.course.sources / TP1
    source.write_text(source.read_text().replace("# TP", "# TP, texte corrigé", 1))
    world.eve.answer("# rien encore", "2026-10-13T10:00")
    second = world.eve.answer("return 2 * x", "2026-10-14T10:00", TP1.replace(".ipynb", "_v2.ipynb"))
    found = world.collect()
    assert (found.commit, found.path) == (second, TP1.replace(".ipynb", "_v2.ipynb"))
    assert list(handin.files(world.tp1, found)) == ["descente.ipynb"]


@pytest.mark.parametrize(
    "place", ["descente.ipynb", "rendu/TP 1/descente.ipynb", "mon_tp.ipynb", "Ève/descente-Copy1.ipynb"]
)
def test_a_notebook_that_moved_is_found(world, place):
    commit = world.eve.answer("return x + x", "2026-10-14T10:00", place)
    world.eve.commit({TP1: None}, "2026-10-15T10:00")
    found = world.collect()
    assert (found.commit, found.path, found.status) == (commit, place, "submitted")


def test_a_copy_beside_the_untouched_original_is_found(world):
    world.eve.answer("return x + x", "2026-10-14T10:00", "notebooks/tp/tp1/descente_eve.ipynb")
    found = world.collect()
    assert (found.status, found.path) == ("submitted", "notebooks/tp/tp1/descente_eve.ipynb")


def test_other_notebooks_and_editor_copies_are_not_taken_for_it(world):
    world.eve.commit({TP1: None}, "2026-10-13T10:00")
    world.eve.answer("return x", "2026-10-14T10:00", "notebooks/tp/tp1/.ipynb_checkpoints/descente.ipynb")
    found = world.collect()
    assert found.status == "missing" and "ne contient pas le notebook descente.ipynb" in found.message


def test_an_extension_moves_deadline_and_closing(tmp_path):
    world = World(tmp_path, 'eve = "2026-10-28T12:00"')
    commit = world.eve.answer("return x", "2026-10-28T11:00")
    found = world.collect("2026-10-29")
    assert (found.commit, found.late_hours) == (commit, 0)


def test_a_group_shares_everything_its_extension_too(tmp_path):
    world = World(tmp_path, 'adam = "2026-10-20T12:00"')
    world.students = "student,name,email,repository,group\neve,È,e@x.example,eve,g1\nadam,A,a@x.example,eve,g1\n"
    commit = world.eve.answer("return x", "2026-10-20T11:00")
    world.collect()
    rows = handin.load(world.tp1)
    assert [(row.student, row.owner, row.commit, row.late_hours) for row in rows] == [
        ("eve", "g1", commit, 0),
        ("adam", "g1", commit, 0),
    ]


def test_time_zones_are_the_commit_s_own(world):
    commit = world.eve.answer("return x", "2026-10-18T17:59:00-04:00")  # 23:59 in Paris
    found = world.collect()
    assert (found.commit, found.late_hours) == (commit, 0)
    assert found.submitted_at == "2026-10-18T23:59:00+02:00"


# Branches


def test_a_merged_branch_counts_by_its_own_commits(world):
    world.eve.git("checkout", "--quiet", "-b", "travail")
    commit = world.eve.answer("return x + x", "2026-10-18T20:00")
    world.eve.git("checkout", "--quiet", "main")
    world.eve.commit({"README.md": "Bonjour"}, "2026-10-18T21:00")
    who = {"name": "Ève", "email": "eve@etu.example"}
    world.eve.git("merge", "--quiet", "-m", "f", "travail", identity=who, date=world.course.moment("2026-10-20"))
    found = world.collect()
    assert (found.commit, found.late_hours) == (commit, 0)


def test_work_that_a_merge_threw_away_does_not_count(world):
    kept = world.eve.answer("return 2 * x", "2026-10-17T20:00")
    world.eve.git("checkout", "--quiet", "-b", "essai")
    world.eve.answer("return 0", "2026-10-18T20:00")
    world.eve.git("checkout", "--quiet", "main")
    world.eve.commit({"README.md": "Bonjour"}, "2026-10-18T21:00")
    who = {"name": "Ève", "email": "eve@etu.example"}
    world.eve.git(
        "merge", "-q", "-s", "ours", "-m", "f", "essai", identity=who, date=world.course.moment("2026-10-18T22:00")
    )
    world.eve.git("branch", "--quiet", "-D", "essai")
    assert world.collect().commit == kept


def test_work_on_another_branch_is_pointed_out(world):
    world.eve.git("checkout", "--quiet", "-b", "travail")
    world.eve.answer("return x + x", "2026-10-18T20:00")
    world.eve.git("checkout", "--quiet", "main")
    found = world.collect()
    assert found.status == "missing"
    assert "« travail »" in found.flags[0]


def test_main_and_master_stand_in_for_a_default_branch_without_work(world):
    commit = world.eve.answer("return x + x", "2026-10-18T20:00")
    world.eve.git("checkout", "--quiet", "-b", "documentation", "HEAD~1")
    assert world.collect().commit == commit


def test_a_default_branch_of_any_name(world):
    world.eve.git("branch", "--quiet", "-m", "principale")
    commit = world.eve.answer("return x + x", "2026-10-18T20:00")
    assert world.collect().commit == commit


# Dates are the student's word


def test_a_date_that_an_earlier_collect_contradicts_is_flagged_not_punished(world):
    world.collect(DAY_AFTER)
    commit = world.eve.answer("return x + x", "2026-10-18T20:00")
    found = world.collect()
    assert (found.commit, found.late_hours, found.status) == (commit, 0, "submitted")
    assert len(found.flags) == 1
    assert "18/10/2026 à 20 h 00" in found.flags[0] and "19/10/2026 à 08 h 00" in found.flags[0]


def test_a_commit_pushed_between_two_collects_before_the_deadline_is_fine(world):
    world.collect("2026-10-15T12:00")
    world.eve.answer("return x + x", "2026-10-14T20:00")
    assert world.collect(DAY_AFTER).flags == ()


def test_what_was_seen_in_time_stays_confirmed(world):
    world.eve.answer("return x + x", "2026-10-18T20:00")
    world.collect(DAY_AFTER)
    assert world.collect().flags == ()


def test_a_date_before_that_of_a_parent_is_flagged(world):
    world.eve.answer("return x", "2026-10-20T20:00")
    commit = world.eve.answer("return x + x", "2026-10-18T20:00")
    found = world.collect()
    assert found.commit == commit and "avant un commit qui le précède" in found.flags[0]


def test_a_date_in_the_future_is_when_we_saw_it_and_flagged(world):
    commit = world.eve.answer("return x + x", "2031-01-01")
    found = world.collect("2026-10-18T20:00")
    assert (found.commit, found.submitted_at) == (commit, "2026-10-18T20:00:00+02:00")
    assert "dans le futur" in found.flags[0]


def test_a_date_before_the_release_is_flagged(world):
    world.eve.answer("return x + x", "2026-10-11T20:00")
    assert any("avant l’ouverture" in flag for flag in world.collect().flags)


def test_a_force_push_after_the_deadline_hides_nothing(world):
    first = world.eve.answer("return 0", "2026-10-18T20:00")
    world.collect(DAY_AFTER)
    world.eve.git("reset", "--quiet", "--hard", "HEAD~1")
    world.eve.answer("return x + x", "2026-10-20T20:00")
    world.eve.git("reflog", "expire", "--expire=now", "--all")
    world.eve.git("gc", "--quiet", "--prune=now")
    found = world.collect()
    assert (found.commit, found.late_hours) == (first, 0)
    assert "réécrit" in found.flags[0]
    assert b"return 0" in handin.files(world.tp1, found)["descente.ipynb"]


def test_a_history_rewritten_before_the_deadline_is_the_student_s_right(world):
    world.eve.answer("return 0", "2026-10-14T20:00")
    world.collect("2026-10-15")
    world.eve.git("reset", "--quiet", "--hard", "HEAD~1")
    commit = world.eve.answer("return x + x", "2026-10-13T20:00")
    world.collect("2026-10-16")
    assert world.collect(DAY_AFTER).commit == commit


# Notebooks that cannot be read


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "incomplet ou abîmé"),
        ("", "incomplet ou abîmé"),
        ("[" * 100_000, "incomplet ou abîmé"),
        (b"\xff\xfe\x00", "incomplet ou abîmé"),
        ('{"cells": {"cell_type": "code"}}', "incomplet ou abîmé"),
        ("{\n<<<<<<< HEAD\n", "conflit git"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n", "Git LFS"),
    ],
)
def test_a_broken_notebook_says_why(world, content, says):
    commit = world.eve.commit({TP1: content}, "2026-10-14T10:00")
    found = world.collect()
    assert (found.status, found.commit) == ("unreadable", commit)
    assert says in found.message


def test_a_notebook_that_is_too_big_is_not_read(world, monkeypatch):
    for module in (notebooks, sentences):
        monkeypatch.setattr(module, "NOTEBOOK_BYTES", 1000)
    world.eve.answer("return x" + "  # long" * 1000, "2026-10-14T10:00")
    assert "trop gros" in world.collect().message


def test_a_symbolic_link_is_not_followed(world):
    target = world.eve.git("hash-object", "-w", "--stdin", input="/etc/passwd").stdout.strip()
    world.eve.git("update-index", "--cacheinfo", f"120000,{target},{TP1}")
    who = {"name": "Ève", "email": "eve@etu.example"}
    world.eve.git("commit", "--quiet", "-m", "x", identity=who, date=world.course.moment("2026-10-14T10:00"))
    found = world.collect()
    assert found.status == "unreadable" and "est un lien" in found.message


def test_names_of_any_bytes_do_no_harm(world):
    text = (world.eve.folder / TP1).read_text().replace("# VOTRE RÉPONSE ICI", "return x")
    folder = bytes(world.eve.folder) + b"/caf\xe9\x1b"
    os.mkdir(folder)
    with open(folder + b"/descente.ipynb", "w") as file:
        file.write(text)
    world.eve.commit({TP1: None}, "2026-10-14T10:00")
    found = world.collect()
    assert found.status == "submitted"
    assert handin.load(world.tp1) == [found]
    assert b"return x" in handin.files(world.tp1, found)["descente.ipynb"]


# What is taken along


def test_data_beside_the_notebook_come_along_and_nothing_else(world, monkeypatch):
    monkeypatch.setattr(beside, "MAX_BYTES", 100)
    folder = "notebooks/tp/tp1/"
    extras = {
        "mes_donnees.csv": "1,2\n",
        "numpy.py": "x",
        "mes_fonctions.py": "y",
        "autre.ipynb": "{}",
        ".cache": "x",
        "gros.bin": b"0" * 101,
    }
    world.eve.commit({folder + name: content for name, content in extras.items()}, "2026-10-13T10:00")
    more = {"ailleurs.csv": "x", folder + "dossier/x.csv": "x", folder + "mes_fonctions.py": "y"}
    world.eve.commit(more, "2026-10-13T11:00")
    world.eve.answer("return x", "2026-10-14T10:00")
    found = world.collect()
    files = handin.files(world.tp1, found)
    assert set(files) == {"descente.ipynb", "mes_donnees.csv", "dossier/x.csv", "mes_fonctions.py"}
    assert files["mes_donnees.csv"] == b"1,2\n"


def test_loading_before_any_collect_says_what_to_do(world):
    with pytest.raises(CourseError, match="course collect tp1"):
        handin.load(world.tp1)
    small_course.write(world.course.records / "tp1" / "handins.json", "[{")
    with pytest.raises(CourseError, match="collect tp1 again"):
        handin.load(world.tp1)
