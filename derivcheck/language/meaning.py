"""What the predicates mean: statements about all points, by their textbook definitions.

A function is convex if its graph lies below each of its chords, increasing if a greater number has no smaller value, a
place minimises it if it is smaller nowhere. As for every quantified statement, points at which a side has no value do
not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from derivcheck.language.core import (
    Axis,
    Call,
    Derivative,
    Expr,
    Gradient,
    Kind,
    Number,
    Predicate,
    Quantified,
    Size,
    Substitution,
    Symbol,
    Type,
    Variable,
)

_BOOLEAN = Type(Kind.BOOLEAN)
_REAL = Type(Kind.REAL)
_ONE = Axis(Size.of(1), Size.of(1))
_ORDERS = {
    "increasing": "le", "decreasing": "ge", "strictly_increasing": "lt", "strictly_decreasing": "gt",
}  # fmt: skip


def meaning(predicate: Predicate) -> Expr | None:
    """The predicate in other words; None for what has no words of its own (growth), or over integers makes no sense."""
    match predicate.op:
        case "convex":
            return _convex(predicate)
        case op if op in _ORDERS:
            return _monotone(predicate)
        case "minimizer":
            (body, place), (variable,) = predicate.args, predicate.variables
            there = Substitution(body, variable, place, type=body.type, span=predicate.span)
            return _for_all(predicate, predicate.variables, _call("ge", body, there))
        case "stationary":
            return _stationary(predicate)
        case "positive_definite" | "positive_semidefinite":
            return _definite(predicate)
    return None


def primed(variable: Symbol) -> Symbol:
    """Another point of the same kind, called x' if the variable is x; such names cannot be typed."""
    return replace(variable, name=f"{variable.name}'")


def weight(predicate: Predicate) -> Symbol:
    """How far a point lies on the way from the one end of a chord to the other: between 0 and 1."""
    return Symbol("t'", _REAL, predicate.variables[0].number, within=(Fraction(0), Fraction(1)))


def _convex(predicate: Predicate) -> Expr | None:
    body, variables = predicate.args[0], predicate.variables
    if any(v.type.kind.integral for v in variables if isinstance(v.type, Type)):
        return None
    others, t = tuple(primed(v) for v in variables), _variable(weight(predicate), predicate)
    rest = _call("sub", Number(Fraction(1), type=_REAL, span=predicate.span), t)

    def mixed(a: Expr, b: Expr) -> Expr:
        return _call("add", _call("mul", rest, a), _call("mul", t, b))

    ends = [(_variable(v, predicate), _variable(w, predicate)) for v, w in zip(variables, others, strict=True)]
    between = _at(body, variables, [mixed(a, b) for a, b in ends])
    chord = mixed(body, _at(body, variables, [b for _, b in ends]))
    bound = (*variables, *others, weight(predicate))
    return _for_all(predicate, bound, _call("le", between, chord))


def _monotone(predicate: Predicate) -> Expr:
    body, (variable,) = predicate.args[0], predicate.variables
    other = primed(variable)
    x, y = _variable(variable, predicate), _variable(other, predicate)
    compared = _call(_ORDERS[predicate.op], body, _at(body, (variable,), [y]))
    return _for_all(predicate, (variable, other), _call("implies", _call("lt", x, y), compared))


def _stationary(predicate: Predicate) -> Expr:
    (body, place), (variable,) = predicate.args, predicate.variables
    x = _variable(variable, predicate)
    shape = x.type.shape
    derivative: Expr = (
        Gradient("grad", body, x, type=replace(x.type, kind=Kind.REAL), span=predicate.span)
        if shape
        else Derivative(body, ((x, 1),), type=_REAL, span=predicate.span)
    )
    there = Substitution(derivative, variable, place, type=derivative.type, span=predicate.span)
    return _call("eq", there, Number(Fraction(0), type=_REAL, span=predicate.span))


def _definite(predicate: Predicate) -> Expr:
    """Symmetric, and the quadratic form has a sign."""
    (matrix,) = predicate.args
    vector = Symbol("v''", Type(Kind.REAL, (matrix.type.shape[1],)), predicate.span.start + 1)
    v = _variable(vector, predicate)
    flat = Type(Kind.REAL, (_ONE, *v.type.shape), row=True)
    row = Call("transpose", (v,), type=flat, span=predicate.span)
    product = Call("matmul", (matrix, v), type=v.type, span=predicate.span)
    form = Call("matmul", (row, product), type=_REAL, span=predicate.span)
    zero = Number(Fraction(0), type=_REAL, span=predicate.span)
    sign = _call("ge", form, zero)
    if predicate.op == "positive_definite":
        sign = _call("or", _call("eq", v, zero), _call("gt", form, zero))
    transposed = Call("transpose", (matrix,), type=matrix.type, span=predicate.span)
    return _call("and", _call("eq", matrix, transposed), _for_all(predicate, (vector,), sign))


def _for_all(predicate: Predicate, variables: tuple[Symbol, ...], body: Expr) -> Quantified:
    return Quantified("ForAll", variables, body, type=_BOOLEAN, span=predicate.span)


def _variable(symbol: Symbol, place: Expr) -> Variable:
    assert isinstance(symbol.type, Type), "functions do not vary"
    return Variable(symbol, type=symbol.type, span=place.span)


def _at(body: Expr, variables: Sequence[Symbol], values: Sequence[Expr]) -> Expr:
    """The body with all variables at their values, which may mention the variables themselves."""
    if len(variables) == 1:
        return Substitution(body, variables[0], values[0], type=body.type, span=body.span)
    holders = [replace(v, name=f"{v.name}°") for v in variables]
    for variable, holder in zip(variables, holders, strict=True):
        body = Substitution(body, variable, _variable(holder, body), type=body.type, span=body.span)
    for holder, value in zip(holders, values, strict=True):
        body = Substitution(body, holder, value, type=body.type, span=body.span)
    return body


def _call(op: str, *args: Expr) -> Call:
    relation = op in ("le", "ge", "lt", "gt", "eq", "implies", "and", "or")
    shaped = next((a.type for a in args if a.type.shape), args[0].type)
    kind = Type(Kind.REAL, shaped.shape, shaped.row)
    return Call(op, args, type=_BOOLEAN if relation else kind, span=args[0].span)
