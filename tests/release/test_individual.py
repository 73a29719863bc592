"""Data that are a student's own: what is released is what is graded, nobody shares any, nobody can draw them again."""

import io
import json

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from course_admin.base.errors import CourseError
from course_admin.base.git import git
from course_admin.base.tables import write_csv
from course_admin.collect import fetching as collect
from course_admin.demo import semester as demo
from course_admin.demo.sample_class import Commit, fill
from course_admin.hidden import forest
from course_admin.marking import grade
from course_admin.plan.course import Course
from course_admin.release import individual
from course_admin.release import repository as release

ROSTER = [("ana", ""), ("bob", "paire"), ("cyd", "paire")]
DATA = "notebooks/tp/projet/donnees/etiquetees"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The real project in a course of its own records, with fixed dates."""
    folder = tmp_path_factory.mktemp("course")
    real = Course.load()
    plan = demo._plan(real, folder, ("projet",))
    rows = [
        {"student": one, "name": one.title(), "email": f"{one}@etu.example", "group": group}
        | {"repository": f"./work-{group or one}"}
        for one, group in ROSTER
    ]
    write_csv(folder / "students.csv", ("student", "name", "email", "repository", "group"), rows)
    return plan


@pytest.fixture(scope="module")
def projet(course):
    return course.assignment("projet")


@pytest.fixture(scope="module")
def released(course, projet):
    to = course.root / "release"
    commits = release.release_to_each(projet, to, course.root / "students.csv", projet.opens)
    assert sorted(commits) == ["ana", "paire"] and all(commits.values())
    return to


def table(folder):
    return pd.read_csv(folder / DATA / "arbres.csv")


def test_each_has_other_trees_and_a_pair_shares_its_own(released):
    measured = ["altitude_m", "humidite_sol", "hauteur_m", "circonference_cm", "branches_cassees"]
    mine, theirs = table(released / "ana"), table(released / "paire")
    assert len(mine) > 1000 and mine.dropna().merge(theirs, on=measured).empty
    with (
        np.load(released / "ana" / DATA / "photos.npz") as ours,
        np.load(released / "paire" / DATA / "photos.npz") as others,
    ):
        seen = {image.tobytes() for image in ours["images"] if image.any()}
        assert not seen & {image.tobytes() for image in others["images"]}


def test_nothing_that_draws_a_forest_is_in_a_release(released):
    names = git("ls-files", cwd=released / "ana").stdout.split()
    assert not [name for name in names if "forest.py" in name or "cachee" in name or "hidden" in name]
    size = sum((released / "ana" / name).stat().st_size for name in names if name.startswith("notebooks/tp/projet"))
    assert size < 6 * 2**20
    pack = sum(path.stat().st_size for path in (released / "ana" / ".git" / "objects" / "pack").glob("*.pack"))
    assert 2**20 < pack < 15 * 2**20


def test_a_release_once_more_changes_nothing(course, projet, released):
    again = release.release_to_each(projet, released, course.root / "students.csv", projet.opens)
    assert set(again.values()) == {None}


def test_what_is_released_is_what_is_graded(course, projet, released):
    for owner in ("ana", "paire"):
        for name, content in individual.files(projet, owner).items():
            assert (released / owner / "notebooks/tp/projet" / name).read_bytes() == content


def test_another_secret_draws_another_forest(course, projet, tmp_path):
    other = demo._plan(Course.load(), tmp_path, ("projet",))
    mine, theirs = (individual.files(plan.assignment("projet"), "ana") for plan in (course, other))
    assert mine["donnees/etiquetees/arbres.csv"] != theirs["donnees/etiquetees/arbres.csv"]


def test_the_wrong_option_is_said_in_one_line(course, projet, tmp_path):
    with pytest.raises(CourseError, match="--students"):
        release.release(projet, tmp_path / "x", projet.opens)
    real = Course.load()
    with pytest.raises(CourseError, match="without --students"):
        release.release_to_each(
            real.assignment("tp1"), tmp_path / "x", course.root / "students.csv", real.assignment("tp1").opens
        )
    assert not (tmp_path / "x").exists()


@pytest.mark.slow
def test_marking_uses_the_students_own_data_and_never_what_they_made_of_it(course, projet, released):
    """Ana's right answer has all points; so has the pair's, which has emptied its data, and cannot win by that."""
    date = projet.deadline.isoformat()
    for owner in ("ana", "paire"):
        place = course.root / f"work-{owner}"
        git("clone", "--quiet", released / owner, place)
        notebook = place / projet.path
        notebook.write_bytes(fill("projet", notebook.read_bytes(), Commit(date)))
        if owner == "paire":
            (place / DATA / "arbres.csv").write_text("arbre\n")
        git("add", "--all", cwd=place)
        who = {"name": owner, "email": f"{owner}@etu.example"}
        git("commit", "--quiet", "-m", "Rend le projet", cwd=place, identity=who, date=projet.deadline)
    collect.collect(projet, course.root / "students.csv", projet.closes)
    rows = {row.student: row for row in grade.mark(projet)}
    kept = json.loads((course.records / "projet" / "results" / "ana.json").read_bytes())
    assert [v["message"] for v in kept["verdicts"] if not v["points"]] == []
    assert {name: (row.status, row.auto_score, row.auto_max) for name, row in rows.items()} == dict.fromkeys(
        ("ana", "bob", "cyd"), ("graded", 10.0, 10.0)
    )
    assert rows["ana"].mark is None and "audit" in rows["ana"].waits_for


def test_the_forest_is_what_its_module_says():
    rng = np.random.default_rng(5)
    trees = forest.forest(forest.PLACES["etiquetees"], rng)
    assert 0.10 < trees.sick.mean() < 0.20
    assert 0.02 < (trees.sick != trees.labels).mean() < 0.04
    raw = pd.read_csv(io.BytesIO(forest.files(trees, rng, labelled=True)["arbres.csv"])).set_index("arbre")
    assert raw.index.has_duplicates and raw.humidite_sol.isna().any() and (raw.circonference_cm == -999).any()
    heights = raw.groupby("equipe").hauteur_m.mean()
    assert heights[3] / heights.drop(3).mean() == pytest.approx(forest.FEET, rel=0.05)
    away = forest.forest(forest.PLACES["cachee"], rng)
    assert away.sick.mean() > 1.5 * trees.sick.mean()
    law = forest.probability_sick(*(away.table[name] for name in ("altitude_m", "humidite_sol", "hauteur_m")))
    assert law.mean() == pytest.approx(away.sick.mean(), abs=0.05)


def test_the_committed_sample_is_the_forest_of_the_student_called_exemple():
    from course_admin.records import secret

    course = Course.load()
    folder = (course.root / course.assignment("projet").path).parent
    drawn = forest.student_files(secret.student_rng("projet exemple"))
    for name, content in drawn.items():
        stored = (folder / name).read_bytes()
        if name.endswith(".npz"):
            with np.load(io.BytesIO(stored)) as old, np.load(io.BytesIO(content)) as new:
                assert all(np.array_equal(old[key], new[key]) for key in new)
        else:
            assert stored == content


@pytest.mark.slow
def test_the_demo_plays_the_project(tmp_path, monkeypatch):
    """Two students of the sample class, through the demo's own code."""
    monkeypatch.setattr(demo, "CLASS", [one for one in demo.CLASS if one.id in ("chen", "joly", "morel")])
    out = Console(file=io.StringIO(), width=120)
    demo.demo(Course.load(), tmp_path / "demo", out, only=("projet",))
    told = out.file.getvalue()
    assert "partial" in told and "feet taken for metres" in told


def test_the_project_s_own_repository_is_no_rewritten_history(course, projet, released, tmp_path):
    """Under one name the ledger has the repository of the TPs, then that of the project."""
    other = tmp_path / "tps"
    other.mkdir()
    (other / "README.md").write_text("Les TP")
    git("init", "--quiet", other)
    git("add", "--all", cwd=other)
    git("commit", "--quiet", "-m", "TP1", cwd=other, identity={"name": "A", "email": "a@x.example"}, date=projet.opens)
    columns = ("student", "name", "email", "repository", "group")
    row = {"student": "zoe", "name": "Zoé", "email": "z@x.example", "group": ""}  # nobody whom another test collects
    for place in (other, released / "ana"):
        write_csv(tmp_path / "students.csv", columns, [row | {"repository": str(place)}])
        (found,) = collect.collect(projet, tmp_path / "students.csv", projet.closes)
    assert found.status == "missing" and "tel qu’il a été distribué" in found.message
    place = tmp_path / "work"
    git("clone", "--quiet", released / "ana", place)
    notebook = place / projet.path
    notebook.write_bytes(fill("projet", notebook.read_bytes(), Commit(projet.deadline.isoformat())))
    git("add", "--all", cwd=place)
    git("commit", "--quiet", "-m", "P", cwd=place, identity={"name": "A", "email": "a@x.example"}, date=projet.deadline)
    write_csv(tmp_path / "students.csv", columns, [row | {"repository": str(place)}])
    (found,) = collect.collect(projet, tmp_path / "students.csv", projet.closes)
    assert found.status == "submitted" and not any("réécrit" in flag for flag in found.flags)
