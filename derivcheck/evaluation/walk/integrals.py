"""Integrals, enclosed by Taylor expansions around midpoints with rigorous remainders.

On an interval of half-width h around c, the integral of f is the sum of 2*c_k*h**(k+1)/(k+1) over even k < n, plus the
same with k = n and the n-th coefficient over the whole interval (Lagrange's remainder). Intervals on which f is not
smooth, or the remainder is large, are halved.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq

from derivcheck.evaluation.errors import Crossing, EvaluationError, TooLarge, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.instance import key
from derivcheck.evaluation.values.expansion import Expansion
from derivcheck.evaluation.values.jet import Jet, Tag, Value, add, base, coefficients_of, multiply, subtract, vanishes
from derivcheck.evaluation.values.scalar import ONE, ZERO
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.evaluation.walk.tails import End, tail
from derivcheck.language import core

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

_ORDER = 12
_PIECES = 4
_MOST_PIECES = 300
_DEEPEST = 14
#: Where tails begin, the first at which they are negligible being taken.
_STARTS = tuple(map(fmpq, (8, 32, 512, 8192, 2**20)))
_NEGLIGIBLE, _SMALL_BESIDE_TAILS = fmpq(1, 2**30), fmpq(1, 2**24)
_SMALL, _ROUGH = fmpq(1, 2**36), fmpq(1, 2**12)

Integrand = Callable[[Value], Value]


def _integral(evaluator: Evaluator, node: core.Integral, scope: Scope) -> Value:
    lower, upper = (_infinite(bound) or evaluator.value(bound, scope) for bound in (node.lower, node.upper))
    if isinstance(lower, int) or isinstance(upper, int):
        return _improper(evaluator, node, lower, upper, scope)
    try:
        return between(evaluator, node, lower, upper, scope)
    except (Undefined, Unresolved):
        if not (type(lower) is fmpq and type(upper) is fmpq and lower < upper):
            raise
        return _improper(evaluator, node, lower, upper, scope)


def _infinite(bound: core.Expr) -> int | None:
    """1 for oo, -1 for -oo, None for other bounds."""
    if isinstance(bound, core.Call) and bound.op == "neg":
        inner = _infinite(bound.args[0])
        return None if inner is None else -inner
    return 1 if isinstance(bound, core.Constant) and bound.name == "oo" else None


def _improper(evaluator: Evaluator, node: core.Integral, lower: Any, upper: Any, scope: Scope) -> Value:
    """From one end to the other, the tails at the ends being bounded."""
    if (isinstance(lower, int) and lower == 1) or (isinstance(upper, int) and upper == -1):
        raise Unsupported("an integral backwards from infinity")
    (low, left), (high, right) = (_tail(evaluator, node, e, s, scope) for e, s in ((lower, 1), (upper, -1)))
    places = sorted({low.at, high.at, *(x for x in (*low.steps, *high.steps) if low.at < x < high.at)})
    if not low.at < high.at:
        raise Unresolved("an integral whose tails overlap")
    total: Value = add(left, right)
    for a, b in pairwise(places):
        total = add(total, between(evaluator, node, a, b, scope, _SMALL_BESIDE_TAILS))
    return total


def _tail(evaluator: Evaluator, node: core.Integral, end: Any, side: int, scope: Scope) -> tuple[End, Any]:
    """Where a tail begins, and a ball around its integral; ``side``: in which direction the rest of the range lies."""
    endless = isinstance(end, int)
    if not endless and type(end) is not fmpq:
        raise Unsupported("an integral between these bounds")
    found: tuple[End, Any] | None = None
    for start in _STARTS:
        own = End(key(node.variable), ZERO, end, 1, start) if endless else End(key(node.variable), end, side, -1, start)
        try:
            found = own, tail(evaluator, node.body, own, scope)
        except Unresolved:
            continue
        if found[1].rad() < _NEGLIGIBLE:
            break
    if found is None:
        raise Unresolved("a tail that is not bounded")
    return found


def between(
    evaluator: Evaluator, node: core.Integral, lower: Value, upper: Value, scope: Scope, small: Any = _SMALL
) -> Value:
    """The integral of a node's body between other bounds. Raises as `Evaluator.value`."""
    if any(type(base(bound)) not in (fmpq, arb) for bound in (lower, upper)):
        raise Unsupported("an integral between these bounds")
    width, name = subtract(upper, lower), key(node.variable)

    def scaled(s: Value) -> Value:
        return evaluator.value(node.body, scope.bind(name, add(lower, multiply(width, s))))

    with evaluator.perturbed(_ORDER) as tag:
        return multiply(width, _Quadrature(scaled, tag, small).total())


class _Quadrature:
    """The integral over [0, 1]."""

    def __init__(self, integrand: Integrand, tag: Tag, small: Any) -> None:
        self.small = small
        self.integrand = integrand
        self.tag = tag
        self.left = _MOST_PIECES

    def total(self) -> Value:
        parts = [self._piece(fmpq(k, _PIECES), fmpq(k + 1, _PIECES), 0) for k in range(_PIECES)]
        result: Value = ZERO
        for part in parts:
            result = add(result, part)
        return result

    def _piece(self, low: Any, high: Any, depth: int) -> Value:
        self.left -= 1
        if self.left < 0:
            raise TooLarge("an integral that needs too many pieces")
        centre, half = (low + high) / 2, (high - low) / 2
        found = self._smooth(centre, half)
        if found is not None and (depth >= _DEEPEST or self._is_small(found[1])):
            return found[0] if vanishes(found[1]) else add(*found)
        if depth < _DEEPEST:
            return add(self._piece(low, centre, depth + 1), self._piece(centre, high, depth + 1))
        return multiply(self.integrand(arb(centre, half)), 2 * half)

    def _smooth(self, centre: Any, half: Any) -> tuple[Value, Value] | None:
        """The sum and the remainder, None where the integrand is not seen to be smooth."""
        try:
            inside, around = self._coefficients(centre), self._coefficients(arb(centre, half))
        except Crossing as crossing:
            if crossing.number != self.tag.number:
                raise
            return None
        except (Undefined, Unresolved):
            return None
        total: Value = ZERO
        for k in range(0, _ORDER, 2):
            total = add(total, multiply(inside[k], 2 * half ** (k + 1) / (k + 1)))
        return total, multiply(around[_ORDER], 2 * half ** (_ORDER + 1) / (_ORDER + 1))

    def _is_small(self, remainder: Value) -> bool:
        value = base(remainder)
        if type(value) is Expansion:
            raise Unsupported("a limit of an integral")
        return bool(value == 0 or abs(value) < self.small)

    def _coefficients(self, at: Any) -> list[Value]:
        value = self.integrand(Jet(self.tag, [at, ONE, *[ZERO] * (_ORDER - 1)]))
        found = coefficients_of(value, self.tag)
        return [value, *[ZERO] * _ORDER] if found is None else list(found)


def samples(evaluator: Evaluator, node: core.Integral, ends: list[Any], scope: Scope) -> list[Value]:
    """Integrals over growing parts of an endless range; they only indicate the value."""
    values = []
    for size in (4, 8, 20):
        inset = fmpq(1, 10**size)
        lower, upper = (fmpq(size) * e.sign if hasattr(e, "sign") else e for e in ends)
        if any(hasattr(e, "sign") for e in ends) or not lower < upper:
            inset = ZERO
        lower, upper = lower + inset, upper - inset
        try:
            values.append(between(evaluator, node, lower, upper, scope, _ROUGH))
        except EvaluationError:
            continue
    return values


HANDLERS: dict[type, Any] = {core.Integral: _integral}
