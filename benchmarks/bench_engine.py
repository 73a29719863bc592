"""What marking costs: stock `nbgrader autograde`, the engine, and the floor, on the same right submissions of each TP.

    python benchmarks/bench_engine.py [tp1 tp2 …] [--submissions N] [--rounds R] [--jobs J] [--without-nbgrader]

The floor is the cells that the engine runs (answers, figures of the student's, tests) under plain `exec`, each
submission in a fork of a process that has imported the libraries, but with Keras as it is: a Keras lab may cost the
engine less than its floor, since warm workers trace less and a check can remember a stand-in's training.
Each way is run with 1 and with 1 + N submissions;
the difference, divided by N, is what one more submission costs (CPU seconds of all processes, and wall time). The ways
take turns, R rounds of it, so that what else the machine does weighs on all of them alike. Exits with 1 where the
scores differ, or where the engine is less than 6 times (TP1) or 5 times (a Keras lab) faster than stock nbgrader.
"""

import argparse
import contextlib
import importlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEASURED = ("tp1", "tp2")  # numpy alone, and a Keras lab
FASTER = {"tp1": 6, "tp2": 5}


def engine(tp, count, jobs, folder):
    """Mark `count` submissions with the engine; the scores."""
    from course_admin.marking import grade
    from course_admin.marking.engine import run, submission

    world = folder / "world"
    grade.make_world(tp, world)
    source = (tp.course.sources / tp.path).read_bytes()

    def score(_):
        merged = submission.read(source, source)
        results = run.run(merged.notebook, merged.tests, tp.limits, world)
        return sum(verdict.points for verdict in results.verdicts), results.memory_mb

    with ThreadPoolExecutor(jobs) as pool:
        marked = list(pool.map(score, range(count)))
    return {"scores": [points for points, _ in marked], "memory_mb": max(memory for _, memory in marked)}


def floor(tp, count, jobs, folder):
    """Execute the cells of `count` submissions, each in a fork, `jobs` at a time; the scores."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    from course_admin.marking.engine import illustrations, run, submission

    merged = submission.read(*[(tp.course.sources / tp.path).read_bytes()] * 2)
    for name in (f"course_admin.hidden.{tp.id}", *run._libraries(merged.tests)):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    cells = [cell for cell in json.loads(merged.notebook)["cells"] if cell["cell_type"] == "code"]
    os.chdir((tp.course.sources / tp.path).parent)

    def show():
        for number in plt.get_fignums():
            plt.figure(number).savefig(io.BytesIO(), bbox_inches="tight")
        plt.close("all")

    def execute():
        plt.show = lambda *args, **kwargs: show()
        names, points = {"__name__": "__main__", "display": print}, 0.0
        for cell in cells:
            if not illustrations.is_tagged(cell):
                lines = cell["source"].splitlines(keepends=True)
                code = "".join(line for line in lines if not line.startswith(("%", "!")))
                exec(compile(code, "cell", "exec"), names)
                points += cell["metadata"].get("nbgrader", {}).get("points", 0)
        (folder / f"score-{os.getpid()}").write_text(str(points))

    running = 0
    for _ in range(count):
        if running == jobs:
            os.wait()
            running -= 1
        if os.fork() == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            try:
                execute()
                sys.stdout.flush()
            finally:
                os._exit(0)
        running += 1
    for _ in range(running):
        os.wait()
    return {"scores": [float(path.read_text()) for path in folder.glob("score-*")]}


def nbgrader(tp, count, jobs, folder):
    """Mark `count` submissions with stock `nbgrader autograde`, which does one after the other; the scores."""
    for name in ("course.toml", "nbgrader_config.py"):
        shutil.copy(tp.course.root / name, folder)
    source = tp.course.sources / tp.path
    place = (folder / tp.path).parent
    place.mkdir(parents=True)
    shutil.copy(source, place)
    command = [sys.executable, "-m", "nbgrader"]
    subprocess.run([*command, "generate_assignment", tp.id, "--create"], cwd=folder, check=True, capture_output=True)
    for number in range(count):
        place = folder / "build" / "submitted" / f"etudiant{number}" / tp.id
        place.mkdir(parents=True)
        shutil.copy(source, place)
    subprocess.run([*command, "autograde", tp.id, "--create"], cwd=folder, check=True, capture_output=True)
    with sqlite3.connect(folder / "records" / "gradebook.db") as book:
        rows = book.execute("select sum(auto_score) from grade group by notebook_id").fetchall()
    return {"scores": [score for (score,) in rows]}


WAYS = {"nbgrader": nbgrader, "engine": engine, "floor": floor}


def cost(way, tp, count, given):
    """CPU and wall seconds of one run in a process of its own, and what it reports."""
    start = time.perf_counter()
    settings = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    settings |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}
    command = [sys.executable, __file__, tp, "--course", given.course, "--run", way]
    command += ["--submissions", str(count), "--jobs", str(given.jobs)]
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output, env=os.environ | settings)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{way} failed")
        output.seek(0)
        report = json.loads(output.read().splitlines()[-1])
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, report


def measure(tp, given):
    """Run the ways in turn and print their table; whether the engine keeps what is promised."""
    ways = [way for way in WAYS if way != "nbgrader" or not given.without_nbgrader]
    starts, cpus, walls, scores, memory = defaultdict(float), defaultdict(float), defaultdict(float), set(), 0
    for _ in range(given.rounds):
        for way in ways:
            cpu1, wall1, _ = cost(way, tp, 1, given)
            cpu, wall, report = cost(way, tp, 1 + given.submissions, given)
            marked = given.submissions * given.rounds
            cpus[way] += (cpu - cpu1) / marked
            walls[way] += (wall - wall1) / marked
            starts[way] += (cpu1 - (cpu - cpu1) / given.submissions) / given.rounds
            memory = max(memory, report.get("memory_mb", 0))
            scores |= set(report["scores"]) if way != "floor" else set()
    print(f"{tp:10}{'start-up CPU':>14}{'CPU a submission':>18}{'wall':>8}{'a minute':>10}")
    for way in ways:
        print(f"{way:10}{starts[way]:12.2f} s{cpus[way]:16.2f} s{walls[way]:6.2f} s{60 / walls[way]:10.0f}")
    print(f"the engine beyond the floor: {cpus['engine'] - cpus['floor']:.2f} CPU s a submission; {memory:.0f} MB each")
    if given.without_nbgrader:
        return True
    ratio = walls["nbgrader"] / walls["engine"]
    print(f"faster than nbgrader: {ratio:.1f} × by the clock, {cpus['nbgrader'] / cpus['engine']:.1f} × in CPU")
    print(f"scores: {', '.join(map(str, scores))}", flush=True)
    return len(scores) == 1 and ratio >= FASTER.get(tp, 5)


def main():
    """Measure the TPs that the plan has."""
    from course_admin.plan.course import Course

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tp", nargs="*", default=MEASURED)
    parser.add_argument("--submissions", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--without-nbgrader", action="store_true")
    parser.add_argument("--course", default=str(ROOT / "course.toml"), help="the plan to measure")
    parser.add_argument("--run", choices=WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    course = Course.load(given.course)
    if given.run:
        with tempfile.TemporaryDirectory() as folder:
            tp = course.assignment(given.tp[0])
            print(json.dumps(WAYS[given.run](tp, given.submissions, given.jobs, Path(folder))))
        return 0
    given.submissions += -given.submissions % given.jobs  # whole rounds: an idle place would flatter us
    known = {assignment.id for assignment in course.assignments}
    return 0 if all([measure(tp, given) for tp in given.tp if tp in known]) else 1


if __name__ == "__main__":
    sys.exit(main())
