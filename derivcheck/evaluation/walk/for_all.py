"""Statements about all values that are seen to be true: evaluated once, with numbers that may be anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flint import fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import key, shape_at
from derivcheck.evaluation.values.jet import add
from derivcheck.evaluation.values.positivity import REALS, Interval
from derivcheck.evaluation.values.tensor import Tensor, build
from derivcheck.evaluation.values.varying import Varying, for_all
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Call, Expr, FunctionType, Kind, Symbol, Variable

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

_INTERVALS = {
    Kind.REAL: REALS,
    Kind.POSITIVE: Interval(fmpq(0)),
    Kind.NONNEGATIVE: Interval(fmpq(0), closed=True),
}
_MOST_VARIABLES = 16


def holds_for_all(evaluator: Evaluator, node: core.Quantified, scope: Scope) -> bool:
    """Whether a statement is seen to be true for all values of its variables; False if that cannot be told."""
    variables, body = list(node.variables), node.body
    while isinstance(body, core.Quantified) and body.op == "ForAll":
        variables += body.variables
        body = body.body
    intervals = [_interval(v) for v in variables]
    if None in intervals or isinstance(body, core.Quantified):
        return False
    shapes = [shape_at(v.type, evaluator.sizes) for v in variables if not isinstance(v.type, FunctionType)]
    places: list[Interval] = []

    def counted(interval: Interval) -> int:
        places.append(interval)
        return len(places) - 1

    numbered = [build(s, lambda at, i=i: counted(i)) for s, i in zip(shapes, intervals, strict=True)]  # type: ignore[misc]
    distance = counted(Interval(fmpq(0)))
    if len(places) > _MOST_VARIABLES:
        return False
    values = for_all(places)
    inner = scope.deeper()
    for variable, numbers in zip(variables, numbered, strict=True):
        inner = inner.bind(key(variable), _valued(numbers, values))
    body, pair = _ordered(body, variables)
    if pair is not None:
        smaller, greater = map(key, pair)
        inner = inner.bind(greater, add(inner.values[smaller], values[distance]))
    try:
        return evaluator.holds(body, inner)
    except EvaluationError:
        return False


def _interval(variable: Symbol) -> Interval | None:
    own = variable.type
    if isinstance(own, FunctionType) or variable.axis is not None or variable.law is not None or variable.properties:
        return None
    if variable.within is not None:
        low, high = (None if end is None else fmpq(end.numerator, end.denominator) for end in variable.within)
        return Interval(low, high)
    return _INTERVALS.get(own.kind)


def _valued(numbers: Tensor, values: list[Varying]) -> Tensor:
    return tuple(_valued(n, values) for n in numbers) if type(numbers) is tuple else values[numbers]


def _ordered(body: Expr, variables: Sequence[Symbol]) -> tuple[Expr, tuple[Symbol, Symbol] | None]:
    """Of "a < b implies ..." with real a and b: what is implied, and the pair; the greater one is a plus something."""
    if isinstance(body, Call) and body.op == "implies":
        premise, conclusion = body.args
        if isinstance(premise, Call) and premise.op in ("lt", "gt"):
            a, b = premise.args if premise.op == "lt" else premise.args[::-1]
            if isinstance(a, Variable) and isinstance(b, Variable) and _are_free(variables, a.symbol, b.symbol):
                return conclusion, (a.symbol, b.symbol)
    return body, None


def _are_free(variables: Sequence[Symbol], a: Symbol, b: Symbol) -> bool:
    return all(s in variables and _interval(s) == REALS for s in (a, b)) and a != b
