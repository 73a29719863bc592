"""More hostile code, at the edges: the kernel's calls, what a reply may hold, how a worker may be bent.

Three banks as in `attacks`, which says what each is for and holds these too; and `SABOTAGE`.
"""


def in_memory_of(process):
    """A hunt through the memory of a process, by its name below /proc."""
    return f"""
import re
def hunt():
    for line in open("/proc/{process}/maps"):
        low, high = (int(part, 16) for part in line.split()[0].split("-"))
        try:
            with open("/proc/{process}/mem", "rb") as memory:
                memory.seek(low)
                if re.search(rb"attendu[_]7319\\W", memory.read(high - low)): return True
        except (OSError, ValueError, OverflowError): pass"""


HOSTILE_CELLS = {
    "stops all it can": "import os, signal\nos.kill(-1, signal.SIGSTOP)",
    "kills its group": "import os, signal\nos.killpg(0, signal.SIGKILL)",
    "leads a session": """
import os
if os.fork() == 0:
    os.setsid()
    while True:
        if os.fork(): os._exit(0)""",
    "alarm that comes later": "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0.3, 0.3)",
    "dumps its core": """
import os, resource
try: resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))
except (OSError, ValueError): pass
os.abort()""",
    "shared memory by pages": """
import mmap, os
try:
    fd = os.open("/dev/shm/x", os.O_RDWR | os.O_CREAT)
    os.ftruncate(fd, 1 << 40)
    big = mmap.mmap(fd, 1 << 30)
    for place in range(0, 1 << 30, 4096): big[place] = 1
except (OSError, ValueError): pass""",
    "files that are all hole": """
import os
for place in ("/tmp/x", "/dev/shm/x", "x"):
    fd = os.open(place, os.O_RDWR | os.O_CREAT)
    for call in (lambda: os.ftruncate(fd, 1 << 60), lambda: os.posix_fallocate(fd, 0, 1 << 40)):
        try: call()
        except (OSError, ValueError): pass""",
    "attributes and links without end": """
import os
open("/tmp/x", "w").close()
try:
    for i in range(100_000): os.setxattr("/tmp/x", f"user.{i}", b"x" * 1000)
except OSError: pass
try:
    for i in range(100_000): os.link("/tmp/x", f"/tmp/l{i}")
except OSError: pass""",
    "locks without end": """
import fcntl
file = open("/tmp/x", "w")
try:
    for i in range(200_000): fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * i)
except OSError: pass""",
    "threads that are busy": """
import threading
def spin():
    while True: pass
for _ in range(20): threading.Thread(target=spin, daemon=True).start()""",
    "switches no more": "import sys\nsys.setswitchinterval(1e6)",
    "recursion of nothing": "import sys\nsys.setrecursionlimit(80)",
    "sends what is urgent": """
import os, socket
for fd in range(3, 30):
    try:
        one = socket.socket(fileno=os.dup(fd))
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
        one.send(b"x", socket.MSG_OOB)
    except OSError: pass""",
    "shuts one half": """
import os, socket
for fd in range(3, 30):
    try: socket.socket(fileno=os.dup(fd)).shutdown(socket.SHUT_WR)
    except OSError: pass""",
    "waits without a lock": "import threading\nlock = threading.Lock(); lock.acquire()\nlock.acquire()",
    "leaves the interpreter": "import ctypes\nctypes.CDLL(None)._exit(0)",
    "ends by a trap": "import ctypes\nctypes.pythonapi.Py_FatalError(b'x')",
    "frees twice": """
import ctypes
libc = ctypes.CDLL(None)
p = ctypes.c_void_p(libc.malloc(8))
libc.free(p); libc.free(p)""",
    "closes the loop that shows figures": """
import matplotlib.pyplot as plt
plt.show = plt.figure = plt.close = None
import matplotlib; matplotlib.use("Agg", force=True)""",
    "figures without end": """
import matplotlib.pyplot as plt
for i in range(60): plt.figure(figsize=(40, 40)); plt.plot(range(9))""",
    "a figure of a hundred million points": """
import matplotlib.pyplot as plt, numpy as np
plt.imshow(np.zeros((30_000, 3_000))); plt.show()""",
    "many outputs of nothing": """
from IPython.display import display
for _ in range(100_000): display({'text/plain': ''}, raw=True)""",
    "clears its outputs": """
from IPython.display import clear_output
while True:
    print('x' * 1000); clear_output()""",
    "writes to its terminal": """
import os
for fd in (0, 1, 2):
    for _ in range(10_000): os.write(fd, b"\\x1b[2J" * 100) if fd else None""",
    "deletes what it is": """
%reset -f
for name in list(globals()):
    if not name.startswith('_'): del globals()[name]""",
    "a key that breaks its names": """
class K(str):
    def __hash__(self): raise RuntimeError
globals()['a'] = 1
try: globals()[K('b')] = 1
except RuntimeError: pass""",
    "hooks of the shell that loop": """
import ast
def forever(*a, **k):
    while True: pass
ip = get_ipython()
class Loop(ast.NodeTransformer): visit = forever
ip.ast_transformers.append(Loop())
ip.input_transformers_cleanup.append(forever)
ip.input_transformers_post.append(forever)
for name in ("pre_execute", "pre_run_cell"): ip.events.register(name, forever)
ip.set_custom_exc((Exception,), forever)""",
    "events after a cell that loop": """
def forever(*a, **k):
    while True: pass
for name in ("post_execute", "post_run_cell"): get_ipython().events.register(name, forever)""",
    "methods of the shell that do nothing": """
ip = get_ipython()
ip.run_cell = ip.run_cell_async = ip.run_code = ip.run_ast_nodes = ip.transform_cell = lambda *a, **k: None
ip.compile = ip.history_manager = ip.logger = None
ip.user_ns = {}""",
    "a meter of time that lies": """
import time
time.time = time.monotonic = time.perf_counter = time.process_time = lambda: -1e300""",
}

# Cells that break their own kernel: they cost whoever hands them in points, and nobody else anything.
SABOTAGE = {
    "alarm that a handler survives": """
import signal
def handler(*a): raise RuntimeError("now")
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.01, 5)""",
    "reads what is meant for the worker": """
import os, threading
def read():
    for fd in range(3, 30):
        try: os.read(fd, 1 << 20)
        except OSError: pass
for _ in range(4): threading.Thread(target=read, daemon=True).start()""",
    "takes none for true": """
import ctypes
ctypes.memmove(id(False) + 24, id(True) + 24, 4)
ctypes.memset(id(7) + 24, 9, 1)""",
    "empties its modules": """
import sys
for name in list(sys.modules):
    if name not in ('sys', '__main__'): sys.modules[name] = None""",
    "a prompt of its own": "get_ipython().execution_count = -10 ** 30\nget_ipython().user_ns_hidden = None",
}

HUNTS = {
    "the first process": """
import os
def hunt():
    for name in ("environ", "maps", "mem", "fd", "root", "cwd", "auxv", "stack", "io"):
        place = f"/proc/1/{name}"
        try:
            if name == "fd": found = os.listdir(place)
            elif name in ("root", "cwd"): found = os.readlink(place)
            else: found = open(place, "rb").read(1 << 16)
        except OSError: continue
        if name == "environ" and b"COURSE_SECRET" in found: return True
        if name == "fd" and found: return True
        if name == "mem": return True""",
    "memory of the first process": in_memory_of("1"),
    "settings of the kernel": """
import os
def hunt():
    for place in ("/proc/sys/kernel/core_pattern", "/proc/sys/vm/overcommit_memory", "/proc/1/setgroups",
                  "/proc/sys/kernel/printk", "/proc/sys/fs/file-max", "/proc/self/uid_map", "/proc/self/setgroups"):
        try: os.write(os.open(place, os.O_WRONLY), b"1"); return True
        except OSError: pass
    try: os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"-1000"); return True
    except OSError: pass""",
    "a lower place in the queue": """
import os
def hunt():
    for policy in (os.SCHED_FIFO, os.SCHED_RR):
        try: os.sched_setscheduler(0, policy, os.sched_param(1)); return True
        except OSError: pass""",
    "the peer of its socket": """
import os, socket, struct
def hunt():
    for fd in range(3, 30):
        try:
            one = socket.socket(fileno=os.dup(fd))
            pid, uid, gid = struct.unpack("3i", one.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        except OSError: continue
        if pid > 0:
            try: os.kill(pid, 0)
            except ProcessLookupError: continue
            except PermissionError: return True""",
    "an address in the machine": """
import socket
def hunt():
    for family, kind, place in ((2, 1, ("127.0.0.1", 8786)), (2, 2, ("8.8.8.8", 53)), (10, 1, ("::1", 22))):
        try:
            one = socket.socket(family, kind); one.settimeout(0.3); one.connect(place); one.send(b"x"); return True
        except OSError: pass""",
    "interfaces": "import socket\ndef hunt(): return {name for _, name in socket.if_nameindex()} - {'lo'}",
    "other hosts' names": "import socket\ndef hunt(): return socket.gethostname() != 'marking'",
    "folders of the course": """
import os
def hunt():
    names = {name for folder in ("/cours", "/marking") for _, a, b in os.walk(folder) for name in (*a, *b)}
    return names & {"hidden", "answers", "judge.py", "standin.py", "secret", "run.py", "course_admin", "records"}""",
    "what was deleted": """
import os
def hunt():
    for place in ("/.old", "/old_root", "/newroot", "/oldroot", "/proc/1/root/work", "/sys", "/run", "/home", "/var"):
        try:
            if os.listdir(place): return True
        except OSError: pass""",
    "what was typed before": """
import readline
def hunt():
    manager = get_ipython().history_manager
    return "attendu" + "_7319" in str(manager.input_hist_raw) + str(manager.input_hist_parsed)""",
    "tasks of others": """
import os
def hunt():
    told = " ".join(open(f"/proc/{pid}/comm").read() for pid in os.listdir("/proc") if pid.isdigit())
    return len([pid for pid in os.listdir("/proc") if pid.isdigit()]) > 4 or "git" in told""",
    "a way back by its root": """
import os
def hunt():
    fd = os.open("/", os.O_RDONLY)
    os.chdir("/tmp"); os.mkdir("/tmp/j")
    for _ in range(50): os.chdir("..")
    return os.path.exists("course.toml") or os.path.exists("/proc/self/root/../course.toml")""",
    "the arguments of the caller": """
import sys
def hunt():
    frame, told = sys._getframe(), ""
    while frame: told += str(frame.f_locals); frame = frame.f_back
    return "attendu" + "_7319" in told or "hidden" in told""",
}

_SEND = """
import sys, struct
codec = sys.modules["codec"]
old = codec.send
def double(x):
    def send(sock, message, refer=None):
        codec.send = old
        body = {body}
        sock.sendall(struct.pack(">II", len(body), {extra}) + body + b"x" * {extra})
    codec.send = send
    return 0"""


def _reply(body, extra=0):
    """A `double` whose worker answers that call by these bytes."""
    return _SEND.format(body=body, extra=extra)


def _record(value, extra=0, **others):
    """… by a record with this value, as JSON."""
    fields = {"error": "null", "message": '""', "warnings": "[]", "args": '{"t":[]}', "kwargs": '{"d":[]}',
              "seconds": "0.1", "states": "[]"} | others  # fmt: skip
    states = fields.pop("states")
    parts = "".join(f',["{name}",{text}]' for name, text in fields.items())
    text = '{"d":[["id",%d],["record",{"R":{"d":[["value",VALUE]PARTS]}}],["states",STATES]]}'
    text = text.replace("VALUE", value).replace("PARTS", parts).replace("STATES", states)
    return _reply(f'b{text!r} % message["id"]', extra)


FORGERIES = {
    "an interface to no memory": """
class Any:
    __array_interface__ = {"shape": (1 << 20,), "typestr": "<f8", "data": (8, False), "version": 3}
def double(x): return np.asarray(Any())""",
    "an array of overlapping rows": """
def double(x): return np.lib.stride_tricks.as_strided(np.zeros(1), (1 << 20, 1 << 20), (0, 0))""",
    "a type with a size of its own": "def double(x): return np.zeros(1, dtype='U268435455')",
    "bytes of a void": "def double(x): return np.zeros(1, dtype='V100000000')",
    "an array of itself": "def double(x):\n    a = np.empty(2, object); a[:] = [a, a]; return a",
    "a scalar of the other order": "def double(x): return np.array([0], dtype='>f8').view('>i8')",
    "a tuple that lies on its length": """
class T(tuple):
    __len__ = lambda s: 10 ** 9
    __iter__ = lambda s: iter([0])
def double(x): return T((0,))""",
    "a text that lies": """
class S(str):
    __len__ = lambda s: 0
    encode = lambda s, *a: b'{'
    __eq__ = lambda s, o: True
    __hash__ = str.__hash__
def double(x): return S('0')""",
    "an integer that lies": """
class I(int):
    __eq__ = lambda s, o: True
    bit_length = lambda s: 0
    __repr__ = lambda s: '2*x'
def double(x): return I(10 ** 9)""",
    "a class that is every class": """
class M(type):
    __instancecheck__ = __subclasscheck__ = lambda *a: True
class A(metaclass=M):
    __bool__ = __eq__ = lambda *a: True
def double(x): return A()""",
    "a mock of all": "from unittest.mock import MagicMock\ndef double(x): return MagicMock(name='2x')",
    "exceptions of all kinds": """
kinds = [KeyboardInterrupt, GeneratorExit, StopIteration, AssertionError, BaseExceptionGroup("x", [SystemExit(0)])]
def double(x): raise kinds[int(x) % 5]""",
    "an exception that is a check's": """
class CheckFailed(AssertionError): mistake = 'none'; raised_by = 'x'
def double(x): raise CheckFailed('passed')""",
    "a file for a value": "def double(x): return open('/proc/self/mem', 'rb')",
    "a record for a value": """
from course_utils.checks.record import Record
def double(x): return Record(2 * x, None, '', (), (x,), {}, 0.0)""",
    "a step for a value": """
from course_utils.checks.record import Built, Opaque
def double(x): return [Built('double', {'x': x}), Opaque('float')]""",
    "id that is true": _reply('b\'{"d":[["id",true],["record",{"R":true}],["states",[]]]}\''),
    "ids that differ": _reply('b\'{"d":[["id",0],["id",%d],["id",1.0],["id",null]]}\' % message["id"]'),
    "a verdict for a record": _reply(
        'b\'{"d":[["id",%d],["record",{"d":[["status","passed"]]}],["status","passed"]]}\' % message["id"]'
    ),
    "no JSON": _reply("b'\\\\xff' * 100"),
    "nothing at all": _reply("b''"),
    "a number without end": _record("1" + "0" * 4999),
    "an exponent without end": _record("1e999999999"),
    "depth without end": _record("[" * 15 + "]" * 15),
    "JSON too deep for its reader": _reply("b'[' * 4_000_000"),
    "millions of empty lists": _reply('b\'{"d":[["id",1],["record",[\' + b"[]," * 2_700_000 + b"0]]]}"'),
    "millions of pairs": _reply('b\'{"d":[["id",1]\' + b\',["a",0]\' * 1_000_000 + b"]}"'),
    "a kind of no letter": _record('{"":0}'),
    "a kind of another alphabet": _record('{"\\u00e9":[0]}'),
    "a kind that is private": _record('{"__class__":[0]}'),
    "two kinds at once": _record('{"t":[],"d":[]}'),
    "an array of negative sides": _record('{"a":["<f8",[-1,-8]]}', 64),
    "an array of many sides": _record('{"a":["<f8",[' + ",".join(["1"] * 65) + "]]}", 8),
    "an array of objects": _record('{"a":["|O",[1]]}', 8),
    "an array of a type that is code": _record('{"a":["<f8,(1000000000,)f8",[1]]}', 8),
    "an array of half a number": _record('{"a":["<c32",[4]]}', 17),
    "an array of texts that are numbers": _record('{"s":[[1],[2]]}'),
    "more texts than shape": _record('{"s":[[1],["2","2"]]}'),
    "a built thing of no builder": _record('{"b":["os.system",{"d":[["command","true"]]}]}'),
    "a reference to nobody": _record('{"h":[999999999,"double"]}'),
    "a reference below nothing": _record('{"h":[-1]}'),
    "a function of ours for a value": _record('{"f":[0]}'),
    "a complex of texts": _record('{"c":["nan","1e400"]}'),
    "warnings without end": _record("0", warnings="[" + ",".join(['["UserWarning","x"]'] * 15_000) + "]"),
    "warnings of other kinds": _record("0", warnings='[["a"],3]'),
    "an error of no family": _record("0", error='"eval"'),
    "an error that ends the judge": _record("0", error='"SystemExit"', message='"0"'),
    "seconds that are none": _record("0", seconds="NaN"),
    "arguments that are none": _record("0", args='{"d":[]}', kwargs='{"t":[]}'),
    "states of nothing": _record("0", states="[[0,1,1,0,0]]"),
    "states that are texts": _record("0", states='"abc"'),
    "states without end": _record("0", states="[" + ",".join(["[]"] * 100_000) + "]"),
    "calls back for ever": """
import sys, struct
def double(x):
    def send(sock, message, refer=None):
        while True:
            body = b'{"d":[["id",%d],["callback",0],["args",{"t":[]}],["kwargs",{"d":[]}]]}' % message["id"]
            sock.sendall(struct.pack(">II", len(body), 0) + body)
    sys.modules["codec"].send = send
    return 0""",
    "answers before it is asked": """
import sys, struct
codec = sys.modules["codec"]
old = codec.send
def send(sock, message, refer=None):
    old(sock, message, refer)
    for number in range(message["id"] + 1, message["id"] + 50):
        body = b'{"d":[["id",%d],["record",null],["kind","data"],["value",true],["ok",true],["number",0]]}' % number
        sock.sendall(struct.pack(">II", len(body), 0) + body)
def double(x):
    codec.send = send
    return 0""",
    "frames that never end": """
import sys, struct, time
def double(x):
    def send(sock, message, refer=None):
        sock.sendall(struct.pack(">II", 8 << 20, 256 << 20))
        for _ in range(100): sock.sendall(b" " * (1 << 20))
        time.sleep(1000)
    sys.modules["codec"].send = send
    return 0""",
}
