"""Stand-ins: what a student's names are in the trusted process that runs the tests.

A stand-in holds a number that means an object in the sandbox. Calling it, or asking it for the `Record` of a call,
sends the arguments there and brings plain data back. Callables among the arguments stay here and are called back; a
`Generator` travels as its state and comes back consumed.
"""

import ast
import builtins

import numpy as np

from course_admin.marking.engine import codec


class Broken(BaseException):
    """The sandbox died, or sent what cannot be understood. No check can swallow it."""


class StudentError(Exception):
    """The student's code raised something that is not a builtin exception of the `Exception` family."""


class Standin:
    """A student's function or object."""

    def __init__(self, session, number, name):
        self._session, self._number = session, number
        self.__name__ = name

    def __eq__(self, other):
        """Two stand-ins of one object are equal: a name that is looked up twice means the same function."""
        return isinstance(other, Standin) and (self._session, self._number) == (other._session, other._number)

    def __hash__(self):
        return hash((id(self._session), self._number))

    def record(self, args, kwargs, seed=0):
        """The `Record` of a call; what `course_utils.checks.record.call` asks for."""
        return self._session.call(self, args, kwargs, seed)

    def operate(self, name, args, kwargs, seed, module):
        """The `Record` of a function of the TP's `course_utils` called on this object, done where the object is."""
        return self._session.library(module, name).record((self, *args), kwargs, seed)

    def __call__(self, *args, **kwargs):
        made = self.record(args, kwargs)
        if made.error is None:
            return made.value
        kind = getattr(builtins, made.error)
        error = (kind if issubclass(kind, Exception) else StudentError)(made.message)
        error.raised_by = self.__name__
        raise error

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        kind, value = self._session.look(name, self)
        if kind == "missing":
            raise AttributeError(f"'{self.__name__}' has no attribute '{name}'")
        return value


class Session:
    """The conversation with one worker over its socket. One thread at a time."""

    def __init__(self, sock):
        self.sock, self.last = sock, 0

    def look(self, name, base=None):
        """("missing", None), or the kind and the value of a student's name or of an attribute of `base`."""
        reply = self.ask("look", name=name, base=base)
        kind = reply.get("kind")
        if kind == "data":
            return kind, reply.get("value")
        if kind == "object":
            return kind, Standin(self, _number(reply.get("number")), name)
        return "missing", None

    def library(self, module, name):
        """A function of the `course_utils` that is in the sandbox."""
        return Standin(self, _number(self.ask("library", module=module, name=name).get("number")), name)

    def call(self, standin, args, kwargs, seed):
        """Call a student's function; the `Record` of the call."""
        references = References(self)
        fields = {"function": standin, "args": tuple(args), "kwargs": dict(kwargs), "seed": seed}
        reply = self.ask("call", references, **fields)
        record = reply.get("record")
        if type(record) is not codec.Record:
            raise Broken("no record")
        try:
            references.set_states(reply["states"])
        except (KeyError, ValueError, TypeError, OverflowError, IndexError, codec.BadMessage) as error:
            raise Broken("bad states") from error
        return record

    def ask(self, operation, references=None, **fields):
        """Send a request and answer the call-backs that it causes; the reply."""
        references = References(self) if references is None else references
        self.last += 1
        number = self.last
        try:
            codec.send(self.sock, {"op": operation, "id": number, **fields}, references.refer)
            while True:
                reply = codec.receive(self.sock, references.resolve)
                if reply.get("id") != number:
                    raise Broken("a reply to another question")
                if "callback" not in reply:
                    return reply
                answer = _answer(references.resolve("f", [reply["callback"]]), reply)
                codec.send(self.sock, {"op": "answer", "id": number, **answer}, references.refer)
        except (EOFError, OSError, codec.BadMessage) as error:
            raise Broken(f"{type(error).__name__}: {error}") from error


def _answer(function, request):
    """Call one of our functions for the sandbox; its value, or the builtin exception that it raised."""
    args, kwargs = request.get("args"), request.get("kwargs")
    if type(args) is not tuple or type(kwargs) is not dict:
        raise Broken("a call-back without arguments")
    function = getattr(function, "deferred", function)
    try:
        return {"value": function(*args, **kwargs), "error": None, "message": ""}
    except Exception as error:
        name = next(c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, None) is c)
        return {"value": None, "error": name, "message": ""}  # the text could tell what is not to be told


class References:
    """What was sent as a number during one request: our call-backs and generators, by their place in `things`."""

    def __init__(self, session):
        self.session, self.things = session, []

    def refer(self, thing):
        """The `Ref` of an object that is not plain data, or None."""
        if isinstance(thing, Standin):
            return codec.Ref("h", [thing._number, thing.__name__])
        if isinstance(thing, np.random.Generator):
            return codec.Ref("g", [self._place(thing), *_state(thing)])
        if callable(thing):
            return codec.Ref("f", [self._place(thing)])
        if not isinstance(thing, np.generic | np.ndarray):
            raise TypeError(f"a {type(thing).__name__} cannot be sent to the sandbox")
        return None

    def _place(self, thing):
        for place, known in enumerate(self.things):
            if known is thing:
                return place
        self.things.append(thing)
        return len(self.things) - 1

    def resolve(self, kind, data):
        """The object that a reference of the sandbox stands for: one that we sent, or another, opaque one."""
        if type(data) is not list or not data:
            raise codec.BadMessage("a reference without a number")
        if kind == "h":
            name = data[1] if len(data) == 2 and type(data[1]) is str else "objet"
            return codec.Opaque(name[:100], Standin(self.session, _number(data[0]), name[:100]))
        place = _number(data[0])
        if place >= len(self.things):
            raise codec.BadMessage("a reference to nothing")
        thing = self.things[place]
        if isinstance(thing, np.random.Generator) != (kind == "g"):
            raise codec.BadMessage("a reference of another kind")
        return thing

    def set_states(self, states):
        """Bring our generators to the states that the sandbox left them in."""
        for place, state, inc, has_uint32, uinteger in states:
            generator = self.resolve("g", [place])
            generator.bit_generator.state = {
                "bit_generator": "PCG64",
                "state": {"state": _number(state), "inc": _number(inc)},
                "has_uint32": _number(has_uint32),
                "uinteger": _number(uinteger),
            }


def _state(generator):
    state = generator.bit_generator.state
    if state["bit_generator"] != "PCG64":
        raise TypeError("only generators made by numpy.random.default_rng can be sent to the sandbox")
    return [state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"]]


def _number(value):
    if type(value) is not int or value < 0:
        raise codec.BadMessage("not a number of ours")
    return value


class Namespace(dict):
    """The globals of the test cells: their own names, then the imports of the instructor's notebook, then stand-ins.

    Builtins are always the real ones, whatever the student has called `len` or `isinstance`. To delete or to give
    back a student's name (`del squares`, `squares = saved`) does so in the sandbox.
    """

    def __init__(self, session, imports=()):
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.session, self.missing = session, []
        self.imports = {name: statement for statement in imports for name in _names(statement)}

    def __missing__(self, name):
        if hasattr(builtins, name) or name.startswith("__"):
            raise KeyError(name)
        if name in self.imports:
            exec(self.imports[name], self)
            return self[name]
        kind, value = self.session.look(name)
        if kind == "missing":
            self.missing.append(name)
            raise KeyError(name)
        return value

    def __setitem__(self, name, value):
        if isinstance(value, Standin) and value.__name__ == name:
            self.session.ask("bind", name=name, value=value)
            return
        super().__setitem__(name, value)

    def __delitem__(self, name):
        if name in self:
            super().__delitem__(name)
        else:
            self.session.ask("delete", name=name)


def _names(statement):
    node = ast.parse(statement).body[0]
    return [alias.asname or alias.name.split(".")[0] for alias in node.names]
