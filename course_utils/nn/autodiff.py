"""Automatic differentiation on numbers: a graph of operations, walked back by the chain rule."""

import math


class Value:
    """A number in a graph of computations.

    `data` is the number; `grad`, after `backward()` on a result, the derivative of that result with respect to this
    number (0.0 before); `parents` are the operands that it was computed from and `operation` the sign between them,
    so that a graph can be drawn.

    Operations: + - * / and ** by a constant, with Values or plain numbers on either side; exp, log, tanh, relu.

    >>> x, w, b = Value(2.0), Value(-1.0), Value(3.0)
    >>> c = (w * x + b) ** 2
    >>> c.backward()
    >>> c.data, w.grad, b.grad
    (1.0, 4.0, 2.0)
    """

    def __init__(self, data, parents=(), local_gradients=(), operation="", label=""):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.local_gradients = local_gradients  # ∂self/∂parent, one number for each parent
        self.operation = operation
        self.label = label

    def backward(self):
        """Fill `grad` of every number that this one was computed from (previous gradients are forgotten).

        A number is treated once all that depends on it has been, so its gradient, a sum over every path, is complete.
        """
        order = self.graph()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, local in zip(node.parents, node.local_gradients, strict=True):
                parent.grad += local * node.grad

    def graph(self):
        """This number and all that it was computed from, operands first. No recursion: a graph may be deep."""
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, operands_done = stack.pop()
            if operands_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        return order

    def __add__(self, other):
        other = _value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other):
        other = _value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data), "×")

    def __pow__(self, exponent):
        if not isinstance(exponent, (int, float)):
            raise TypeError(f"exposant : un nombre attendu, reçu {type(exponent).__name__}")
        slope = exponent * self.data ** (exponent - 1) if exponent else 0.0
        return Value(self.data**exponent, (self,), (slope,), f"^{exponent}")

    def exp(self):
        """e to the power of this number."""
        result = math.exp(self.data)
        return Value(result, (self,), (result,), "exp")

    def log(self):
        """Natural logarithm."""
        return Value(math.log(self.data), (self,), (1.0 / self.data,), "log")

    def tanh(self):
        """Hyperbolic tangent."""
        result = math.tanh(self.data)
        return Value(result, (self,), (1.0 - result**2,), "tanh")

    def relu(self):
        """max(0, x), whose derivative at 0 is taken to be 0."""
        return Value(max(0.0, self.data), (self,), (float(self.data > 0),), "ReLU")

    # The other operations are written with those above.

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -_value(other)

    def __truediv__(self, other):
        return self * _value(other) ** -1

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return _value(other) - self

    def __rtruediv__(self, other):
        return _value(other) / self

    def __repr__(self):
        name = f"{self.label}: " if self.label else ""
        return f"Value({name}data={self.data:.6g}, grad={self.grad:.6g})"


def _value(number):
    return number if isinstance(number, Value) else Value(number)
