"""Bounds on the tails of improper integrals: of an integrand for all large y, from its form.

The variable is shift + sign*y**power, so that y tends to infinity at the end in question. On [R, oo) every part of the
integrand is enclosed as c*g(y), c in a ball and g a `Growth`; what is added to something that grows faster changes only
its ball.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from flint import arb, fmpq

from derivcheck.evaluation.errors import Unresolved
from derivcheck.evaluation.instance import Key
from derivcheck.evaluation.values import growth
from derivcheck.evaluation.values.growth import UNIT, Growth, faster
from derivcheck.evaluation.values.scalar import ONE, ZERO
from derivcheck.evaluation.walk.linear import NotLinear, linear
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Expr

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

#: Functions of which only bounds are used.
_BOUNDED = {"sin": (-1, 1), "cos": (-1, 1), "tanh": (-1, 1), "sigmoid": (0, 1), "erf": (-1, 1), "atan": (-2, 2)}
#: Beyond y**-s with this s, tails are small.
_EXPONENT = fmpq(5, 4)
_STEP = 4


class _Part(NamedTuple):
    """c*g(y) for all y from R on."""

    ball: Any
    growth: Growth


@dataclass(frozen=True, slots=True)
class End:
    """One end of an integral: the variable ``name`` is shift + sign*y**power, and y is at least ``start``."""

    name: Key
    shift: Any
    sign: int
    power: int
    start: Any

    @property
    def at(self) -> Any:
        """Where the tail begins."""
        return self._at(self.start)

    @property
    def steps(self) -> list[Any]:
        """Places on the way from there, each several times as far from the end as the one before."""
        found, y = [], self.start
        while y > _STEP:
            y = y / _STEP
            found.append(self._at(y))
        return found

    def _at(self, y: Any) -> Any:
        return self.shift + self.sign * (y if self.power == 1 else 1 / y)


def tail(evaluator: Evaluator, body: Expr, end: End, scope: Scope) -> Any:
    """A ball around 0 that contains the integral of the body from ``end.at`` to the end. Raises Unresolved."""
    found = _Bounds(evaluator, end, scope).of(body)
    own = found.growth if end.power == 1 else found.growth * _power(-2)
    if not own.exponent and not own.logarithm and type(growth.number(own.power)) is fmpq:
        exponent = growth.number(own.power) + 1
        if not exponent < 0:
            raise Unresolved("a tail that is not seen to be finite")
        size = arb(end.start) ** arb(exponent) / -exponent
    else:
        # y**s*g(y) decreases, so the integral of g is at most that of g(R)*R**s*y**-s.
        _largest(own * _power(_EXPONENT), end.start)
        size = _at(own, end.start) * end.start / (_EXPONENT - 1)
    return arb(0, 1) * (abs(arb(found.ball)) * size)


class _Bounds:
    def __init__(self, evaluator: Evaluator, end: End, scope: Scope) -> None:
        self.evaluator, self.end, self.scope = evaluator, end, scope

    def of(self, node: Expr) -> _Part:
        if self.end.name not in self.evaluator.numbering.free(node):
            value = self.evaluator.value(node, self.scope)
            if type(value) not in (fmpq, arb):
                raise Unresolved("a parameter of another kind")
            return _Part(value, UNIT)
        try:
            slope, shift = linear(self.evaluator, node, self.end.name, self.scope)
        except NotLinear:
            return self._call(node)
        own = _Part(slope * self.end.sign, _power(self.end.power))
        rest = slope * self.end.shift + shift
        return own if rest == 0 else self._sum(own, _Part(rest, UNIT))

    def _call(self, node: Expr) -> _Part:
        if not isinstance(node, core.Call):
            raise Unresolved("a tail of another form")
        if node.op == "pow":
            return self._power(self.of(node.args[0]), node.args[1])
        parts = [self.of(a) for a in node.args]  # so that they are known to be defined
        if node.op in _BOUNDED:
            low, high = _BOUNDED[node.op]
            return _Part(arb(low).union(arb(high)), UNIT)
        match node.op:
            case "add":
                total = parts[0]
                for part in parts[1:]:
                    total = self._sum(total, part)
                return total
            case "sub":
                return self._sum(parts[0], _Part(-parts[1].ball, parts[1].growth))
            case "neg":
                return _Part(-parts[0].ball, parts[0].growth)
            case "mul":
                total = parts[0]
                for part in parts[1:]:
                    total = _Part(total.ball * part.ball, total.growth * part.growth)
                return total
            case "div":
                return _Part(parts[0].ball / _nonzero(parts[1].ball), parts[0].growth * parts[1].growth.raised(-1))
            case "exp":
                return self._exponential(parts[0])
            case "log":
                return self._logarithm(parts[0])
            case "sqrt":
                return _Part(_positive(parts[0].ball).sqrt(), parts[0].growth.raised(fmpq(1, 2)))
            case "Abs":
                return _Part(abs(parts[0].ball), parts[0].growth)
        raise Unresolved("a tail of another form")

    def _sum(self, a: _Part, b: _Part) -> _Part:
        order = faster(a.growth, b.growth)
        if order == 0:
            return _Part(a.ball + b.ball, a.growth)
        large, small = (a, b) if order == 1 else (b, a)
        share = _largest(small.growth * large.growth.raised(-1), self.end.start)
        return _Part(large.ball + arb(0).union(share) * small.ball, large.growth)

    def _power(self, base: _Part, exponent: Expr) -> _Part:
        if self.end.name in self.evaluator.numbering.free(exponent):
            raise Unresolved("a tail of another form")
        value = self.evaluator.value(exponent, self.scope)
        if type(value) is not fmpq:
            raise Unresolved("a power that is not rational")
        if value.q == 1 and value >= 0:
            raised = base.ball ** int(value.p)
        elif value.q == 1:
            raised = 1 / _nonzero(base.ball) ** int(-value.p)
        else:
            raised = _positive(base.ball) ** arb(value)
        return _Part(raised, base.growth.raised(value))

    def _exponential(self, part: _Part) -> _Part:
        if part.growth.side <= 0:
            share = _largest(part.growth, self.end.start)
            return _Part((arb(0).union(share) * part.ball).exp(), UNIT)
        degree = growth.number(part.growth.power)
        if part.growth.exponent or part.growth.logarithm or type(degree) is not fmpq:
            raise Unresolved("an exponential of another form")
        highest = arb(part.ball).upper()
        rate = part.ball if type(part.ball) is fmpq else highest
        ball = ONE if type(part.ball) is fmpq else arb(0).union(arb(1))
        return _Part(ball, Growth(frozenset((((degree, ZERO), growth.linear(rate)),))))

    def _logarithm(self, part: _Part) -> _Part:
        ball = _positive(part.ball).log()
        degree = growth.number(part.growth.power)
        if part.growth == UNIT:
            return _Part(ball, UNIT)
        if part.growth.exponent or part.growth.logarithm:
            raise Unresolved("a logarithm of another form")
        share = 1 / arb(self.end.start).log()
        return _Part(degree + arb(0).union(share) * ball, Growth(logarithm=ONE))


def _power(exponent: Any) -> Growth:
    return Growth(power=growth.linear(fmpq(exponent)))


def _nonzero(ball: Any) -> Any:
    if not (ball > 0 or ball < 0):
        raise Unresolved("a divisor that may be zero")
    return ball


def _positive(ball: Any) -> Any:
    if not ball > 0:
        raise Unresolved("a number that may not be positive")
    return arb(ball)


def _at(own: Growth, y: Any) -> Any:
    y = arb(y)
    value = y ** arb(growth.number(own.power)) * y.log() ** arb(own.logarithm)
    for (degree, _), c in own.exponent:
        value = value * (arb(growth.number(c)) * y ** arb(degree)).exp()
    return value


def _largest(own: Growth, start: Any) -> Any:
    """The value at the start of a growth that is seen to decrease from there on: y*g'(y)/g(y) <= 0."""
    slope = arb(growth.number(own.power))
    if own.logarithm > 0:
        slope = slope + arb(own.logarithm) / arb(start).log()
    for (degree, logarithm), c in own.exponent:
        rate = arb(growth.number(c))
        if logarithm or not rate < 0:
            raise Unresolved("a part that is not seen to decrease")
        slope = slope + rate * arb(degree) * arb(start) ** arb(degree)
    if not slope <= 0:
        raise Unresolved("a part that is not seen to decrease")
    return _at(own, start)
