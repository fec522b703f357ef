"""Expressions written with Python's operators, for tests that do not need the parser."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derivcheck.language.core import (
    Array,
    Axis,
    Call,
    Constant,
    Derivative,
    Entry,
    Expr,
    Kind,
    Number,
    Size,
    Substitution,
    Symbol,
    Type,
    Variable,
)
from derivcheck.language.source import Span

NOWHERE = Span(0, 0)
REAL = Type(Kind.REAL)


class W:
    """A wrapped node."""

    def __init__(self, node: Expr) -> None:
        self.node = node

    def __add__(self, other: Any) -> W:
        return call("add", self, other)

    def __radd__(self, other: Any) -> W:
        return call("add", other, self)

    def __sub__(self, other: Any) -> W:
        return call("sub", self, other)

    def __rsub__(self, other: Any) -> W:
        return call("sub", other, self)

    def __mul__(self, other: Any) -> W:
        return call("mul", self, other)

    def __rmul__(self, other: Any) -> W:
        return call("mul", other, self)

    def __truediv__(self, other: Any) -> W:
        return call("div", self, other)

    def __rtruediv__(self, other: Any) -> W:
        return call("div", other, self)

    def __pow__(self, other: Any) -> W:
        return call("pow", self, other)

    def __neg__(self) -> W:
        return call("neg", self)

    def __lt__(self, other: Any) -> W:
        return call("lt", self, other)

    def __gt__(self, other: Any) -> W:
        return call("gt", self, other)

    def __le__(self, other: Any) -> W:
        return call("le", self, other)

    def __ge__(self, other: Any) -> W:
        return call("ge", self, other)

    def eq(self, other: Any) -> W:
        return call("eq", self, other)

    def ne(self, other: Any) -> W:
        return call("ne", self, other)


def wrap(value: Any) -> W:
    if isinstance(value, W):
        return value
    if isinstance(value, bool):
        return W(Constant("true" if value else "false", type=Type(Kind.BOOLEAN), span=NOWHERE))
    kind = Kind.INTEGER if Fraction(value).denominator == 1 else Kind.REAL
    return W(Number(Fraction(value), type=Type(kind), span=NOWHERE))


BOOLEAN_OPS = {"eq", "ne", "lt", "le", "gt", "ge", "and", "or", "not", "implies", "iff", "approx"}
KEEP_INTEGER = {"add", "sub", "mul", "neg", "floor", "factorial"}


def call(op: str, *args: Any, kind: Kind | None = None, shape: tuple[Axis, ...] = ()) -> W:
    nodes = tuple(wrap(a).node for a in args)
    if kind is None:
        kinds = {n.type.kind for n in nodes}
        if op in BOOLEAN_OPS:
            kind = Kind.BOOLEAN
        elif Kind.COMPLEX in kinds:
            kind = Kind.COMPLEX
        elif op in KEEP_INTEGER and all(k.integral for k in kinds):
            kind = Kind.INTEGER
        else:
            kind = Kind.REAL
    return W(Call(op, nodes, type=Type(kind, shape), span=NOWHERE))


def symbol(name: str, kind: Kind = Kind.REAL, *shape: int, **more: Any) -> Symbol:
    return Symbol(name, Type(kind, tuple(Axis(Size.of(1), Size.of(n)) for n in shape)), **more)


def of(s: Symbol) -> W:
    assert isinstance(s.type, Type)
    return W(Variable(s, type=s.type, span=NOWHERE))


def constant(name: str) -> W:
    return W(Constant(name, type=Type(Kind.COMPLEX if name == "I" else Kind.REAL), span=NOWHERE))


def diff(body: W, *targets: Any) -> W:
    pairs = tuple((t[0].node, t[1]) if isinstance(t, tuple) else (t.node, 1) for t in targets)
    return W(Derivative(body.node, pairs, type=body.node.type, span=NOWHERE))


def subs(body: W, variable: Symbol, value: Any) -> W:
    return W(Substitution(body.node, variable, wrap(value).node, type=body.node.type, span=NOWHERE))


def entry(tensor: W, *indices: Any) -> W:
    return W(Entry(tensor.node, tuple(wrap(i).node for i in indices), type=Type(tensor.node.type.kind), span=NOWHERE))


def array(*items: Any) -> W:
    nodes = tuple(wrap(i).node for i in items)
    axis = Axis(Size.of(1), Size.of(len(nodes)))
    return W(Array(nodes, type=Type(nodes[0].type.kind, (axis, *nodes[0].type.shape)), span=NOWHERE))
