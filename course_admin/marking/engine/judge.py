"""The trusted process that runs the test cells of one submission: `judge.py FD`.

It imports the checks and the hidden tests, reaches the student's names through stand-ins, and reports a verdict a
cell. It is a process of its own so that it can be killed when a test takes too long.
"""

import contextlib
import functools
import io
import resource
import socket
import sys
import traceback
from dataclasses import asdict, dataclass, replace

from course_admin.marking.engine import codec
from course_admin.marking.engine.standin import Broken, Namespace, Session, Standin
from course_utils.checks import record

NOT_RUN = "Le test n’a pas pu s’exécuter ; ce n’est pas votre faute."
MAX_OUTPUT = 20_000  # characters
MEMORY = 2 << 30  # bytes of address space above which a hostile value is no longer judged


@dataclass(frozen=True)
class Judgement:
    """What the judge says of one test cell; it travels to `run` as a dict."""

    status: str  # passed, failed, died (the kernel), error (our fault); `run` adds timeout
    message: str = ""  # French, for the student
    mistake: str | None = None  # the misconception that was recognised
    missing: tuple[str, ...] = ()  # names that the test asked for and the kernel has not
    printed: str = ""
    log: str = ""


def main():
    """Serve on the inherited socket."""
    serve(socket.socket(fileno=int(sys.argv[1])))


def serve(control):
    """Receive the worker's socket, then judge the cells that come until the connection closes."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    _, [fd], _, _ = socket.recv_fds(control, 1, 1)
    start = codec.receive(control)
    session = Session(socket.socket(fileno=fd))
    session.last = 1 << 32  # our numbers are not those of the process that runs the student's cells
    namespace = Namespace(session, start["imports"])
    record.Step.record = step_where_it_is
    codec.send(control, {"ready": True})
    while True:
        try:
            cell = codec.receive(control)
        except EOFError:
            return
        codec.send(control, asdict(judge(cell["source"], namespace)))


def step_where_it_is(step, args, kwargs, seed):
    """`Step.record` in this process: never done here because the kernel gave something else than a function.

    What a kernel answers for a name is its choice, at each moment; a step may write files.
    """
    if isinstance(step.thing, Standin):
        return step.thing.operate(step.function.__name__, args, kwargs, seed, step.function.__module__)
    if callable(step.thing):  # ours: a reference answer
        return record.record_call(functools.partial(step.function, step.thing), args, kwargs, seed)
    return record.Record(None, "TypeError", "ce nom n’est pas celui d’une fonction", (), args, kwargs)


def judge(source, namespace):
    """Run one test cell; its `Judgement`."""
    namespace.missing.clear()
    printed, found = io.StringIO(), Judgement("passed")
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            code = compile(source, "test", "exec")
            exec(code, namespace)
        except BaseException as error:
            found = explain(error, namespace)
    return replace(found, missing=tuple(namespace.missing), printed=printed.getvalue()[:MAX_OUTPUT])


def explain(error, namespace):
    """The `Judgement` of what a test cell raised."""
    if isinstance(error, Broken):
        return Judgement("died")
    if isinstance(error, NameError) and namespace.missing:
        names = ", ".join(f"« {name} »" for name in dict.fromkeys(namespace.missing))
        return Judgement(
            "failed", f"{names} n’est pas défini : la cellule qui le définit s’exécute-t-elle sans erreur ?"
        )
    if hasattr(error, "raised_by"):
        text = f"{error.raised_by} a levé {type(error).__name__} : {str(error)[:300]}"
        return Judgement("failed", text)
    if isinstance(error, MemoryError):
        return Judgement("failed", "Ce qui a été renvoyé est trop grand pour être vérifié.")
    if isinstance(error, SyntaxError | ImportError | SystemExit | KeyboardInterrupt):
        log = "".join(traceback.format_exception(error))
        return Judgement("error", NOT_RUN, log=log)
    if isinstance(error, AssertionError):
        mistake = getattr(error, "mistake", None)
        text = str(error) or "Le résultat n’est pas celui qui est attendu."
        return Judgement("failed", text, mistake if isinstance(mistake, str) else None)
    return Judgement("failed", f"Le test s’est arrêté sur {type(error).__name__} : {str(error)[:300]}")


if __name__ == "__main__":
    main()
