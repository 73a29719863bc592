"""Many submissions, one in ten hostile, marked at once: nothing is lost, nothing is left behind, memory stays flat.

    python benchmarks/soak.py [--submissions 300] [--jobs 2]

Prints a line a batch; exits with 1 if a mark is not the one deserved, or if a process, a control group, a mount, a
file descriptor or memory is left.
"""

import argparse
import gc
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))
import engine_lab as lab
from attacks import FORGERIES, HOSTILE_CELLS

BATCH = 30
GROWTH_MB = 20  # of this process, from the second batch to the last


def submissions(count):
    """(bytes, points deserved): nine honest ones of three kinds, then a hostile one, and again."""
    wrong = {"center": "def center(X): return X - X.mean()"}
    honest = [(lab.notebook(), "1111"), (lab.notebook(wrong), "1011"), (lab.notebook(first="print(1)"), "1111")]
    hostile = [(lab.notebook(first=cell), "1111") for cell in HOSTILE_CELLS.values()]
    hostile += [(lab.notebook({"double": cell}), "0111") for cell in FORGERIES.values()]
    for number in range(count):
        yield hostile[number // 10 % len(hostile)] if number % 10 == 9 else honest[number % 3]


def state():
    """What must not grow: our memory (MB), open files, mounts, traces."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    memory = pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    mounts = len(Path("/proc/self/mountinfo").read_text().splitlines())
    return memory, len(os.listdir("/proc/self/fd")), mounts, lab.traces()


def soak(count, jobs, say=print):
    """Mark `count` submissions; the list of what went wrong."""
    work, faults, first = list(submissions(count)), [], None
    with ThreadPoolExecutor(jobs) as pool:
        for start in range(0, count, BATCH):
            began = time.monotonic()
            batch = work[start : start + BATCH]
            results = list(pool.map(lambda item: lab.mark(item[0]), batch))
            for number, ((_, deserved), result) in enumerate(zip(batch, results, strict=True), start):
                if lab.points(result) != deserved:
                    faults.append(f"submission {number}: {lab.points(result)} instead of {deserved}\n{result.log}")
            memory, files, mounts, traces = state()
            first = first or (memory, files, mounts)
            say(f"{start + len(batch):4} marked, {time.monotonic() - began:5.1f} s, {memory:.0f} MB, {files} files")
    if traces:
        faults.append(f"left behind: {traces}")
    if memory > first[0] + GROWTH_MB or (files, mounts) != first[1:]:
        faults.append(f"grown: {first} → {(memory, files, mounts)}")
    return faults


def main():
    """Soak, and say what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    faults = soak(given.submissions, given.jobs)
    print("\n".join(faults) or "nothing lost, nothing left")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
