"""What crosses the wall of the sandbox: JSON for the structure, bare bytes for the arrays, never a pickle.

This file is read on both sides. On the trusted side every byte is taken as hostile: sizes, depth, types and shapes
are checked before anything is built, and whatever does not fit raises `BadMessage`.

A frame is two lengths (JSON, arrays), the JSON, then the arrays' bytes one after the other, in the order in which the
JSON names them, so that the decoded arrays are never larger than what was really sent.
"""

import builtins
import json
import math
import re
import struct

import numpy as np

from course_utils.checks.record import Built, Opaque, Record

MAX_JSON = 8 << 20  # bytes
MAX_ARRAYS = 256 << 20  # bytes, in one message
MAX_DEPTH = 16
MAX_INT_BITS = 4096

_LENGTHS = struct.Struct(">II")
_NUMBERS = re.compile(r"[<|]b1|[<|][iu][1248]|<f(2|4|8|16)|<c(8|16|32)")


class BadMessage(Exception):
    """The other side sent something that is not a message of ours."""


class TooLarge(Exception):
    """A value of ours does not fit into a message."""


class Ref:
    """Something that stays where it is: a `kind` of one letter and its data, a short list of numbers."""

    def __init__(self, kind, data):
        self.kind, self.data = kind, data


# --- frames ----------------------------------------------------------------------------------------


def send(sock, message, refer=None):
    """Send one message, a dict of plain values; `refer(object)` gives the `Ref` of what is not plain, or None."""
    blobs = []
    header = json.dumps(_encode(message, refer, blobs, 0), separators=(",", ":")).encode()
    size = sum(len(blob) for blob in blobs)
    if len(header) > MAX_JSON or size > MAX_ARRAYS:
        raise TooLarge(f"{len(header) + size} bytes")
    sock.sendall(_LENGTHS.pack(len(header), size) + header)
    for blob in blobs:
        sock.sendall(blob)


def receive(sock, resolve=None, max_arrays=MAX_ARRAYS):
    """Receive one message; `resolve(kind, data)` is what a `Ref` stands for. Raises EOFError, BadMessage.

    At most `max_arrays` bytes of arrays come with it.
    """
    header_size, size = _LENGTHS.unpack(_exactly(sock, _LENGTHS.size))
    if header_size > MAX_JSON or size > max_arrays:
        raise BadMessage("a frame that is too large")
    header, body = _exactly(sock, header_size), _exactly(sock, size)
    try:
        decoder = _Decoder(body, resolve)
        message = decoder.value(json.loads(header), 0)
    except BadMessage:
        raise
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError, MemoryError) as error:
        raise BadMessage(f"a frame that cannot be decoded ({type(error).__name__})") from None
    if not isinstance(message, dict):
        raise BadMessage("a frame that is not a message")
    return message


def _exactly(sock, size):
    buffer = bytearray(size)
    view = memoryview(buffer)
    while view:
        count = sock.recv_into(view)
        if not count:
            raise EOFError("the other side closed the connection")
        view = view[count:]
    return buffer


# --- values ----------------------------------------------------------------------------------------
# None, bool, int, float, str and list are themselves; all else is an object with one key that tells its kind:
#   t tuple · d dict as pairs · a array [dtype, shape] · s array of strings [shape, items] · c complex
#   o Opaque · b Built · R Record · any other letter: a Ref


def _encode(value, refer, blobs, depth):
    if depth > MAX_DEPTH:
        return {"o": "imbriqué"}
    kind = type(value)
    if value is None or kind in (bool, float, str):
        return value
    if kind is int:
        return value if value.bit_length() <= MAX_INT_BITS else {"o": "int"}
    if kind is complex:
        return {"c": [value.real, value.imag]}
    if kind in (list, tuple):
        items = [_encode(item, refer, blobs, depth + 1) for item in value]
        return items if kind is list else {"t": items}
    if kind is dict:
        return {"d": [[str(key), _encode(item, refer, blobs, depth + 1)] for key, item in value.items()]}
    if kind is Opaque:
        reference = refer(value.thing) if refer and value.thing is not None else None
        return {reference.kind: reference.data} if reference else {"o": str(value.type_name)}
    if kind is Built:
        return {"b": [value.builder, _encode(value.options, refer, blobs, depth + 1)]}
    if kind is Record:
        return {"R": _encode(vars(value), refer, blobs, depth)}
    reference = refer(value) if refer else None
    if reference is not None:
        return {reference.kind: reference.data}
    if isinstance(value, np.generic | np.ndarray):
        return _encode_array(np.asarray(value), refer, blobs, depth)
    return {"o": kind.__name__}


def _encode_array(array, refer, blobs, depth):
    if array.dtype.kind in "SU":
        return {"s": [list(array.shape), [str(item) for item in array.ravel().tolist()]]}
    if array.dtype == object:
        return _encode(array.tolist(), refer, blobs, depth + 1)
    array = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).reshape(array.shape)
    if not _NUMBERS.fullmatch(array.dtype.str):
        return {"o": f"array of {array.dtype}"}
    blobs.append(array.tobytes())
    return {"a": [array.dtype.str, list(array.shape)]}


class _Decoder:
    def __init__(self, body, resolve):
        self.body, self.resolve, self.offset = memoryview(body), resolve, 0

    def value(self, data, depth):
        if depth > MAX_DEPTH + 2:
            raise BadMessage("a value that is nested too deeply")
        if data is None or type(data) in (bool, int, float):
            return data
        if type(data) is str:
            return _text(data)
        if type(data) is list:
            return [self.value(item, depth + 1) for item in data]
        if type(data) is not dict or len(data) != 1:
            raise BadMessage("a value of no known kind")
        [(kind, content)] = data.items()
        read = getattr(self, f"_{kind}", None) if len(kind) == 1 else None
        if read:
            return read(content, depth)
        if self.resolve is None:
            raise BadMessage("a reference where none can be")
        return self.resolve(kind, self.value(content, depth + 1))

    def _t(self, items, depth):
        return tuple(self.value(_typed(items, list), depth + 1))

    def _d(self, pairs, depth):
        return {_text(key): self.value(item, depth + 1) for key, item in _typed(pairs, list)}

    def _b(self, content, depth):
        return Built(_text(content[0]), _typed(self.value(content[1], depth + 1), dict))

    def _o(self, name, depth):
        return Opaque(_text(name)[:100])

    def _c(self, parts, depth):
        return complex(float(parts[0]), float(parts[1]))

    def _s(self, content, depth):
        shape, items = content
        items = [_text(item) for item in _typed(items, list)]
        if 4 * len(items) * max(map(len, items), default=0) > MAX_ARRAYS:  # each takes the room of the longest
            raise BadMessage("an array of texts that is too large")
        return np.array(items, dtype=str).reshape(_shape(shape))

    def _a(self, content, depth):
        name, shape = content
        if not _NUMBERS.fullmatch(_typed(name, str)):
            raise BadMessage("an array of a type that does not cross")
        dtype, shape = np.dtype(name), _shape(shape)
        count = math.prod(shape)
        end = self.offset + count * dtype.itemsize
        if end > len(self.body):
            raise BadMessage("an array that is larger than what was sent")
        data = self.body[self.offset : end]
        self.offset = end
        if not count:
            return np.empty(shape, dtype)
        if dtype.kind == "b":  # any byte can be sent; only 0 and 1 are booleans
            return (np.frombuffer(data, np.uint8) != 0).reshape(shape)
        return np.frombuffer(data, dtype).reshape(shape).copy()

    def _R(self, content, depth):
        return record_of(self.value(content, depth))


def _typed(value, kind):
    if type(value) is not kind:
        raise BadMessage(f"expected {kind.__name__}")
    return value


def _text(text):
    """Text that can be written anywhere: a lone surrogate becomes « ? »."""
    return _typed(text, str).encode("utf-8", "replace").decode()


def _shape(shape):
    if len(_typed(shape, list)) > 32 or not all(type(side) is int and 0 <= side < 1 << 40 for side in shape):
        raise BadMessage("an array of an impossible shape")
    if math.prod(side or 1 for side in shape) > MAX_ARRAYS:  # no element, but a side that a check would walk along
        raise BadMessage("an array of an impossible shape")
    return tuple(shape)


def record_of(fields):
    """A `Record` of which every field has its type, from a decoded dict."""
    error = fields["error"]
    if error is not None:
        kind = getattr(builtins, _typed(error, str), None)
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise BadMessage("an exception of no known name")
    warnings = tuple((_typed(name, str)[:100], _typed(text, str)[:300]) for name, text in fields["warnings"][:100])
    return Record(
        value=fields["value"],
        error=error,
        message=_typed(fields["message"], str)[:300],
        warnings=warnings,
        args=_typed(fields["args"], tuple),
        kwargs=_typed(fields["kwargs"], dict),
        seconds=float(_typed(fields["seconds"], float)),
    )
