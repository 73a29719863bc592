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

from course_admin.marking.engine import codec
from course_admin.marking.engine.standin import Broken, Namespace, Session, Standin
from course_utils.checks import record

MAX_OUTPUT = 20_000  # characters
MEMORY = 4 << 30  # bytes of address space above which a hostile value is no longer judged


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
        codec.send(control, judge(cell["source"], namespace))


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
    """Run one test cell; the verdict as a dict: status, message, mistake, missing names, what the test printed."""
    namespace.missing.clear()
    printed = io.StringIO()
    verdict = {"status": "error", "message": "", "mistake": None}
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            code = compile(source, "test", "exec")
            exec(code, namespace)
        except BaseException as error:
            verdict.update(explain(error, namespace))
        else:
            verdict.update(status="passed", message="")
    return verdict | {"missing": list(namespace.missing), "printed": printed.getvalue()[:MAX_OUTPUT]}


def explain(error, namespace):
    """Status, French message and mistake for what a test cell raised."""
    if isinstance(error, Broken):
        return {"status": "died", "message": ""}
    if isinstance(error, NameError) and namespace.missing:
        names = ", ".join(f"« {name} »" for name in dict.fromkeys(namespace.missing))
        return {
            "status": "failed",
            "message": f"{names} n’est pas défini : la cellule qui le définit s’exécute-t-elle sans erreur ?",
        }
    if hasattr(error, "raised_by"):
        text = f"{error.raised_by} a levé {type(error).__name__} : {str(error)[:300]}"
        return {"status": "failed", "message": text}
    if isinstance(error, MemoryError):
        return {"status": "failed", "message": "Ce qui a été renvoyé est trop grand pour être vérifié."}
    if isinstance(error, SyntaxError | ImportError | SystemExit | KeyboardInterrupt):
        log = "".join(traceback.format_exception(error))
        return {"status": "error", "message": "Le test n’a pas pu s’exécuter ; ce n’est pas votre faute.", "log": log}
    if isinstance(error, AssertionError):
        mistake = getattr(error, "mistake", None)
        text = str(error) or "Le résultat n’est pas celui qui est attendu."
        return {"status": "failed", "message": text, "mistake": mistake if isinstance(mistake, str) else None}
    return {"status": "failed", "message": f"Le test s’est arrêté sur {type(error).__name__} : {str(error)[:300]}"}


if __name__ == "__main__":
    main()
