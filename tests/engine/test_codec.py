"""What crosses the wall comes back the same; what is malformed raises `BadMessage` and nothing else."""

import contextlib
import json
import socket
import struct
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from course_admin.marking.engine import codec, confine
from course_utils.checks.record import Opaque, Record


def through(message, resolve=None, refer=None):
    """A message after its way through a socket."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        codec.send(ours, message, refer)
        return codec.receive(theirs, resolve)


def decode(text, body=b""):
    """What a frame of hostile bytes is read as."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(struct.pack(">II", len(text), len(body)) + text + body)
        return codec.receive(theirs)


def same(a, b):
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return type(a) is type(b) and (a == b or a != a)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
ARRAYS = arrays.arrays(
    st.sampled_from(["<f8", "<f4", "<i8", "<i4", "|u1", "|b1", "<c16"]), arrays.array_shapes(min_dims=0, min_side=0)
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.complex_numbers(allow_nan=False) | ARRAYS
VALUES = st.recursive(
    PLAIN,
    lambda v: st.lists(v, max_size=4) | st.lists(v, max_size=4).map(tuple) | st.dictionaries(TEXT, v, max_size=3),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_values_come_back_the_same(value):
    assert same(through({"value": value})["value"], value)


def test_records_come_back_the_same():
    record = Record((1, np.arange(3)), "ValueError", "non", (("UserWarning", "ah"),), ([1],), {"k": 2}, 0.5)
    back = through({"record": record})["record"]
    assert back.error == "ValueError" and back.warnings == record.warnings and back.kwargs == {"k": 2}
    assert same(back.value, record.value) and back.seconds == 0.5


def test_what_does_not_cross_is_opaque():
    values = {
        "object": object(),
        "huge": 1 << 5000,
        "dates": np.array(["2020-01-01"], "M8[D]"),
        "words": np.array(["a"]),
    }
    back = through(values)
    assert back["object"] == Opaque("object") and back["huge"] == Opaque("int")
    assert isinstance(back["dates"], Opaque) and back["words"].tolist() == ["a"]


def test_large_messages_are_not_sent():
    with pytest.raises(codec.TooLarge):
        through({"text": "x" * (codec.MAX_JSON + 1)})


@pytest.mark.parametrize(
    "value",
    [
        '{"a":["<f8",[4]]}',  # more than was sent
        '{"a":["<f8",[99999999999999]]}',
        '{"a":["<f8",[-1]]}',
        '{"a":["<f8",[1.5]]}',
        '{"a":["|O",[1]]}',
        '{"a":["<V8",[1]]}',
        '{"a":["f8,O",[1]]}',
        '{"a":[["<f8"],[1]]}',
        '{"a":3}',
        '{"a":["<f8",%s]}' % ([1] * 40),
        '{"t":3}',
        '{"d":[[1,2]]}',
        '{"d":[["a"]]}',
        '{"c":["a","b"]}',
        '{"s":[[2],["a"]]}',
        '{"h":[1]}',
        '{"body":[1]}',
        '{"_x":[1]}',
        '{"a":1,"t":[]}',
        '{"R":{"d":[]}}',
        "[" * 50 + "]" * 50,
        "[" * 100_000,
        "9" * 5000,
        '"unfinished',
        "",
    ],
)
def test_malformed_values_are_refused(value):
    with pytest.raises(codec.BadMessage):
        decode(b'{"d":[["value",%s]]}' % value.encode(), b"\0" * 8)


@pytest.mark.parametrize("error", ["NoSuchError", "print", "__build_class__", 3])
def test_a_record_names_builtin_exceptions_only(error):
    fields = {"value": None, "error": error, "message": "", "warnings": {"t": []}, "args": {"t": []}}
    pairs = [*fields.items(), ("kwargs", {"d": []}), ("seconds", 0.1)]
    with pytest.raises(codec.BadMessage):
        decode(json.dumps({"d": [["record", {"R": {"d": pairs}}]]}).encode())


def test_a_boolean_is_true_or_false():
    back = decode(b'{"d":[["value",{"a":["|b1",[3]]}]]}', b"\x00\x02\xff")["value"]
    assert back.view(np.uint8).tolist() == [0, 1, 1]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=100), st.binary(max_size=20))
def test_any_bytes_are_read_or_refused(text, body):
    with contextlib.suppress(codec.BadMessage):
        assert isinstance(decode(text, body), dict)


def test_a_frame_announced_too_large_is_refused_unread():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(struct.pack(">II", 0xFFFFFFFF, 0xFFFFFFFF))
        with pytest.raises(codec.BadMessage):
            codec.receive(theirs)


@pytest.mark.parametrize("machine", confine.MACHINES)
def test_the_filter_has_a_rule_for_each_call(machine):
    program = confine.program(machine)
    assert len(program) < 4096 and all(len(line) == 8 for line in program)


def test_the_filter_refuses_and_lets_the_rest_through():
    code = """
import ctypes, errno, os, socket, subprocess, sys, threading
import confine
confine._prctl(38, 1); confine.load_filter()
libc = ctypes.CDLL(None, use_errno=True)
assert libc.unshare(0x10000000) == -1 and ctypes.get_errno() == errno.EPERM
assert libc.ptrace(0, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EPERM
assert libc.syscall(435, 0, 0) == -1 and ctypes.get_errno() == errno.ENOSYS
for family in (socket.AF_NETLINK, socket.AF_PACKET):
    try: socket.socket(family, socket.SOCK_RAW)
    except OSError as error: assert error.errno == errno.EAFNOSUPPORT
    else: raise SystemExit("a socket")
socket.socketpair(); socket.socket(); thread = threading.Thread(target=print); thread.start(); thread.join()
assert subprocess.run(["true"]).returncode == 0
"""
    folder = confine.__file__.rpartition("/")[0]
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, stdout=subprocess.DEVNULL)
