"""The process inside the sandbox: runs a student's cells and calls a student's functions when it is told to.

It imports nothing of `course_admin` (which is not there) and knows nothing of tests. Everything in it can be
overwritten by the student's code; the trusted side believes nothing but the values of what it calls.

Started as `worker.py FD SETTINGS`: FD is the socket to the trusted side, SETTINGS a JSON object (see `main`).
"""

import contextlib
import importlib
import io
import json
import os
import random
import socket
import sys
import threading

import codec
import confine
import numpy as np
import policies
import shell_hooks
import shell_lines

from course_utils.checks import record

STREAM_MIMES = ("text/plain", "image/png", "image/jpeg")


class Outputs(list):
    """The outputs of one cell in nbformat's form, cut at `limit` bytes."""

    def __init__(self, limit):
        super().__init__()
        self.left = limit

    def add(self, output, size):
        if self.left <= 0:
            return
        self.left -= size
        if self.left <= 0:
            output = {"output_type": "stream", "name": "stderr", "parts": ["\n[sortie coupée : trop longue]\n"]}
        self.append(output)

    def write(self, name, text):
        if self and self[-1].get("name") == name and self.left > len(text):
            self.left -= len(text)
            self[-1]["parts"].append(text)
        else:
            self.add({"output_type": "stream", "name": name, "parts": [text]}, len(text) + 20)

    def finished(self):
        """Plain dicts: the pieces of each stream put together."""
        return [
            {"output_type": "stream", "name": o["name"], "text": "".join(o["parts"])} if "parts" in o else o
            for o in list(self)
        ]


class Stream(io.TextIOBase):
    """What `sys.stdout` and `sys.stderr` are while a cell runs."""

    encoding = "utf-8"

    def __init__(self, worker, name):
        self.worker, self.stream_name = worker, name

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.worker.outputs.write(self.stream_name, text)
        return len(text)


class Callback:
    """A function of the trusted side: calling it asks there, as long as the call that brought it lasts."""

    def __init__(self, worker, number):
        self._worker, self._number = worker, number

    def __call__(self, *args, **kwargs):
        return self._worker.call_back(self._number, args, kwargs)


class Worker:
    sock = None
    policies = None  # of the submission's start
    output_bytes = 1 << 16

    def __init__(self):
        self.outputs = Outputs(self.output_bytes)
        self.streams = Stream(self, "stdout"), Stream(self, "stderr")
        self.objects = []  # what the trusted side holds as numbers
        self.numbers = {}
        self.calls = []  # of the calls under way: (id, the references that came with it)
        self.shell = make_shell(self)
        self.hooks = shell_hooks.Hooks(self.shell)
        self.operations = {
            "run": self.run,
            "look": self.look,
            "call": self.call,
            "delete": self.delete,
            "bind": self.bind,
            "write": self.write,
            "library": self.library,
        }

    def connect(self, sock, output_bytes):
        """Take the socket to the trusted side; this thread alone will use it."""
        self.sock, self.output_bytes, self.thread = sock, output_bytes, threading.get_ident()
        os.register_at_fork(after_in_child=sock.close)  # a child that goes on as if it were us has nobody to answer
        codec.send(sock, {"ready": True})

    def serve(self, waiting_for=None):
        """Do what is asked until the connection ends; within a call-back, until its answer comes."""
        while True:
            references = {}
            try:
                message = codec.receive(self.sock, lambda kind, data, r=references: self.resolve(kind, data, r))
            except EOFError:
                os._exit(0)
            if message["op"] == "answer" and message["id"] == waiting_for:
                return message
            reply = self.operations[message.pop("op")](message.pop("id"), references, **message)
            self.send(reply, references)

    def send(self, reply, references):
        """Send a reply; what came as a reference goes back as one, other objects as their type's name."""
        known = {id(thing): codec.Ref(kind, data) for (kind, data, thing) in references.values() if kind != "h"}

        def refer(thing):
            if isinstance(thing, np.ndarray | np.generic):
                return None
            return known.get(id(thing)) or codec.Ref("h", [self.number(thing), type(thing).__name__])

        codec.send(self.sock, reply, refer)

    def number(self, thing):
        """The number under which the trusted side may speak of an object."""
        if id(thing) not in self.numbers:
            self.numbers[id(thing)] = len(self.objects)
            self.objects.append(thing)
        return self.numbers[id(thing)]

    def resolve(self, kind, data, references):
        """What a reference stands for here: f call-back, g random generator, h an object of ours."""
        if kind == "f":
            thing = Callback(self, data[0])
        elif kind == "g":
            thing = np.random.Generator(np.random.PCG64())
            thing.bit_generator.state = unpack_state(data[1:])
        else:
            thing = self.objects[data[0]]
        references[len(references)] = (kind, data[:1], thing)
        return thing

    def capture(self):
        """Collect anew what is printed and shown, whatever became of the streams."""
        self.outputs = Outputs(self.output_bytes)
        sys.stdout, sys.stderr = self.streams  # always the same: a thread may be writing to them

    # --- what can be asked ---

    def run(self, id, references, source):
        """Run a cell. The reply holds its outputs and whether it ran to its end."""
        self.capture()
        with contextlib.suppress(Exception):
            self.hooks.restore()  # what a cell puts into the shell is not for those after it
        ok = False
        with contextlib.suppress(BaseException):
            ok = self.shell.run_cell(source, store_history=True).success
        return {"id": id, "ok": bool(ok), "outputs": self.outputs.finished(), "count": self.shell.execution_count - 1}

    def look(self, id, references, name, base=None):
        """What a global name, or an attribute of an object of ours, stands for: missing, plain data, or an object."""
        try:
            value = self.shell.user_ns[name] if base is None else getattr(base, name)
        except Exception:
            return {"id": id, "kind": "missing"}
        data = record.plain(value)
        if isinstance(data, record.Opaque):
            return {"id": id, "kind": "object", "number": self.number(value)}
        return {"id": id, "kind": "data", "value": data}

    def call(self, id, references, function, args, kwargs, seed):
        """Call one of our objects; the reply holds the record and the state of each generator that was passed."""
        self.calls.append((id, references))
        self.capture()
        if len(self.calls) == 1 and self.policies:
            self.policies.restore()
        seed_frameworks(seed)
        try:
            made = record.record_call(function, args, kwargs, seed)
        except BaseException as error:
            made = record.Record(None, record.builtin_name(error), str(error)[:300], (), args, kwargs)
        self.calls.pop()
        states = [
            [data[0], *pack_state(thing.bit_generator.state)]
            for (kind, data, thing) in references.values()
            if kind == "g"
        ]
        try:
            codec_size(made.value)
        except codec.TooLarge:
            made = record.Record(None, "MemoryError", "la valeur renvoyée est trop grande", (), args, kwargs)
        return {"id": id, "record": made, "states": states}

    def delete(self, id, references, name):
        """Take a global name away."""
        self.shell.user_ns.pop(name, None)
        return {"id": id}

    def bind(self, id, references, name, value):
        """Give a global name a value."""
        self.shell.user_ns[name] = value
        return {"id": id}

    def write(self, id, references, name, content):
        """Put a file of the submission into the working directory."""
        with contextlib.suppress(OSError, ValueError):  # a name or a size that the place does not take
            os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
            with open(name, "wb") as file:
                file.write(content.tobytes())
        return {"id": id}

    def library(self, id, references, module, name):
        """A function of the TP's `course_utils`, as an object that can be called."""
        return {"id": id, "number": self.number(getattr(importlib.import_module(module), name))}

    def call_back(self, number, args, kwargs):
        """Ask the trusted side to call its function."""
        if not self.calls or threading.get_ident() != self.thread:
            raise RuntimeError("cette fonction ne peut être appelée que pendant l’appel auquel elle a été donnée")
        id, references = self.calls[-1]
        message = {"id": id, "callback": number, "args": record.plain(args), "kwargs": record.plain(kwargs)}
        self.send(message, references)
        answer = self.serve(waiting_for=id)
        if answer["error"]:
            raise getattr(__import__("builtins"), answer["error"])(answer["message"])
        value = answer["value"]
        return value.build() if isinstance(value, record.Built) else value


def codec_size(value):
    """Raise `TooLarge` where a value would not fit into a reply."""
    if isinstance(value, np.ndarray):
        if value.nbytes > codec.MAX_ARRAYS // 2:
            raise codec.TooLarge
    elif isinstance(value, (list, tuple)):
        for item in value:
            codec_size(item)


def pack_state(state):
    """The state of a PCG64 generator as integers."""
    return [state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"]]


def unpack_state(numbers):
    """The state of a PCG64 generator from four integers."""
    state, inc, has_uint32, uinteger = numbers
    return {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": inc},
        "has_uint32": has_uint32,
        "uinteger": uinteger,
    }


def seed_frameworks(seed):
    """Seed Keras and TensorFlow where the student's code has imported them; `record_call` seeds numpy and random."""
    if "keras" in sys.modules:
        with contextlib.suppress(Exception):
            sys.modules["keras"].utils.set_random_seed(seed)


# --- IPython without a kernel ----------------------------------------------------------------------


def make_shell(worker):
    """An InteractiveShell whose displays, errors and figures go to the outputs of the cell."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Display(DisplayPublisher):
        def publish(self, data, metadata=None, **kwargs):
            worker.outputs.add(bundle("display_data", data), sum(len(str(item)) for item in data.values()))

        def clear_output(self, wait=False):
            worker.outputs.clear()

    class Result(DisplayHook):
        def write_output_prompt(self):
            pass

        def write_format_data(self, format_dict, md_dict=None):
            output = bundle("execute_result", format_dict) | {"execution_count": self.shell.execution_count}
            worker.outputs.add(output, sum(len(str(item)) for item in format_dict.values()))

        def finish_displayhook(self):
            pass

    class Shell(InteractiveShell):
        def _showtraceback(self, etype, evalue, stb):
            text = "\n".join(stb) if isinstance(stb, list) else str(stb)
            error = {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": str(evalue)[:2000],
                "traceback": [text[-20000:]],
            }
            worker.outputs.add(error, min(len(text), 20000))

        def enable_gui(self, gui=None):
            pass

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryAccessor.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    shell = Shell.instance(config=config, display_pub_class=Display, displayhook_class=Result)
    shell.displayhook_class, shell.display_pub_class = Result, Display
    with contextlib.suppress(Exception):
        shell.enable_matplotlib("inline")
    shell_lines.install(shell)
    return shell


def bundle(kind, data):
    """An nbformat output with the kinds of data that we keep."""
    kept = {mime: str(data[mime]) for mime in STREAM_MIMES if mime in data}
    return {"output_type": kind, "data": kept, "metadata": {}}


def _is_ours(module):
    return os.path.dirname(getattr(module, "__file__", None) or "") == os.path.dirname(__file__)


def main():
    """Give up every right, then serve."""
    fd, settings = int(sys.argv[1]), json.loads(sys.argv[2])
    confine.end_with_parent(settings.get("parent"))
    confine.confine(settings)
    start(Worker(), socket.socket(fileno=fd), settings)


def start(worker, sock, settings):
    """Serve on a socket in a process that is already confined."""
    os.chdir(settings["directory"])
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    libraries = [path for path in sys.path if path.startswith((sys.prefix, sys.base_prefix))]
    sys.path[:] = [settings["directory"], *settings["path"], *libraries]
    for name in [name for name, module in sys.modules.items() if name != "__main__" and _is_ours(module)]:
        del sys.modules[name]  # a student's file of that name, beside the notebook, is what they import
    sys.argv[:] = [""]
    random.seed(0)
    np.random.seed(0)
    worker.connect(sock, settings["output_bytes"])
    worker.policies = policies.Policies()
    worker.serve()


if __name__ == "__main__":
    main()
