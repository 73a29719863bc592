"""The students' repository: its templates, and the commands `verifier` and `maj` on real repositories and kernels."""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from course_admin.base.git import git
from course_utils import handin
from course_utils.environment import EnvironmentProblem, check_environment
from course_utils.maj import UpdateRefused, update
from course_utils.verifier import _exercises, _named, main, verify
from course_utils.verifier_report import _summary, show_report
from course_utils.verifier_run import execute

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "course_admin" / "release" / "student"
NOTEBOOK = "notebooks/tp/tp1/descente.ipynb"


def tagged(cell_type, name, source, **tag):
    """A cell as nbgrader releases it."""
    noted = {"grade": False, "grade_id": name, "locked": False, "schema_version": 3, "solution": False, "task": False}
    cell = {"cell_type": cell_type, "id": name, "metadata": {"nbgrader": noted | tag}, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if cell_type == "code" else {})


def stub(name):
    return tagged("code", f"ex_{name}", f"def {name}(x):\n    raise NotImplementedError()", solution=True)


def check_cell(name, expected):
    source = (
        "from course_utils.checks.engine import CheckFailed\n"
        f'if {name}(3) != {expected}:\n    raise CheckFailed("{name}(3) devrait valoir autre chose.")'
    )
    return tagged("code", f"test_ex_{name}", source, grade=True, locked=True, points=1.5)


RELEASED = {
    "cells": [
        {"cell_type": "markdown", "id": "intro", "metadata": {}, "source": "# TP1"},
        stub("double"),
        check_cell("double", 6),
        stub("square"),
        check_cell("square", 9),
        tagged("markdown", "ex_reponse", "Votre réponse ici.", grade=True, solution=True, points=1),
    ],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def cell(notebook, name):
    return next(c for c in notebook["cells"] if handin.grade_id(c) == name)


def solved():
    notebook = copy.deepcopy(RELEASED)
    cell(notebook, "ex_double")["source"] = "def double(x):\n    return 2 * x"
    cell(notebook, "ex_square")["source"] = "def square(x):\n    return x**2"
    cell(notebook, "ex_reponse")["source"] = "Le pas est trop grand."
    return notebook


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """Not in CI, where `verifier` says nothing of pushing: our own pipeline is one."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def course(tmp_path):
    """The course's repository of releases: one commit."""
    folder = tmp_path / "cours"
    for name in ("requirements.txt", "Makefile", "dot_gitignore", "dot_gitattributes"):
        target = folder / name.replace("dot_", ".")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TEMPLATES / name, target)
    write(folder, NOTEBOOK, handin.dump(RELEASED))
    write(folder, "course_utils/data.py", b"VERSION = 1\n")
    git("init", "--quiet", "--initial-branch=main", cwd=folder)
    save(folder, "Distribution de tp1")
    return folder


@pytest.fixture
def student(course, tmp_path):
    """A student's clone, whose own GitLab repository is `origin`."""
    git("clone", "--quiet", "--bare", str(course), str(tmp_path / "origin.git"), cwd=tmp_path)
    git("clone", "--quiet", str(tmp_path / "origin.git"), str(tmp_path / "student"), cwd=tmp_path)
    folder = tmp_path / "student"
    return folder


def write(folder, path, content):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)


def save(folder, message):
    git("add", "--all", cwd=folder)
    git(
        "commit",
        "--quiet",
        "-m",
        message,
        cwd=folder,
        identity={"name": "Camille", "email": "camille@etu.univ.example"},
    )


def messages(lines, ok=False):
    return [line.message for line in lines if line.ok is ok]


# What verifier finds


def delete(notebook):
    notebook["cells"].remove(cell(notebook, "test_ex_square"))


def duplicate(notebook):
    notebook["cells"].append(copy.deepcopy(cell(notebook, "test_ex_square")))


def retype(notebook):
    target = cell(notebook, "ex_square")
    target["cell_type"] = "markdown"
    del target["outputs"], target["execution_count"]


def change(notebook):
    cell(notebook, "test_ex_square")["source"] = "pass"


def change_points(notebook):
    cell(notebook, "test_ex_square")["metadata"]["nbgrader"]["points"] = 20


def lose_tags(notebook):
    for damaged in notebook["cells"]:
        damaged["metadata"].pop("nbgrader", None)


DAMAGES = [
    (delete, ["missing"]),
    (duplicate, ["duplicated"]),
    (retype, ["retyped"]),
    (change, ["changed"]),
    (change_points, ["changed"]),
    (lose_tags, ["untagged"] * 5),
]


@pytest.mark.parametrize(("damage", "kinds"), DAMAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_each_damage_is_named_and_mended_with_the_answers_kept(damage, kinds):
    reference, notebook = handin.parse(handin.dump(RELEASED)), handin.parse(handin.dump(solved()))
    damage(notebook)
    assert [found.kind for found in handin.compare(reference, notebook)] == kinds
    mended = handin.repair(reference, notebook)
    assert handin.compare(reference, mended) == []
    assert cell(mended, "ex_double")["source"] == cell(solved(), "ex_double")["source"]
    assert cell(mended, "ex_square")["source"] == cell(solved(), "ex_square")["source"]
    assert len({c["id"] for c in mended["cells"]}) == len(mended["cells"])
    order = [handin.grade_id(c) for c in mended["cells"] if handin.grade_id(c)]
    assert order == [handin.grade_id(c) for c in RELEASED["cells"] if handin.grade_id(c)]


def test_an_ordinary_notebook_has_no_damage_whatever_is_added():
    notebook = solved()
    notebook["cells"].insert(
        2, {"cell_type": "code", "id": "mine", "metadata": {}, "source": "double(4)", "outputs": []}
    )
    assert handin.compare(RELEASED, notebook) == []
    assert handin.repair(RELEASED, notebook) == notebook


def test_a_notebook_survives_reading_and_writing():
    assert handin.parse(handin.dump(solved())) == solved()


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"{", "JSON"), (b"[]", "JSON"), (b'{"cells": 3}', "cellules"), (b"<<<<<<< HEAD\n", "conflit"), (b"\xff", "JSON")],
)
def test_an_unreadable_file_gets_a_reason(content, reason):
    with pytest.raises(handin.HandinError, match=reason):
        handin.parse(content)


@pytest.mark.slow
def test_the_way_from_a_release_to_a_hand_in(student, capsys):
    report = verify(student, "tp1")
    assert not report.ok and messages(report.handing_in) == [
        "le notebook est encore celui qui a été distribué ; il n’y a rien à noter."
    ]
    write(student, NOTEBOOK, handin.dump(solved()))
    report = verify(student, "tp1")
    assert [line.ok for line in report.exercises] == [True, True, None]
    assert any("git add" in message for message in messages(report.handing_in))
    save(student, "Rendu TP1")
    assert messages(verify(student, "tp1").handing_in) == [
        "votre dernier commit n’est pas encore sur GitLab : git push"
    ]
    git("push", "--quiet", cwd=student)
    report = verify(student, "tp1")
    assert report.ok
    show_report(report)
    text = capsys.readouterr().out
    assert "3 points sur 4 ; 1 à la main" in text and text.endswith("Tout est prêt.\n")


@pytest.mark.parametrize(
    "said, ok, hidden",
    [
        ("✔ best_model (2 points)\n", True, False),
        ("✔ best_model : la forme des prédictions.\n", None, True),
        ("Un mot de plus.\n✔ best_model (0,5 point) : les cas.\n", True, False),
        ("", True, False),
    ],
)
def test_a_check_of_the_form_alone_gives_no_points(said, ok, hidden):
    notebook = handin.parse(handin.dump(solved()))
    for cell in notebook["cells"]:
        cell.update(execution_count=1, outputs=[{"output_type": "stream", "name": "stdout", "text": said}])
    lines = [line for line in _exercises(notebook, notebook) if "main" not in line.message]
    assert {(line.ok, line.hidden) for line in lines} == {(ok, hidden)}
    won = sum(line.points for line in lines)
    text = _summary(lines)
    assert ("données cachées" in text) is hidden and text.startswith("Vérifications visibles") and won


@pytest.mark.slow
def test_a_damaged_and_broken_notebook_is_reported_mended_and_written_as_junit(student, tmp_path, capsys, monkeypatch):
    notebook = solved()
    delete(notebook)
    cell(notebook, "ex_square")["source"] = "def square(x):\n    return 2 * x"
    broken = {
        "cell_type": "code",
        "id": "boom",
        "metadata": {},
        "source": "1 / 0",
        "outputs": [],
        "execution_count": None,
    }
    notebook["cells"].append(broken)
    write(student, NOTEBOOK, handin.dump(notebook))
    monkeypatch.chdir(student)
    monkeypatch.delenv("CI", raising=False)
    junit = tmp_path / "junit.xml"
    assert main(["tp1", "--junit", str(junit)]) == 1
    text = capsys.readouterr().out
    assert "« test_ex_square » a été supprimée" in text
    assert re.search(r"ex_square +1,5 +✘ square\(3\) devrait valoir autre chose\.", text)
    assert "la cellule de code n° 4 s’arrête (une division par zéro)" in text
    suite = ET.parse(junit).getroot()
    failed = {case.get("name") for case in suite if case.find("failure") is not None}
    assert "ex_square" in failed and "ex_double" not in failed
    assert suite.get("failures") == str(len(failed))

    assert main(["--reparer"]) == 1
    assert "ancien fichier est gardé sous build/descente.avant-reparation" in capsys.readouterr().out
    mended = handin.parse((student / NOTEBOOK).read_bytes())
    assert handin.compare(RELEASED, mended) == [] and cell(mended, "ex_square")["source"].endswith("2 * x")
    kept = next((student / "build").glob("*.ipynb"))
    assert handin.parse(kept.read_bytes()) == notebook


@pytest.mark.slow
def test_an_unreadable_notebook_comes_back_from_the_history(student):
    write(student, NOTEBOOK, handin.dump(solved()))
    save(student, "Travail")
    write(student, NOTEBOOK, b'{"cells": [\n<<<<<<< HEAD\n')
    report = verify(student, "tp1")
    assert "conflit" in messages(report.structure)[0] and "--reparer" in messages(report.structure)[0]
    assert verify(student, "tp1", mend=True).structure[0].ok
    assert handin.parse((student / NOTEBOOK).read_bytes()) == solved()


@pytest.mark.slow
def test_a_kernel_that_dies_is_a_sentence(student):
    notebook = solved()
    cell(notebook, "ex_double")["source"] = "import os\nos._exit(1)"
    write(student, NOTEBOOK, handin.dump(notebook))
    report = verify(student, "tp1")
    assert any("le noyau s’est arrêté brutalement" in message for message in messages(report.structure))
    assert messages(report.exercises) == ["pas exécutée.", "pas exécutée."]


@pytest.mark.slow
def test_an_endless_loop_stops_there_and_names_its_exercise(tmp_path, monkeypatch):
    monkeypatch.setattr("course_utils.verifier_run.CELL_SECONDS", 2)
    notebook = copy.deepcopy(RELEASED)
    cell(notebook, "ex_double")["source"] = "while True:\n    pass"
    seen = []
    with pytest.raises(handin.HandinError, match="exercice ex_double, ne s’est pas arrêtée après 2 s"):
        execute(notebook, tmp_path, ROOT, lambda number, total: seen.append((number, total)))
    assert seen == [(1, 4)]
    assert cell(notebook, "test_ex_square")["execution_count"] is None


@pytest.mark.parametrize("words", ["tp1", "TP1", "TP=TP1", "1", "notebooks/tp/tp1/"])
def test_a_tp_is_named_as_students_type_it(words):
    assert _named(words, ["tp1", "tp2"]) == "tp1"


@pytest.mark.slow
def test_a_part_of_a_history_or_an_archive_is_not_taken_for_the_release(course, student, tmp_path):
    write(student, NOTEBOOK, handin.dump(solved()))
    save(student, "Rendu TP1")
    git("push", "--quiet", cwd=student)
    git("clone", "--quiet", "--depth", "1", f"file://{tmp_path}/origin.git", str(tmp_path / "part"), cwd=tmp_path)
    shutil.copytree(student, tmp_path / "archive", ignore=shutil.ignore_patterns(".git"))
    git("init", "--quiet", cwd=tmp_path / "archive")
    save(tmp_path / "archive", "Mon dépôt")
    for place in ("part", "archive"):
        report = verify(tmp_path / place, "tp1")
        assert [line.ok for line in report.exercises] == [True, True, None]
        assert not any("rien à noter" in line.message for line in report.handing_in)


@pytest.mark.slow
def test_a_renamed_notebook_is_found_and_a_lost_one_comes_back_by_the_command_given(student):
    write(student, NOTEBOOK, handin.dump(solved()))
    save(student, "Travail")
    git("mv", NOTEBOOK, "mon tp.ipynb", cwd=student)
    save(student, "Renommé")
    report = verify(student, "tp1")
    assert report.path == "mon tp.ipynb" and all(line.ok is not False for line in report.exercises)
    (student / "mon tp.ipynb").unlink()
    save(student, "Perdu")
    (message,) = messages(verify(student, "tp1").structure)
    command = message.split(":")[-1].split()
    assert command[:2] == ["git", "checkout"]
    git(*command[1:], cwd=student)
    assert (student / NOTEBOOK).is_file()


def test_a_console_in_cp1252_prints_what_it_can(student):
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-c",
        "from course_utils.console import any_console; any_console(); print('✔ ✘ œuvre ’ é')",
    ]
    done = subprocess.run(command, cwd=student, env=environment, capture_output=True)
    assert done.returncode == 0 and done.stdout.decode("cp1252").startswith("[ok] [!] œuvre ’ é")


def test_no_work_is_lost_in_a_repair(student):
    notebook = solved()
    del notebook["cells"][1]["metadata"]
    raw = json.dumps(notebook).encode()
    assert (
        cell(handin.repair(RELEASED, handin.parse(raw)), "ex_double")["source"] == cell(solved(), "ex_double")["source"]
    )


def test_a_missing_notebook_and_a_folder_without_git_are_sentences(student, tmp_path):
    (student / NOTEBOOK).unlink()
    assert "git checkout HEAD --" in messages(verify(student, "tp1").structure)[0]
    assert "tp9" in messages(verify(student, "tp9").structure)[0]
    (tmp_path / "rien").mkdir()
    assert "git clone" in messages(verify(tmp_path / "rien", "tp1").structure)[0]


# What maj does


def release_again(course):
    """The course changes its package and the notebook of TP1 (which it should not), and opens TP2."""
    changed = copy.deepcopy(RELEASED)
    changed["cells"][0]["source"] = "# TP1, corrigé d’une coquille"
    write(course, NOTEBOOK, handin.dump(changed))
    write(course, "notebooks/tp/tp2/reseaux.ipynb", handin.dump(RELEASED))
    write(course, "course_utils/data.py", b"VERSION = 2\n")
    save(course, "Distribution de tp2")


def test_maj_brings_the_next_release_and_leaves_the_work(course, student):
    release_again(course)
    write(student, NOTEBOOK, handin.dump(solved()))
    write(student, "course_utils/data.py", b"VERSION = 'mine'\n")
    with pytest.raises(UpdateRefused, match="git commit -a"):
        update(student, str(course))
    save(student, "Mon travail")
    with pytest.raises(UpdateRefused, match="DEPOT="):
        update(student)
    lines = update(student, str(course))
    assert handin.parse((student / NOTEBOOK).read_bytes()) == solved()
    assert "coquille" in (student / "notebooks/tp/tp1/descente_cours.ipynb").read_text(encoding="utf-8")
    assert (student / "course_utils/data.py").read_bytes() == b"VERSION = 2\n"
    assert "  nouveau : notebooks/tp/tp2/reseaux.ipynb" in lines
    assert not git("status", "--porcelain", cwd=student).stdout
    assert handin.released(student, "tp1")[1] == RELEASED
    assert "rien de nouveau" in update(student)[0]


def test_maj_on_an_untouched_clone_is_a_fast_forward(course, student):
    release_again(course)
    update(student, str(course))
    assert git("rev-parse", "HEAD", cwd=student).stdout == git("rev-parse", "HEAD", cwd=course).stdout


def test_maj_reaches_a_student_who_began_a_repository_of_their_own(course, tmp_path):
    own = tmp_path / "own"
    write(own, NOTEBOOK, handin.dump(solved()))
    git("init", "--quiet", cwd=own)
    save(own, "Mon dépôt")
    update(own, str(course))
    assert handin.parse((own / NOTEBOOK).read_bytes()) == solved()
    assert (own / "Makefile").exists()


def test_maj_refuses_what_it_cannot_do_and_changes_nothing(course, student, tmp_path):
    release_again(course)
    write(student, "notebooks/tp/tp2/reseaux.ipynb", b"mine")
    before = git("rev-parse", "HEAD", cwd=student).stdout
    with pytest.raises(UpdateRefused, match=r"reseaux\.ipynb"):
        update(student, str(course))
    with pytest.raises(UpdateRefused, match="ne répond pas"):
        update(student, str(tmp_path / "nowhere"))
    with pytest.raises(UpdateRefused, match=r"pas de dépôt git là.*L’adresse d’avant est gardée"):
        update(student, str(tmp_path / "nowhere"))
    assert git("remote", "get-url", "cours", cwd=student).stdout.strip() == str(course)
    assert git("rev-parse", "HEAD", cwd=student).stdout == before
    assert (student / "notebooks/tp/tp2/reseaux.ipynb").read_bytes() == b"mine"


# The environment


def test_a_sound_environment_is_greeted(capsys):
    check_environment(TEMPLATES / "requirements.txt")
    assert capsys.readouterr().out.count("✔") == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("paquet-qui-manque>=1", "paquet-qui-manque n’est pas installé"),
        ("numpy>=99.1,<100", r"numpy \S+ est trop ancien, il faut 99.1"),
        ('paquet-qui-manque>=1 ; sys_platform != "nowhere"', "paquet-qui-manque"),
    ],
)
def test_a_missing_or_old_dependency_is_one_french_sentence(tmp_path, line, says):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"# un commentaire\n{line}\n./jupyterlab\n-e .\n", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=says) as caught:
        check_environment(requirements)
    lines = caught.value._render_traceback_()
    assert " ".join(lines) == f"✘ {caught.value}" and max(map(len, lines)) <= 100


# The templates


def test_the_commands_of_the_readme_and_of_the_makefile_exist():
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    makefile = (TEMPLATES / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", readme)) <= targets
    modules = set(re.findall(r"python -m (course_utils\.\w+)", readme + makefile.replace("$(PY)", "python")))
    assert modules == {"course_utils.verifier", "course_utils.maj"}
    for module in modules:
        done = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_the_templates_name_nothing_of_the_instructor():
    for path in TEMPLATES.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert "course_admin" not in path.read_text(encoding="utf-8"), path


def test_the_makefile_lists_its_targets(tmp_path):
    shutil.copy(TEMPLATES / "Makefile", tmp_path)
    done = subprocess.run(["make", "--no-print-directory"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["aide", "installer", "lab", "verifier", "maj"]


def test_the_students_bounds_are_those_that_were_tested():
    ours = set((ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines())
    theirs = (TEMPLATES / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert {line for line in theirs if not line.startswith(("#", "./"))} <= ours


def test_the_settings_are_installed_where_jupyterlab_reads_them():
    with open(TEMPLATES / "jupyterlab" / "pyproject.toml", "rb") as file:
        placed = tomllib.load(file)["tool"]["setuptools"]["data-files"]
    assert set(placed) == {"share/jupyter/lab/settings", "etc/ipython"}
    for name in placed["share/jupyter/lab/settings"]:
        json.loads((TEMPLATES / "jupyterlab" / name).read_text(encoding="utf-8"))
    assert all((TEMPLATES / "jupyterlab" / name).is_file() for name in placed["etc/ipython"])
    assert "./jupyterlab" in (TEMPLATES / "requirements.txt").read_text(encoding="utf-8").splitlines()
