"""`.gitlab-ci.yml` is valid for GitLab, says the same as `make test`, and its jobs really run."""

import os
import shutil
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from datetime import timedelta
from pathlib import Path

import pytest
import student_machine
import yaml

from course_admin.base import tables
from course_admin.base.git import git
from course_admin.demo.sample_class import Commit, fill
from course_admin.plan.course import Course
from course_admin.release.contents import release_files

ROOT = Path(__file__).parents[2]
PIPELINE = ROOT / ".gitlab-ci.yml"
STUDENTS = ROOT / "course_admin" / "release" / "student" / "dot_gitlab-ci.yml"
PACKAGES = ["node@22", "gitlab-ci-local@4.75.1"]

pytestmark = pytest.mark.ci


@pytest.fixture(scope="module")
def node_bin():
    """The folder of `gitlab-ci-local` and of the Node that it needs, from npm."""
    home = ROOT / "build" / "ci"
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", home, *PACKAGES], check=True)
    return home / "node_modules" / ".bin"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A git checkout of the files as they are, tracked or new, for the jobs to run in."""
    folder = tmp_path_factory.mktemp("checkout")
    names = _git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (Path(sys.prefix) / ".installed").touch()  # or `make install` in the checkout would install that one in our place
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", "--all")
    _git(folder, "-c", "user.name=ci", "-c", "user.email=ci@example.org", "commit", "--quiet", "--message=As it is")
    _git(folder, "remote", "add", "origin", "git@gitlab.example:group/project.git")
    return folder


def _git(folder, *args):
    return subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("pipeline", [PIPELINE, STUDENTS], ids=["ours", "the students'"])
def test_pipeline_is_valid_for_gitlab(pipeline):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci"]
    subprocess.run([*command, "--data-transform", "gitlab-ci", str(pipeline)], check=True)


def test_pipeline_runs_the_steps_of_make_test():
    pipeline = yaml.safe_load(PIPELINE.read_text(encoding="utf-8"))
    jobs = [entry["script"] for entry in pipeline.values() if isinstance(entry, dict) and "script" in entry]
    for job in ("pages", "marking"):  # they publish and mark, and test nothing
        jobs.remove(pipeline[job]["script"])
    asked = {line.removeprefix("make ") for script in jobs for line in script}
    target = next(line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith("test:"))
    steps = set(target.split("##")[0].split()[1:]) - {"install", "system", "ci-test"}
    assert asked == steps


# Each job on a part of its work, for `make test` has just done the whole.
PARTS = {
    "lint": {},
    "unit": {"SELECT": "-k perceptron"},
    "notebooks": {"NOTEBOOKS": "notebooks/cours/00_prise_en_main.ipynb"},
    "assignments": {"SELECT": "-k 'stock and tp1'"},
    "pages": {},
}


@pytest.mark.parametrize("job", PARTS)
def test_job_runs(job, node_bin, checkout):
    run_job(job, PARTS[job], node_bin, checkout)


def run_job(job, variables, node_bin, checkout):
    """One job of the pipeline, by gitlab-ci-local, in this environment; it must end well."""
    environment = os.environ | {"PATH": f"{node_bin}:{os.environ['PATH']}"}
    options = ["--force-shell-executor", "--shell-isolation", "--artifacts-to-source=false"]
    variables = {"VENV": Path(sys.prefix)} | variables
    given = [word for name, value in variables.items() for word in ("--variable", f"{name}={value}")]
    done = subprocess.run(
        ["gitlab-ci-local", "--job", job, *options, *given],
        cwd=checkout,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


def test_the_marking_job_marks_a_class_and_keeps_its_records(node_bin, checkout, tmp_path):
    """Two students of TP1: their records are where the runner keeps them, and nothing of them is an artifact."""
    course = Course.load(ROOT / "course.toml")
    tp1, records = course.assignment("tp1"), tmp_path / "records"
    released = release_files(tp1, tp1.opens)[tp1.path]
    rows = []
    for name in ("ana", "bob"):
        place = tmp_path / name
        path = place / tp1.path
        path.parent.mkdir(parents=True)
        path.write_bytes(fill("tp1", released, Commit("", solves=3 if name == "ana" else 0)))
        git("init", "--quiet", place)
        git("add", "--all", cwd=place)
        who = {"name": name, "email": f"{name}@etu.example"}
        git("commit", "--quiet", "-m", "TP1", cwd=place, identity=who, date=tp1.deadline - timedelta(hours=1))
        rows.append({"student": name, "name": name, "email": "", "repository": str(place), "group": ""})
    tables.write_csv(records / "students.csv", ("student", "name", "email", "repository", "group"), rows)
    run_job("marking", {"TP": "tp1", "RECORDS": records, "CI_PIPELINE_SOURCE": "web"}, node_bin, checkout)
    assert (records / "gradebook.db").is_file() and (records / "tp1" / "results" / "ana.json").is_file()
    (grades,) = (checkout / ".gitlab-ci-local" / "artifacts" / "marking").rglob("tp1.csv")
    (marked, blank) = tables.read_csv(grades, ("student", "status", "auto_score"))
    assert (marked["status"], float(marked["auto_score"])) == ("graded", 4.0)
    assert blank["status"] == "graded" and float(blank["auto_score"]) == 0
    artifacts = checkout / ".gitlab-ci-local" / "artifacts"
    assert not [
        path for path in artifacts.rglob("*") if "records" in path.parts or path.name in ("secret", "ledger.csv")
    ]


def test_a_students_pipeline_shows_each_exercise_with_its_hint(node_bin, tmp_path):
    """TP1's job, on a clone of a real release whose TP1 is half done; TensorFlow cannot be imported there."""
    clone = student_machine.clone(student_machine.released(tmp_path / "cours", "tp1"), tmp_path)
    notebook = clone / "notebooks/tp/tp1/descente_de_gradient.ipynb"
    half = Commit("", solves=5, answers=("wrong/ex4_gradient_mse_sans_le_2",), essay="")
    notebook.write_bytes(fill("tp1", notebook.read_bytes(), half))
    git("commit", "--quiet", "--all", "-m", "La moitié", cwd=clone)
    git("remote", "set-url", "origin", "git@gitlab.example:camille/apprentissage-profond.git", cwd=clone)
    for name in ("tensorflow", "keras"):
        (tmp_path / "without").mkdir(exist_ok=True)
        (tmp_path / "without" / f"{name}.py").write_text("raise ImportError('TP1 does without')")
    # pip finds our libraries installed; the job's own environment adds course_utils.
    libraries = f"{tmp_path / 'without'}:{sysconfig.get_path('purelib')}"
    environment = os.environ | {"PATH": f"{node_bin}:{os.environ['PATH']}"}
    options = ["--force-shell-executor", "--shell-isolation", "--artifacts-to-source=false", "--cleanup=false"]
    before = sum(os.times()[2:4])  # of processor, by the processes that ended: a busy machine is no fault of the job's
    done = subprocess.run(
        ["gitlab-ci-local", "--job", "tp1", *options, "--variable", f"PYTHONPATH={libraries}", "--variable", "CI=true"],
        cwd=clone,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    seconds = sum(os.times()[2:4]) - before
    (junit,) = clone.glob(".gitlab-ci-local/**/verification.xml")
    cases = {case.get("name"): case.find("failure") for case in ET.parse(junit).getroot()}
    assert cases["ex1_sigmoid"] is None and cases["ex5_gradient_descent"] is None
    assert "exposant du carré" in cases["ex4_mse_gradient"].get("message")
    assert "pas encore écrite" in cases["ex6_forward"].get("message")
    assert done.returncode == 0, done.stdout[-4000:]  # a warning, not a failure
    assert seconds < 120, done.stdout[-4000:]
