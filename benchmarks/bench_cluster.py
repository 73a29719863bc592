"""A class on a Dask cluster of this machine, one worker lost on the way: the time announced beside the time taken.

    python benchmarks/bench_cluster.py [tp2] [--students N] [--workers W]

Every student has a repository of their own with a right submission, collected as in the semester. What one submission
takes is measured first, by marking W of them here, W at a time. From it, `(N / 2) / W + (N / 2) / (W − 1)` submissions'
time is announced, since one worker is killed as soon as half of the class is marked. Exits with 1 where a row is not
graded, or where the class took more than 1.5 times what was announced. About five minutes for 24 students.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from course_admin.base import tables
from course_admin.base.git import git
from course_admin.collect import fetching as collect
from course_admin.demo import semester as demo
from course_admin.demo.sample_class import Commit, fill
from course_admin.marking import grade
from course_admin.plan.course import Course
from course_admin.records import roster
from course_admin.release import repository as release

ROOT = Path(__file__).resolve().parents[1]
LATE = 1.5  # how many times what was announced a class may take


def collected(tp, folder, students):
    """Release the TP and collect a class whose students all handed in its solution, each a commit of their own."""
    release.release(tp, folder / "release", tp.opens)
    released = (folder / "release" / tp.path).read_bytes()
    rows = []
    for number in range(students):
        name = f"etu{number:04d}"
        place, who = folder / name, {"name": name, "email": f"{name}@etu.example"}
        git("clone", "--quiet", folder / "release", place)
        (place / tp.path).write_bytes(fill(tp.id, released, Commit("")))
        git("add", "--all", cwd=place)
        git("commit", "--quiet", "-m", "TP", cwd=place, identity=who, date=tp.deadline - timedelta(hours=1))
        rows.append({"student": name, "name": name, "email": who["email"], "group": "", "repository": f"./{name}"})
    tables.write_csv(folder / "students.csv", roster.COLUMNS, rows)
    collect.collect(tp, folder / "students.csv", tp.closes + timedelta(minutes=1))
    return [row["student"] for row in rows]


def start(folder, *command):
    """Start a part of the cluster on the loopback interface."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-m", "dask", *map(str, command), "--no-dashboard"]
    return subprocess.Popen(command, env=environment, cwd=folder, **quiet)


@contextlib.contextmanager
def workers(folder, count):
    """A scheduler and its workers of one thread: its address, and the workers' processes."""
    folder.mkdir()
    card = folder / "scheduler.json"
    running = [start(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", card)]
    try:
        while not card.exists() or not card.read_text():
            time.sleep(0.1)
        address = json.loads(card.read_text())["address"]
        place = ["--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--local-directory", folder]
        running += [start(folder, "worker", address, *place) for _ in range(count)]
        yield address, running[1:]
    finally:
        for process in running:
            process.kill()
            process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tp", nargs="?", default="tp2")
    parser.add_argument("--students", type=int, default=24)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        course = demo._plan(Course.load(ROOT / "course.toml"), folder, (given.tp,))
        tp = course.assignment(given.tp)
        students = collected(tp, folder, given.students)
        grade.mark(tp, only=students[:1])  # the data's and the warm parent's one-time work
        begun = time.perf_counter()
        grade.mark(tp, only=students[1 : 1 + given.workers], jobs=given.workers)
        each = time.perf_counter() - begun
        half = given.students / 2
        announced = each * (half / given.workers + half / (given.workers - 1))
        with workers(folder / "dask", given.workers) as (address, processes):

            def progress(done, total):
                if done == total // 2:
                    processes[0].kill()

            begun = time.perf_counter()
            rows = grade.mark(tp, force=True, progress=progress, scheduler=address)
            taken = time.perf_counter() - begun
    graded = sum(row.status == "graded" for row in rows)
    print(f"{given.tp}, {given.students} students, {given.workers} workers, one lost half-way: {graded} graded")
    print(
        f"one submission {each:.1f} s · announced {announced:.0f} s · taken {taken:.0f} s ({taken / announced:.2f} ×)"
    )
    return int(graded < given.students or taken > LATE * announced)


if __name__ == "__main__":
    sys.exit(main())
