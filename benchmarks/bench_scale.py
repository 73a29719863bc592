"""A large class against a small one: what collecting, recording and reporting cost in time and memory.

    python benchmarks/bench_scale.py [--students SMALL LARGE]

Every student has a real git repository (a copy of one of a dozen that hold different work), which is really collected.
Each of the dozen is really marked once, and that outcome recorded for all who handed it in, as `course grade` does.
Steps are compared by their processor time, children included, which other work on the machine hardly moves. Exits
with 1 where a step of the large class takes more than 1.05 times its share of the small one's, or the memory more than
1.3 times the small one's: what grows faster than the class would stop a larger one. About ten minutes for 1 000.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import psutil

from course_admin.base import tables
from course_admin.base.git import git
from course_admin.collect import fetching as collect
from course_admin.demo import semester as demo
from course_admin.demo.sample_class import Commit, fill
from course_admin.marking import grade
from course_admin.marks import module as marks
from course_admin.marks import rows as grades
from course_admin.plan.course import Course
from course_admin.records import handins as handin
from course_admin.records import layout, roster
from course_admin.release import repository as release
from course_admin.tell import feedback, report

ROOT = Path(__file__).resolve().parents[1]
KINDS = (
    (), ("wrong/ex1_debordement",), ("wrong/ex2_softmax_colonnes",), ("wrong/ex4_gradient_mse_sans_le_2",),
    ("wrong/ex5_descente_ascension",), ("wrong/ex6_forward_sans_biais",), ("wrong/ex7_backward_somme",),
    ("wrong/ex8_numerique_avant",), ("right/ex1_loops",), ("right/ex2_loops",), ("right/ex3_loops",),
    ("right/ex4_loops", "wrong/ex7_backward_somme"),
)  # fmt: skip
SHARE, MEMORY = 1.05, 1.3  # what a step may take beyond its part, and the memory beyond the small class's


def run(students, folder):
    """One class below `folder`: seconds by the clock and of processor of each step, and the most memory."""
    course = demo._plan(Course.load(ROOT / "course.toml"), folder, ("tp1",))
    tp = course.assignment("tp1")
    seconds = {}

    def timed(name, step):
        start, before = time.perf_counter(), processor()
        value = step()
        seconds[name] = time.perf_counter() - start, processor() - before
        return value

    timed("release", lambda: release.release(tp, folder / "release", tp.opens))
    path = prepare(tp, folder, students)
    now = tp.closes + timedelta(minutes=1)
    timed("collect", lambda: collect.collect(tp, path, now))
    mark(tp)
    timed("record", lambda: grade.mark(tp))
    timed("table", lambda: grades.write(tp))
    timed("feedback", lambda: feedback.write_pages(tp))
    timed("report", lambda: report.tp_report(tp, now))
    timed("module", lambda: report.module_report(course, now))
    timed("marks", lambda: marks.marks(course, None, None, so_far=True))
    return {"steps": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def processor():
    """Seconds of processor that this process, its children that live and those that ended have taken."""
    return sum(os.times()[:4]) + sum(sum(one.cpu_times()[:4]) for one in psutil.Process().children(recursive=True))


def prepare(tp, folder, students):
    """The repositories, and students.csv; its path."""
    released, date = (folder / "release" / tp.path).read_bytes(), tp.deadline - timedelta(hours=1)
    for number, answers in enumerate(KINDS):
        place = folder / f"kind-{number}"
        git("clone", "--quiet", folder / "release", place)
        (place / tp.path).write_bytes(fill(tp.id, released, Commit("", answers=answers)))
        git("add", "--all", cwd=place)
        who = {"name": "Classe", "email": "classe@etu.example"}
        git("commit", "--quiet", "-m", "TP1", cwd=place, identity=who, date=date)
    rows = []
    for number in range(students):
        name = f"etu{number:04d}"
        git("clone", "--quiet", "--bare", folder / f"kind-{number % len(KINDS)}", folder / name)
        row = {"student": name, "name": name, "email": f"{name}@etu.example", "group": ""}
        rows.append(row | {"repository": f"./{name}"})
    tables.write_csv(folder / "students.csv", roster.COLUMNS, rows)
    return folder / "students.csv"


def mark(tp):
    """Mark the first student of each kind, and keep the same outcome for the others, who handed in the same commit."""
    handins = handin.load(tp)
    first = {}
    for one in handins:
        first.setdefault(one.commit, one)
    grade.mark(tp, only=tuple(one.student for one in first.values()))
    for one in handins:
        kept = layout.results(tp) / f"{one.owner}.json"
        if not kept.exists():
            shutil.copy(layout.results(tp) / f"{first[one.commit].owner}.json", kept)
        assert json.loads(kept.read_bytes())["commit"] == one.commit


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, nargs=2, default=(100, 1000), metavar=("SMALL", "LARGE"))
    parser.add_argument("--run", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(run(given.run, Path(folder))))
        return 0
    small, large = given.students
    found = []
    for students in (small, large):
        command = [sys.executable, __file__, "--run", str(students)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        found.append(json.loads(done.stdout.splitlines()[-1]))
    print(f"{'':10}{small:>10} students{large:>18} students   ratio of processor time (linear: {large / small:.0f})")
    failed = False
    for name, before in found[0]["steps"].items():
        after = found[1]["steps"][name]
        ratio = after[1] / max(before[1], 0.1)  # what takes no time at all has no ratio
        failed |= ratio > SHARE * large / small
        print(
            f"{name:10}"
            + "".join(f"{wall:10.1f} s {cpu:7.1f} CPU s" for wall, cpu in (before, after))
            + f"{ratio:9.1f}"
        )
    memory = [one["memory"] for one in found]
    print(f"{'memory':10}{memory[0]:10.0f} MB{memory[1]:23.0f} MB{memory[1] / memory[0]:22.2f}")
    failed |= memory[1] > MEMORY * memory[0]
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
