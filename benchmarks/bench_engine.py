"""What marking TP1 costs: stock `nbgrader autograde`, the engine, and the floor, on the same right submissions.

    python benchmarks/bench_engine.py [--submissions N] [--jobs N] [--without-nbgrader]

The floor is the same cells (answers, figures, tests) under plain `exec`, each submission in a fork of a process that
has imported the libraries. Each way is run with 1 and with 1 + N submissions; the difference, divided by N, is what
one more submission costs (CPU seconds of all processes, and wall time). Exits with 1 where the scores differ or the
engine is less than 6 times faster than stock nbgrader.
"""

import argparse
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "notebooks" / "tp" / "tp1" / "descente_de_gradient.ipynb"
FASTER = 6


def engine(count, jobs, folder):
    """Mark `count` submissions with the engine; the scores."""
    from course_admin.course import Course
    from course_admin.engine import run, submission
    from course_admin.release import marking_world

    course = Course.load(ROOT / "course.toml")
    world = folder / "world"
    marking_world(course, course.assignment("tp1"), world)
    source = SOURCE.read_bytes()

    def score(_):
        merged = submission.read(source, source)
        results = run.run(merged.notebook, merged.tests, course.limits, world)
        return sum(verdict.points for verdict in results.verdicts), results.memory_mb

    with ThreadPoolExecutor(jobs) as pool:
        marked = list(pool.map(score, range(count)))
    return {"scores": [points for points, _ in marked], "memory_mb": max(memory for _, memory in marked)}


def floor(count, jobs, folder):
    """Execute the cells of `count` submissions, each in a fork, `jobs` at a time; the scores."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    plt.rcParams["figure.dpi"] = 72  # as in a notebook
    import course_admin.hidden.tp1  # noqa: F401 (imported once, as in the engine)

    os.chdir(SOURCE.parent)
    cells = [cell for cell in json.loads(SOURCE.read_bytes())["cells"] if cell["cell_type"] == "code"]

    def show():
        for number in plt.get_fignums():
            plt.figure(number).savefig(io.BytesIO(), bbox_inches="tight")
        plt.close("all")

    def execute():
        plt.show = lambda *args, **kwargs: show()
        names, points = {"__name__": "__main__", "display": print}, 0.0
        for cell in cells:
            code = "".join(line for line in cell["source"] if not line.startswith(("%", "!")))
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


def nbgrader(count, jobs, folder):
    """Mark `count` submissions with stock `nbgrader autograde`, which does one after the other; the scores."""
    for name in ("course.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder)
    place = folder / "notebooks" / "tp" / "tp1"
    place.mkdir(parents=True)
    shutil.copy(SOURCE, place)
    command = [sys.executable, "-m", "nbgrader"]
    subprocess.run([*command, "generate_assignment", "tp1", "--create"], cwd=folder, check=True, capture_output=True)
    for number in range(count):
        place = folder / "build" / "submitted" / f"etudiant{number}" / "tp1"
        place.mkdir(parents=True)
        shutil.copy(SOURCE, place)
    subprocess.run([*command, "autograde", "tp1", "--create"], cwd=folder, check=True, capture_output=True)
    with sqlite3.connect(folder / "records" / "gradebook.db") as book:
        rows = book.execute("select sum(auto_score) from grade group by notebook_id").fetchall()
    return {"scores": [score for (score,) in rows]}


WAYS = {"nbgrader": nbgrader, "engine": engine, "floor": floor}


def cost(way, count, jobs):
    """CPU and wall seconds of one run in a process of its own, and what it reports."""
    start = time.perf_counter()
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--run", way, "--submissions", str(count), "--jobs", str(jobs)]
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output, env=os.environ | threads)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{way} failed")
        output.seek(0)
        report = json.loads(output.read().splitlines()[-1])
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, report


def main():
    """Run the ways in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=6)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--without-nbgrader", action="store_true")
    parser.add_argument("--run", choices=WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(WAYS[given.run](given.submissions, given.jobs, Path(folder))))
        return 0
    costs, scores = {}, set()
    print(f"{'':10}{'start-up CPU':>14}{'CPU a submission':>18}{'wall':>8}{'a minute':>10}")
    for way in WAYS:
        if way == "nbgrader" and given.without_nbgrader:
            continue
        cpu1, wall1, _ = cost(way, 1, given.jobs)
        cpu, wall, report = cost(way, 1 + given.submissions, given.jobs)
        scores |= set(report["scores"]) if way != "floor" else set()
        each, wall = (cpu - cpu1) / given.submissions, (wall - wall1) / given.submissions
        costs[way] = each, wall
        memory = f"   {report['memory_mb']:.0f} MB a submission" if "memory_mb" in report else ""
        print(f"{way:10}{cpu1 - each:12.2f} s{each:16.2f} s{wall:6.2f} s{60 / wall:10.0f}{memory}", flush=True)
    print(f"the engine beyond the floor: {costs['engine'][0] - costs['floor'][0]:.2f} CPU s a submission")
    if "nbgrader" not in costs:
        return 0
    ratio = costs["nbgrader"][1] / costs["engine"][1]
    print(f"faster than nbgrader: {ratio:.1f} × by the clock, {costs['nbgrader'][0] / costs['engine'][0]:.1f} × in CPU")
    return 0 if len(scores) == 1 and ratio >= FASTER else 1


if __name__ == "__main__":
    sys.exit(main())
