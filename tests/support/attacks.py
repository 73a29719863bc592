"""Hostile code that students might hand in: cells, hunts for what is hidden, forged results."""

import attacks_edges

# A `first` cell, before four right answers: nothing is lost, whatever it does.
HOSTILE_CELLS = {
    "drops asserts": """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())""",
    "patches numpy and json": """
import json, numpy as np
np.allclose = np.array_equal = lambda *a, **k: True
json.dumps = json.loads = lambda *a, **k: "{}"
np.testing.assert_allclose = print""",
    "patches builtins": """
import builtins
builtins.isinstance = lambda *a: True
len = sum = abs = range = AssertionError = lambda *a: 3""",
    "hooks that raise": """
def hook(*a): raise RuntimeError
get_ipython().events.register("pre_run_cell", hook)
get_ipython().events.register("post_run_cell", hook)""",
    "closes stdout": "import sys\nsys.stdout.close(); sys.stdout = sys.stderr = None",
    "closes every file": "import os\nos.closerange(0, 1000)",
    "leaves with os._exit": "import os\nos._exit(0)",
    "leaves with sys.exit": "import sys\nsys.exit(0)",
    "segmentation fault": "import ctypes\nctypes.string_at(0)",
    "stops itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "kills all it can": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "loop that catches interrupts": """
while True:
    try:
        while True: pass
    except BaseException: pass""",
    "fork bomb": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "thread bomb": """
import threading, time
try:
    while True: threading.Thread(target=time.sleep, args=(1000,)).start()
except RuntimeError: pass""",
    "eats memory": "data = []\nwhile True: data.append(bytearray(b'x' * (20 << 20)))",
    "eats memory by children": """
import os, time
for _ in range(8):
    if os.fork() == 0:
        data = bytearray(b'x' * (200 << 20)); time.sleep(1000)
os.wait()""",
    "fills the disk": """
import os
for folder in ("/tmp", "/dev/shm", "."):
    try:
        for i in range(100000):
            with open(f"{folder}/{i}", "wb") as file: file.write(b"x" * (8 << 20))
    except OSError: pass""",
    "floods its output": "for i in range(300_000): print('x' * 100)",
    "floods by display": """
from IPython.display import display, HTML
for i in range(20000): display(HTML('<script>' * 99))""",
    "memory of no process": """
import os
for name in ("memfd_create",):
    try:
        for i in range(400):
            fd = os.memfd_create(str(i))
            os.write(fd, b'x' * (8 << 20))
    except OSError: pass""",
    "busy processes": """
import os
for _ in range(20):
    try:
        if os.fork() == 0:
            while True: pass
    except OSError: break""",
    "asks for input": "name = input('?')",
    "outlives its cell": """
import os, subprocess, threading
subprocess.Popen(["sleep", "1000"], start_new_session=True)
def forever():
    while True: print("encore")
threading.Thread(target=forever, daemon=True).start()
if os.fork() == 0:
    while True: pass""",
    "clears its environment": "import os, shutil\nos.environ.clear(); shutil.rmtree('.', True); os.chdir('/')",
    "traces": "import sys, threading\nsys.settrace(lambda *a: None); sys.setprofile(lambda *a: None)",
    "huge repr": "class Big:\n    def __repr__(self): return 'x' * (50 << 20)\nBig()",
    "repr that never ends": "class Slow:\n    def __repr__(self):\n        while True: pass\nSlow()",
    "error that cannot be shown": "class Bad(Exception):\n    def __str__(self): raise Bad\nraise Bad",
    "writes a message of ours": """
import os
for fd in range(3, 30):
    try: os.write(fd, b'\\0\\0\\0\\x0c\\0\\0\\0\\0{"d":[["a",1]]}')
    except OSError: pass""",
    "announces a huge message": """
import os
for fd in range(3, 30):
    try: os.write(fd, b'\\xff' * 8)
    except OSError: pass""",
    "poisons what is imported later": """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.startswith(("course_", "judge", "codec")): raise ImportError(name)
sys.meta_path.insert(0, Refuse())""",
    "unbounded recursion": "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(n): return f(n + 1)\nf(0)",
    "recursion in C": "data = []\nfor _ in range(10 ** 6): data = [data]\nrepr(data)",
    "ignores every signal": """
import signal
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True: pass""",
    "lowers its limits": """
import resource
for name, value in (("NOFILE", 64), ("STACK", 1 << 20), ("CORE", 0), ("FSIZE", 1 << 20), ("NPROC", 1)):
    resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))""",
    "errors for warnings": """
import warnings, numpy as np
warnings.simplefilter("error"); np.seterr(all="raise"); np.set_printoptions(precision=1)""",
    "tracebacks and displays of its own": """
ip = get_ipython()
ip.set_custom_exc((BaseException,), lambda *a, **k: 1 / 0)
ip.display_formatter.formatters.clear(); ip.displayhook = ip.display_pub = None
import sys
sys.excepthook = sys.displayhook = sys.unraisablehook = None
1 / 0""",
    "audit hook that stops all": """
import sys
def hook(event, args):
    if event in ("socket.sendmsg", "os.system"): raise RuntimeError
sys.addaudithook(hook)""",
    "exits at the end": "import atexit, os\natexit.register(os.kill, os.getpid(), 9)",
    "callbacks of the collector": "import gc\ngc.set_threshold(1)\ngc.callbacks.append(lambda *a: 1 / 0)",
    "files without end": """
for folder in ("/tmp", "/dev/shm", "."):
    try:
        for i in range(2_000_000): open(f"{folder}/{i}", "w").close()
    except OSError: pass""",
    "folders without end": """
import os
try:
    for _ in range(100_000): os.mkdir("a"); os.chdir("a")
except OSError: pass
os.chdir("/")""",
    "names of any bytes": """
import os
for i in range(1, 256):
    try: open(b"x" + bytes([i]) * 200, "w").close(); os.symlink("/", b"l" + bytes([i]))
    except OSError: pass
os.mkfifo("fifo"); os.umask(0o777)""",
    "page tables": """
import mmap
try:
    big = mmap.mmap(-1, 1 << 42, prot=mmap.PROT_READ, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)
    for place in range(0, 1 << 42, 2 << 20): big[place]
except (OSError, MemoryError, ValueError): pass""",
    "pipes without end": """
import fcntl, os
try:
    while True:
        read, write = os.pipe()
        os.set_blocking(write, False)
        try: fcntl.fcntl(write, 1031, 1 << 20)
        except OSError: pass
        try: os.write(write, b"x" * (1 << 20))
        except OSError: pass
except OSError: pass""",
    "sockets that hold memory": """
import socket
held = []
try:
    while True:
        pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        held.append(pair); pair[0].setblocking(False)
        try:
            while True: pair[0].send(b"x" * 65536)
        except OSError: pass
except OSError: pass""",
    "watches and timers without end": """
import ctypes, os
libc = ctypes.CDLL(None)
for make in (lambda: libc.inotify_init1(0), lambda: libc.eventfd(0, 0), lambda: libc.epoll_create1(0),
             lambda: libc.timerfd_create(0, 0)):
    while make() >= 0: pass""",
    "messages and semaphores of System V": """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
made = [libc.msgget(0, 0o1600), libc.semget(0, 32000, 0o1600), libc.shmget(0, 1 << 30, 0o1600)]
assert made == [-1, -1, -1], made""",
    "sends its files along": """
import array, os, socket
files = array.array("i", [os.open("/dev/null", os.O_RDONLY) for _ in range(200)])
for fd in range(3, 30):
    try: socket.socket(fileno=os.dup(fd)).sendmsg([b""], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
    except OSError: pass""",
    "waits in the loop": "import asyncio\nawait asyncio.sleep(10_000)",
    "stops the loop": "import asyncio\nasyncio.get_event_loop().stop()\nasyncio.get_event_loop().close()",
    "magics": "%reset -f\n%xmode Verbose\n%automagic off\n!kill -9 $PPID; true\n%%script false\nx",
    "leaves by magic": "%exit_raise\nexit\nquit()",
    "text of every kind": """
print("\\ud800 \\x1b[31m \\x1b]8;;file:///etc\\x07 \\u202e \\x00 \\x9b", "\\r" * 1000)
import sys
sys.stdout.write("é" * 10); sys.stderr.write("\\udcff")""",
    "shows what is no picture": """
from IPython.display import display
display({"image/png": "\\"><script>x</script>", "text/html": "<b>", "application/vnd.jupyter.widget-view+json": {},
         "text/plain": "ok", "image/svg+xml": "<svg onload=x>", "text/latex": "$\\\\href{javascript:x}$"}, raw=True,
        metadata={"image/png": {"width": "<script>"}, "isolated": True}, display_id="<script>")""",
    "exception with notes": """
error = ExceptionGroup("g", [ValueError("x" * 10 ** 6)] * 50)
error.add_note("\\x1b[2J" * 1000)
raise error""",
    "traceback of a hundred thousand lines": """
import linecache
source = "\\n" * 10 ** 6 + "def f(): 1 / 0"
linecache.cache["big"] = (len(source), None, source.splitlines(True), "big")
exec(compile(source, "big", "exec"))
f()""",
}

# A hunt for what the tests hold: `hunt()` is true where it finds it. `double` is right only then.
HUNTS = {
    "frames": """
import sys
def hunt():
    frame = sys._getframe()
    while frame:
        if any("attendu" in name for name in [*frame.f_locals, *frame.f_globals]): return True
        frame = frame.f_back""",
    "garbage collector": """
import gc, types
def hunt():
    return any(isinstance(o, types.FrameType) and "test" == o.f_code.co_filename for o in gc.get_objects())""",
    "history and linecache": """
import linecache
def hunt():
    cached = ["".join(entry[2]) for entry in linecache.cache.values() if len(entry) > 2]
    return any("assert " + "double(" in text for text in [*In, *cached])""",
    "modules": "import sys\ndef hunt(): return any(name.startswith('course_admin') for name in sys.modules)",
    "import": "def hunt():\n    import course_admin.hidden\n    return True",
    "memory": attacks_edges.in_memory_of("self"),
    "files": """
import os
def hunt():
    places = [folder for folder in os.listdir("/") if folder not in ("usr", "proc", "dev", "etc")]
    for place in places:
        if os.path.islink("/" + place): continue  # into /usr
        for folder, folders, files in os.walk("/" + place):
            if "/lib/python3" in folder: folders.clear(); continue
            for name in files:
                if name in ("gradebook.db", "course.toml", "HEAD") or name.endswith(".ipynb"): return True
                try:
                    if os.path.getsize(f"{folder}/{name}") < 1 << 20:
                        if "attendu" + "_7319" in open(f"{folder}/{name}", errors="replace").read(): return True
                except OSError: pass""",
    "processes": """
import os
def hunt():
    words = ("judge", "pytest", "warm_")
    for pid in filter(str.isdigit, os.listdir("/proc")):
        if pid == str(os.getpid()): continue
        command = open(f"/proc/{pid}/cmdline").read()
        try: os.kill(int(pid), 0); return True
        except OSError: pass
        try: open(f"/proc/{pid}/environ").read(); return True
        except OSError: pass""",
    "inherited files": """
import os
def hunt():
    paths = [f"/proc/self/fd/{fd}" for fd in os.listdir("/proc/self/fd")]
    links = [os.readlink(path) for path in paths if os.path.lexists(path)]
    return len([link for link in links if not link.startswith(("/dev/", "/proc/"))]) != 1""",
    "environment": """
import os
def hunt(): return any(word in str(os.environ) for word in ("root", "work/", "PROXY", "TOKEN"))""",
    "tracing": """
import sys
found = []
def hunt():
    def trace(frame, event, arg):
        found.append("attendu" in str(frame.f_locals)[:10000])
        return trace
    sys.settrace(trace)
    return any(found)""",
    "network, outside": """
import socket
def hunt():
    socket.setdefaulttimeout(0.5)
    socket.create_connection(("1.1.1.1", 53)); return True""",
    "network, names": "import socket\ndef hunt(): return socket.gethostbyname('example.org')",
    "vsock and netlink": """
import socket
def hunt():
    for family in (socket.AF_VSOCK, socket.AF_NETLINK, socket.AF_PACKET):
        kind = socket.SOCK_STREAM if family == socket.AF_VSOCK else socket.SOCK_RAW
        try: socket.socket(family, kind); return True
        except OSError: pass""",
    "namespaces and system calls": """
import ctypes, os
def hunt():
    libc = ctypes.CDLL(None)
    calls = [libc.unshare(0x10000000), libc.unshare(0x20000), libc.mount(b"x", b"/tmp", b"tmpfs", 0, None),
             libc.ptrace(0, 0, 0, 0), libc.setuid(0), libc.chroot(b"/tmp"), libc.syscall(425, 1, None)]
    return 0 in calls or os.system("unshare -Ur true") == 0""",
    "writes to the system": """
import os, sys
def hunt():
    for place in ("/usr/x", "/cours/x", "/marking/x", "/x", "/dev/x", "/proc/sys/kernel/hostname", sys.prefix + "/x",
                  "/cours/course_utils/x", "/etc/passwd"):
        try: open(place, "w").close(); return True
        except OSError: pass""",
    "set-uid programs": """
import os
def hunt(): return os.system("su -c true") == 0 or os.system("mount -t tmpfs x /tmp") == 0""",
    "is root": "import os\ndef hunt(): return 0 in os.getresuid() or 0 in os.getresgid() or os.getgroups()",
    "mounts": """
def hunt():
    told = open("/proc/self/mountinfo").read()
    return any(word in told for word in ("records", "submitted", "gradebook", "course.toml"))""",
    "links of /proc": """
import os
def hunt():
    for pid in filter(str.isdigit, os.listdir("/proc")):
        for name in ("root", "cwd", "exe"):
            try: place = os.readlink(f"/proc/{pid}/{name}")
            except OSError: continue
            if name == "root" and place != "/": return True""",
    "kernel and devices": """
import os
def hunt():
    for place in ("/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/fuse", "/dev/kvm", "/proc/kcore",
                  "/sys/fs/cgroup/memory.max", "/proc/sysrq-trigger", "/run/docker.sock"):
        try: os.open(place, os.O_RDWR); return True
        except OSError: pass""",
    "system calls that are newer": """
import ctypes
def hunt():
    libc = ctypes.CDLL(None)
    calls = (425, 428, 429, 430, 432, 438, 442, 447, 321, 323, 298, 310, 311, 272, 435, 250, 319)
    return any(libc.syscall(number, 0, 0, 0, 0, 0) >= 0 for number in calls)""",
    "messages of others": """
import socket
def hunt():
    for name in ("", "/tmp/.X11-unix/X0", "dbus", "systemd/private"):
        try:
            one = socket.socket(socket.AF_UNIX); one.connect("\\0" + name); return True
        except OSError: pass""",
    "subclasses": """
def hunt():
    return any("judge" in c.__module__ or "standin" in c.__module__ for c in object.__subclasses__())""",
    "threads and frames": """
import sys, threading
def hunt():
    told = "".join(str(frame.f_code) for frame in sys._current_frames().values())
    return threading.active_count() > 1 or any(word in told for word in ("judge", "standin", "hidden"))""",
    "environment of its parents": """
import os
def hunt():
    return any(b"COURSE_SECRET" in open(f"/proc/{pid}/environ", "rb").read() for pid in ("self", os.getppid(), 1))""",
    "own priority": """
import os
def hunt(): os.nice(-5); return True""",
    "clock": """
import time
def hunt(): time.clock_settime(time.CLOCK_REALTIME, 0); return True""",
}

# A wrong `double` that tries to pass for a right one.
FORGERIES = {
    "equal to all": "class Any:\n    __eq__ = lambda s, o: True\ndef double(x): return Any()",
    "float equal to all": "class Any(float):\n    __eq__ = lambda s, o: True\ndef double(x): return Any(7)",
    "array equal to all": """
class Any(np.ndarray):
    __eq__ = lambda s, o: np.True_
def double(x): return np.zeros(()).view(Any)""",
    "array protocol": """
class Any:
    def __array__(self, *a, **k): return np.array([object()])
def double(x): return Any()""",
    "pickles": """
import os
class P:
    def __reduce__(self): return os.system, ("touch /tmp/x",)
def double(x): return P()""",
    "lies on its class": """
class Lie:
    __class__ = float
    __eq__ = lambda s, o: True
def double(x): return Lie()""",
    "cyclic": "def double(x):\n    a = []; a.append(a); a.append({'a': a}); return a",
    "exponential": "def double(x):\n    a = [0]\n    for _ in range(30): a = [a] * 30\n    return a",
    "deep": "def double(x):\n    a = []\n    for _ in range(100000): a = [a]\n    return a",
    "huge integer": "def double(x): return 10 ** 100_000",
    "huge array": "def double(x): return np.zeros(1 << 29, dtype=np.int8)",
    "huge virtual array": "def double(x): return np.broadcast_to(np.zeros(1), (1 << 40,))",
    "huge empty array": "def double(x): return np.empty((1 << 39, 0))",
    "many empty rows": "def double(x): return np.empty((1 << 27, 0), np.int8)",
    "forks its worker": "import os\ndef double(x):\n    os.fork()\n    return 0",
    "forks its worker, and goes on": """
import os
def double(x):
    if os.fork() == 0: return 2 * x
    return 0""",
    "huge list": "def double(x): return [0] * 30_000_000",
    "huge text": "def double(x): return 'x' * (100 << 20)",
    "lone surrogates": "def double(x): return '\\ud800' * 10",
    "infinite iterator": """
class Endless(list):
    def __iter__(self):
        while True: yield 0
def double(x): return Endless()""",
    "raises what passes": "def double(x): raise SystemExit(0)",
    "raises its own": "class Ok(BaseException): pass\ndef double(x): raise Ok('passed')",
    "dies in the call": "import os\ndef double(x): os._exit(0)",
    "hangs in the call": "def double(x):\n    while True: pass",
    "sleeps in the call": """
import time
def double(x):
    while True:
        try: time.sleep(100)
        except BaseException: pass""",
    "answers itself": """
import json, os, struct
def double(x):
    verdict = {"d": [["status", "passed"], ["id", 1], ["message", ""], ["missing", []], ["printed", ""]]}
    text = json.dumps(verdict).encode()
    for fd in range(3, 30):
        try: os.write(fd, struct.pack(">II", len(text), 0) + text)
        except OSError: pass
    return 0""",
    "patched engine": """
import sys
for module in list(sys.modules.values()):
    if hasattr(module, "record_call"):
        module.record_call = lambda f, a, k, s=0: module.Record(value="passed", error="NoSuchError")
def double(x): return 0""",
    "patched frames": """
import sys, struct
def double(x):
    codec = sys.modules["codec"]
    def send(sock, message, refer=None):
        body = b"[" * 1000000
        sock.sendall(struct.pack(">II", len(body), 0) + body)
    codec.send = send
    return 0""",
    "impossible array": """
import sys, struct
def double(x):
    def send(sock, message, refer=None):
        body = b'{"d":[["id",%d],["record",{"a":["<f8",[99999999999]]}]]}' % message["id"]
        sock.sendall(struct.pack(">II", len(body), 0) + body)
    sys.modules["codec"].send = send
    return 0""",
    "slow frames": """
import sys, struct, time
def double(x):
    def send(sock, message, refer=None):
        while True: sock.sendall(b"\\0"); time.sleep(0.05)
    sys.modules["codec"].send = send""",
    "array of texts": "def double(x): return np.array(['x' * 1000] + [''] * 2_000_000)",
    "wide text in an array": """
import sys, struct
def double(x):
    def send(sock, message, refer=None):
        texts = ",".join(['"' + "x" * 4000 + '"'] + ['""'] * 2_500_000)
        body = b'{"d":[["id",%d],["record",{"s":[[2500001],[%s]]}]]}' % (message["id"], texts.encode())
        sock.sendall(struct.pack(">II", len(body), 0) + body)
    sys.modules["codec"].send = send
    return 0""",
    "record of wrong types": """
import sys, struct
def double(x):
    def send(sock, message, refer=None):
        parts = b'["value",0],["error",5],["message",[]],["warnings",3],["args","x"],["kwargs",[]],["seconds","nan"]'
        body = b'{"d":[["id",%d],["record",{"R":{"d":[%s]}}],["states",[]]]}' % (message["id"], parts)
        sock.sendall(struct.pack(">II", len(body), 0) + body)
    sys.modules["codec"].send = send
    return 0""",
    "exception of another family": """
import sys, struct
codec = sys.modules["codec"]
old = codec.send
def double(x):
    def send(sock, message, refer=None):
        codec.send = old
        parts = b'["value",0],["error","KeyboardInterrupt"],["message",""],["warnings",[]],["seconds",0.1]'
        parts += b',["args",{"t":[]}],["kwargs",{"d":[]}]'
        body = b'{"d":[["id",%d],["record",{"R":{"d":[%s]}}],["states",[]]]}' % (message["id"], parts)
        sock.sendall(struct.pack(">II", len(body), 0) + body)
    codec.send = send
    return 0""",
    "calls back what was not given": """
import sys, struct
def double(x):
    def send(sock, message, refer=None):
        body = b'{"d":[["id",%d],["callback",7],["args",{"t":[]}],["kwargs",{"d":[]}]]}' % message["id"]
        sock.sendall(struct.pack(">II", len(body), 0) + body)
    sys.modules["codec"].send = send
    return 0""",
    "bare list": """
import sys, struct
def double(x):
    def send(sock, message, refer=None): sock.sendall(struct.pack(">II", 3, 0) + b"[1]")
    sys.modules["codec"].send = send
    return 0""",
    "numbers that are none": """
import sys, struct
def double(x):
    def send(sock, message, refer=None):
        body = b'{"d":[["id",NaN],["record",Infinity],["record",-1e999]]}'
        sock.sendall(struct.pack(">II", len(body), 0) + body)
    sys.modules["codec"].send = send
    return 0""",
    "repr without end": """
class Any:
    def __repr__(self): return repr(self)
    __str__ = __format__ = __repr__
def double(x): raise ValueError(Any())""",
    "error with a property": """
class Bad(ValueError):
    @property
    def args(self): raise SystemExit
    def __str__(self): return "x" * 10 ** 8
def double(x): raise Bad""",
    "generator": "def double(x):\n    while True: yield 2 * x",
    "coroutine": "async def double(x): return 2 * x",
    "dictionary of itself": "def double(x):\n    d = {}; d[x] = d; d['x' * 10 ** 7] = d; return d",
    "keys that lie": """
class Key(str):
    __hash__ = lambda s: 0
    __eq__ = lambda s, o: True
def double(x): return {Key(i): i for i in range(1000)}""",
    "float with another value": """
class Two(float):
    def __float__(self): return 2.0
    __eq__ = lambda s, o: True
    __ne__ = lambda s, o: False
def double(x): return Two(0)""",
    "complex and nan": "def double(x): return complex('nan+nanj')",
    "text of a number": "def double(x): return str(2 * x)",
    "masked": "def double(x): return np.ma.masked_array(np.zeros(3), True)",
    "structured": "def double(x): return np.zeros(3, dtype=[('a', 'O'), ('b', 'f8')])",
    "dates": "def double(x): return np.datetime64('NaT')",
    "not an object": "import ctypes\ndef double(x): return ctypes.c_char_p(b'x')",
    "module": "import sys\ndef double(x): return sys",
    "itself": "def double(x): return double",
    "replay of what came before": """
import sys
codec, said = sys.modules["codec"], []
old = codec.send
def keep(sock, message, refer=None):
    said.append(message)
    old(sock, message, refer)
codec.send = keep
def double(x):
    def send(sock, message, refer=None):
        codec.send = old
        old(sock, said[0], refer)
    codec.send = send
    return 0""",
    "closes its socket": "import os\ndef double(x):\n    os.closerange(3, 100)\n    return 2 * x",
    "thread that answers": """
import os, threading
def double(x):
    def shout():
        for fd in range(3, 30):
            try: os.write(fd, b"\\0\\0\\0\\2\\0\\0\\0\\0{}" * 1000)
            except OSError: pass
    for _ in range(8): threading.Thread(target=shout).start()
    return 0""",
}

# What a Markdown cell or a written answer may hold so that the instructor's browser acts: `ACT` is the script.
ACT = "top.acted = 1; fetch('/api/contents/records/secret'); fetch('/api/kernels', {method: 'POST'})"
PAGES = {
    "script": f"<script>{ACT}</script>",
    "script in a script": f"<scr<script>ipt>{ACT}</scr</script>ipt><SCRIPT/x>{ACT}</SCRIPT>",
    "picture": f'<img src=x onerror="{ACT}">',
    "drawing": f'<svg onload="{ACT}"><animate onbegin="{ACT}" attributeName=x dur=1s></svg><math><mi//xlink:href="x">',
    "frame": f'<iframe srcdoc="<script>{ACT}</script>"></iframe><object data="javascript:{ACT}"></object>',
    "details": f'<details open ontoggle="{ACT}">x</details><body onload="{ACT}"><style>@import "//x"</style>',
    "link": f'[a](javascript:{ACT}) <a href="java&#10;script:{ACT}">b</a> <javascript:{ACT}>',
    "picture of Markdown": f'![a](x" onerror="{ACT}) ![b](/api/kernels) ![c](https://tracker.example/p.png)',
    "form": '<form action="/api/kernels" method="post"><button autofocus onfocus="top.acted = 1">x</button></form>',
    "base and meta": '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=/api/kernels">',
    "mathematics": f"$\\href{{javascript:{ACT}}}{{x}}$ $$\\unicode{{<img src=x onerror='{ACT}'>}}$$",
    "in code": f"`<img src=x onerror='{ACT}'>`\n\n```html\n</code></pre><img src=x onerror='{ACT}'>\n```",
    "comment": f"<!--><img src=x onerror='{ACT}'>-->\n\n<![CDATA[<script>{ACT}</script>]]>",
    "instruction": f"<?x <script>{ACT}</script>?>",
    "table": f"|a|\n|-|\n|<img src=x onerror='{ACT}'>|",
}

HOSTILE_CELLS |= attacks_edges.HOSTILE_CELLS
HUNTS |= attacks_edges.HUNTS
FORGERIES |= attacks_edges.FORGERIES
