"""Mark one submission: its cells run in a sandbox, its tests in a trusted process, and nothing that happens loses the
rest.

    submission = submission.read(student_bytes, source_bytes)
    results = run(submission.notebook, submission.tests, assignment.limits, world, extra_files)

`run` may be called from several threads at once, and should be: a thread only waits, the work is done by processes
that it starts, and the threads of one process share one warm parent. Several processes may call it too; each then
keeps a warm parent of its own.
"""

import json
import os
import re
import select
import socket
import sys
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from course_admin.marking.engine import codec, forkserver, illustrations, limiter, sandbox
from course_admin.marking.engine.judge import NOT_RUN, Judgement
from course_admin.marking.engine.submission import grade_id
from course_admin.records.secret import VARIABLE
from course_admin.records.verdict import Verdict

HIDDEN = "course_admin.hidden"
REPLAY_SECONDS = 5  # that a failed test may take to be judged again by a worker that saw no hidden argument
_RAISED = re.compile(r"( a levé \w+) ?: .*", re.DOTALL)
FAR = 4  # times the total time: what a busy machine may add to it
LEAST_GRANT = 0.25  # seconds
OUTPUTS = 24  # of all cells together: as much as so many cells may show
START_SECONDS = 60  # for a worker or a judge to start
LARGE = ("keras", "tensorflow", "sklearn", "scipy", "pandas")  # libraries that take long to import
_judge_parents, _judges_lock = {}, threading.Lock()
MIMES = ("text/plain", "image/png", "image/jpeg")


@dataclass(frozen=True)
class Results:
    """What marking one submission gave: graded, partial (a cell or test died or ran out of time) or error (ours)."""

    verdicts: list[Verdict]
    outputs: dict[int, list[dict]]  # by the cell's place in `notebook`
    notebook: bytes  # merged, with its outputs; the source of the tests is in it: not for the student's eyes
    seconds: float
    memory_mb: float
    log: str
    status: str


def run(notebook, tests, limits, world=None, extra_files=None, unsafe=False, kinds=sandbox.KINDS, secret=None):
    """Run a merged notebook (bytes) and judge its `tests`; the `Results`.

    `world` is the folder that holds the TP's course_utils and datasets; `extra_files` maps relative names to the
    bytes of data files that the student handed in. Raises `sandbox.NoSandbox` where this machine cannot confine the
    code, unless `unsafe`. `kinds` are the kinds of sandbox to try, in order (see `sandbox.launch`). `secret` is the
    course's, for the judge alone (see `hidden.secret`).
    """
    marking = _Marking(json.loads(notebook), tests, limits, world, extra_files or {}, unsafe, kinds, secret)
    try:
        return marking.results()
    finally:
        marking.stop()


class _Timeout(Exception):
    """The time given to a cell is over."""


class _Died(Exception):
    """The worker is gone, or talks nonsense."""


class _OurFault(Exception):
    """The trusted side does not work."""


@dataclass
class _Marking:
    notebook: dict
    tests: tuple
    limits: dict
    world: object
    extra_files: dict
    unsafe: bool
    kinds: tuple
    secret: str | None
    outputs: dict = field(default_factory=dict)
    culprits: dict = field(default_factory=dict)  # cell index → (status, French reason)
    memory_mb: float = 0.0
    box: sandbox.Sandbox | None = None
    judges: forkserver.Parent | None = None
    judge: int | None = None  # its process id
    control: socket.socket | None = None
    asked: int = 0
    waited: float = 0.0  # seconds for which worker and judge had no processor, when it was looked at last
    knows_hidden: bool = False  # whether the present worker was called by a hidden test
    replay_seconds: float = 0.0  # what running the student's cells again would take
    given: float = 0.0  # of these, what was granted in all
    room: int = 0  # bytes of outputs that are still kept

    def __post_init__(self):
        self.limits = sandbox.DEFAULT_LIMITS | dict(self.limits)
        self.cells = self.notebook["cells"]
        self.room = OUTPUTS * self.limits["output_kb"] << 10
        self.start = time.monotonic()
        self.end = self.start + self.limits["total_seconds"]
        self.log = []

    def results(self):
        """Go through the cells in order."""
        tests, verdicts = {test.grade_id: test for test in self.tests}, {}
        for index, cell in enumerate(self.cells):
            if cell["cell_type"] != "code" or illustrations.is_tagged(cell):
                continue
            began, test = time.monotonic(), tests.get(grade_id(cell))
            if test:
                verdicts[test.grade_id] = self.test(index, test)
                what = verdicts[test.grade_id].status
            else:
                what = self.student_cell(index)
            self.log.append(f"{index:3} {grade_id(cell) or cell['id']:32} {time.monotonic() - began:7.2f} s  {what}")
        verdicts = [verdicts[test.grade_id] for test in self.tests if test.grade_id in verdicts]
        statuses = {verdict.status for verdict in verdicts}
        if "error" in statuses:
            status = "error"
        else:
            status = "partial" if self.culprits or statuses & {"timeout", "died"} else "graded"
        self.stop()
        seconds = time.monotonic() - self.start
        self.log.append(f"{seconds:.2f} s, {self.memory_mb:.0f} MB, {status}")
        return Results(verdicts, self.outputs, self.written(), seconds, self.memory_mb, "\n".join(self.log), status)

    def written(self):
        """The notebook's bytes, outputs in place."""
        for index, outputs in self.outputs.items():
            self.cells[index]["outputs"] = outputs
            self.cells[index]["execution_count"] = index + 1
            for output in outputs:
                if output["output_type"] == "execute_result":
                    output["execution_count"] = index + 1
        return json.dumps(self.notebook, ensure_ascii=False, indent=1).encode()

    # --- the student's cells ---

    def student_cell(self, index):
        """Run one cell; a word for the log."""
        if time.monotonic() > self.end:
            return "not run: the total time is over"
        try:
            self.need_worker(index)
            began = time.monotonic()
            reply = self.run_cell(index)
        except _Timeout:
            return self.blame(index, "timeout", f"a dépassé {self.limits['cell_seconds']} s")
        except _Died:
            return self.blame(index, "died", self.cause_of_death())
        if self.box.memory.exceeded():  # a process of the cell's was killed for it; those that are left would go on
            return self.blame(index, "died", self.cause_of_death())
        room = min(self.limits["output_kb"] << 10, self.room)
        self.outputs[index] = clean_outputs(reply.get("outputs"), room)
        self.replay_seconds += time.monotonic() - began
        self.room -= len(json.dumps(self.outputs[index]))
        return "ok" if reply.get("ok") is True else "raised"

    def run_cell(self, index):
        """Ask the worker to run a cell; its reply. Raises _Timeout, _Died."""
        return self.ask("run", self.limits["cell_seconds"], source=self.cells[index]["source"])

    def blame(self, index, status, reason):
        """Note the cell that hung or died, and start afresh without it."""
        name = grade_id(self.cells[index])
        where = f"La cellule n° {index + 1}" + (f" (« {name} »)" if name else "")
        self.culprits[index] = (status, f"{where} {reason}.")
        text = self.culprits[index][1]
        self.outputs[index] = [{"output_type": "stream", "name": "stderr", "text": text + "\n"}]
        self.stop()
        return status

    def granted(self):
        """Seconds that the worker and the judge could not run since this was asked last: the machine's, not theirs.

        All of them together are bounded: wall time is a backstop far away.
        """
        waited = limiter.waited(self.box.memory.pid) + (limiter.waited(self.judge) if self.judge else 0.0)
        more, self.waited = waited - self.waited, max(waited, self.waited)
        more = max(0.0, min(more, FAR * self.limits["total_seconds"] - self.given))
        self.given += more
        self.end += more
        return more

    def cause_of_death(self):
        """Why the worker is gone, as the end of a French sentence about a cell."""
        if self.box and self.box.memory.exceeded():
            return f"a dépassé la mémoire accordée ({self.limits['memory_mb']} Mo)"
        return "a arrêté le noyau"

    def need_worker(self, until):
        """Have a worker in which every cell before `until` has run, but those that hung or died."""
        if self.box and _is_alive(self.box.sock):
            return
        self.stop()
        while self.box is None:
            self.start_worker()
            for index, cell in enumerate(self.cells[:until]):
                if index not in self.outputs or index in self.culprits or self.is_test(cell):
                    continue
                try:
                    self.run_cell(index)
                except (_Timeout, _Died) as failure:
                    if time.monotonic() > self.end:
                        raise _Timeout from failure
                    timed_out = isinstance(failure, _Timeout)
                    reason = f"a dépassé {self.limits['cell_seconds']} s" if timed_out else self.cause_of_death()
                    self.blame(index, "timeout" if timed_out else "died", reason)
                    break

    def is_test(self, cell):
        return any(grade_id(cell) == test.grade_id for test in self.tests)

    def start_worker(self):
        began = time.monotonic()
        self.waited, self.knows_hidden = 0.0, False
        self.box = sandbox.launch(self.world, self.limits, self.unsafe, _libraries(self.tests), self.kinds)
        try:
            codec.receive(_Timed(self.box.sock, time.monotonic() + START_SECONDS))
        except (EOFError, OSError, _Timeout, codec.BadMessage) as error:
            self.stop()
            raise sandbox.NoSandbox("the worker does not start in the sandbox; see `course doctor`") from error
        self.end += time.monotonic() - began  # ours, not the submission's
        for name, content in self.extra_files.items():
            if name.startswith("/") or ".." in name.split("/"):
                continue
            self.ask("write", START_SECONDS, name=name, content=np.frombuffer(content, np.uint8))

    def ask(self, operation, seconds, **fields):
        """One question to the worker. Raises _Timeout, _Died."""
        self.asked += 1
        deadline = min(time.monotonic() + seconds, self.end)
        timed = _Timed(self.box.sock, deadline, self.box.memory, self.granted)
        try:
            codec.send(timed, {"op": operation, "id": self.asked, **fields})
            reply = codec.receive(timed, max_arrays=0)  # outputs are text
        except (EOFError, OSError, codec.BadMessage) as error:
            raise _Died from error
        if reply.get("id") != self.asked:
            raise _Died
        return reply

    # --- the tests ---

    def test(self, index, test):
        """The verdict of one test cell."""
        began = time.monotonic()
        found = self.judged(index, test)
        if found.status == "failed" and self.knows_hidden:  # its words could tell what an earlier test gave
            if self.replay_seconds < REPLAY_SECONDS and time.monotonic() < self.end:
                self.stop()
                found = self.judged(index, test)
            else:
                found = replace(found, message=_RAISED.sub(r"\1.", found.message))
        self.knows_hidden = self.knows_hidden or HIDDEN in test.source
        found = self.blamed(found)
        self.outputs[index] = _outputs_of(found)
        if found.log:
            self.log.append(found.log)
        points = test.points if found.status == "passed" else 0.0
        seconds = time.monotonic() - began
        return Verdict(test.grade_id, points, test.points, found.status, found.message, found.mistake, seconds)

    def judged(self, index, test):
        """What the judge says of one test cell, or what became of it."""
        try:
            if time.monotonic() > self.end:
                raise _Timeout
            self.need_worker(index)
            try:
                self.need_judge()
            except (EOFError, OSError) as error:
                raise _OurFault(f"no judge can be started: {error}") from error
            deadline = min(time.monotonic() + self.limits["cell_seconds"], self.end)
            timed = _Timed(self.control, deadline, self.box.memory, self.granted)
            codec.send(timed, {"source": test.source})
            said = codec.receive(timed)
            found = Judgement(**said | {"missing": tuple(said["missing"])})
        except _Timeout:
            limit = f"{self.limits['cell_seconds']} s"
            if time.monotonic() > self.end:
                limit = f"{self.limits['total_seconds']} s pour tout le carnet"
            found = Judgement("timeout", f"Le temps accordé ({limit}) est écoulé : une boucle sans fin ?")
        except _Died:
            found = Judgement("died")
        except _OurFault as error:
            found = Judgement("error", NOT_RUN)
            self.log.append(str(error))
            self.stop()
        except (EOFError, OSError):
            if self.box and self.box.memory.exceeded():  # noticed here or by the judge: one outcome
                found = Judgement("died")
            else:
                found = Judgement("failed", "Ce qui a été renvoyé n’a pas pu être vérifié : est-ce trop grand ?")
                self.stop()
        if found.status == "died":
            found = replace(found, message=f"Votre code {self.cause_of_death()} pendant ce test.")
        if found.status in ("died", "timeout"):
            self.stop()
        return found

    def blamed(self, found):
        """A test that lacks a name whose cell hung or died says so."""
        if found.status == "failed":
            for name in found.missing:
                for index, (status, reason) in self.culprits.items():
                    if re.search(rf"\b{re.escape(name)}\b", self.cells[index]["source"]):
                        return replace(found, status=status, message=f"« {name} » n’est pas défini. {reason}")
        return found

    def need_judge(self):
        """Have a judge that talks to the present worker."""
        if self.judge:
            return
        began = time.monotonic()
        self.control, theirs = socket.socketpair()
        self.judges = _judges(self.tests, self.secret)
        self.judge = self.judges.fork({}, [theirs.fileno()])
        theirs.close()
        socket.send_fds(self.control, [b"w"], [self.box.sock.fileno()])
        timed = _Timed(self.control, time.monotonic() + START_SECONDS)
        imports = list(dict.fromkeys(line for test in self.tests for line in test.imports))
        codec.send(timed, {"imports": imports})
        codec.receive(timed)
        self.end += time.monotonic() - began

    def stop(self):
        """End the judge and the worker, if there are any."""
        if self.judge:
            self.control.close()
            self.judges.end(self.judge)
        if self.box:
            self.memory_mb = max(self.memory_mb, self.box.memory.peak_mb())
            self.box.close()
        self.judge = self.control = self.box = None


def _libraries(tests):
    """What the warm parent should have imported for these tests: the large libraries that the source imports."""
    imported = " ".join(line for test in tests for line in test.imports)
    return tuple(name for name in LARGE if re.search(rf"\b{name}\b", imported))


def _judges(tests, secret):
    """The warm parent of this process's judges; it has the secret and the modules of ours that the tests name."""
    sources = "\n".join(test.source for test in tests)
    modules = ",".join(dict.fromkeys(re.findall(r"^\s*(?:from|import) (course_[\w.]+)", sources, re.MULTILINE)))
    with _judges_lock:
        parent = _judge_parents.get((modules, secret))
        if parent is None or not parent.is_alive():
            root = str(Path(__file__).parents[3])
            path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
            command = [sys.executable, "-m", "course_admin.marking.engine.warm_judge", modules]
            variables = {**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"}
            variables |= {VARIABLE: secret} if secret else {}
            parent = _judge_parents[modules, secret] = forkserver.Parent(command, variables)
        return parent


class _Timed:
    """A socket that gives up at a deadline, or when the sandbox takes more memory than it may.

    At the deadline `granted()` says how much longer it may take.
    """

    def __init__(self, sock, deadline, memory=None, granted=lambda: 0.0):
        self.sock, self.deadline, self.memory, self.granted = sock, deadline, memory, granted

    def recv_into(self, view):
        self._wait(select.POLLIN)
        return self.sock.recv_into(view)

    def sendall(self, data):
        view = memoryview(data)
        while view:
            self._wait(select.POLLOUT)
            view = view[self.sock.send(view[: 1 << 20], socket.MSG_DONTWAIT) :]

    def _wait(self, event):
        poll = select.poll()
        poll.register(self.sock, event)
        while True:
            left = self.deadline - time.monotonic()
            if left <= 0:
                more = self.granted()
                if more < LEAST_GRANT:
                    raise _Timeout
                self.deadline += more
                continue
            if poll.poll(min(left, 0.2) * 1000):
                return
            if self.memory and self.memory.exceeded():
                raise EOFError("too much memory")


def _is_alive(sock):
    """Whether the other side has not closed the connection, and has said nothing unasked."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return not poll.poll(0)


def _outputs_of(found):
    """What the test cell shows: what its check printed, then what it found wrong."""
    outputs = []
    if found.printed:
        outputs.append({"output_type": "stream", "name": "stdout", "text": found.printed})
    if found.status != "passed":
        text = found.message
        outputs.append({"output_type": "error", "ename": "CheckFailed", "evalue": text, "traceback": [f"✘ {text}"]})
    return outputs


def clean_outputs(outputs, limit):
    """The outputs that a sandbox sent, rebuilt from the few forms that we keep; text and pictures, nothing active."""
    kept = []
    for output in outputs if isinstance(outputs, list) else []:
        output = _clean_output(output) if isinstance(output, dict) else None
        limit -= len(json.dumps(output)) if output else 0
        if limit < 0:
            break
        if output:
            kept.append(output)
    return kept


def _clean_output(output):
    kind, data = output.get("output_type"), output.get("data")
    if kind == "stream" and output.get("name") in ("stdout", "stderr") and isinstance(output.get("text"), str):
        return {"output_type": "stream", "name": output["name"], "text": output["text"]}
    if kind == "error" and all(isinstance(output.get(key), str) for key in ("ename", "evalue")):
        lines = [line for line in output.get("traceback") or () if isinstance(line, str)]
        return {"output_type": "error", "ename": output["ename"], "evalue": output["evalue"], "traceback": lines}
    if kind in ("display_data", "execute_result") and isinstance(data, dict):
        data = {mime: data[mime] for mime in MIMES if isinstance(data.get(mime), str)}
        data = {m: text for m, text in data.items() if m == "text/plain" or re.fullmatch(r"[A-Za-z0-9+/=\s]*", text)}
        output = {"output_type": kind, "data": data, "metadata": {}}
        return output | {"execution_count": None} if kind == "execute_result" else output
    return None
