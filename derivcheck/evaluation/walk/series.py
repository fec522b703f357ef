"""Sums without end: the first terms, and a bound on the rest by comparison with a geometric series or a power.

The summand is taken apart into factors whose growth is known: powers of a number, polynomials of degree 1, factorials.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq

from derivcheck.evaluation.errors import EvaluationError, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.instance import key
from derivcheck.evaluation.values.jet import add, multiply
from derivcheck.evaluation.values.scalar import ONE, ZERO, Scalar
from derivcheck.evaluation.walk.linear import NotLinear, linear
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Expr

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

_TERMS = (60, 1000)
_SAMPLED = (20, 100, 400)


@dataclass(frozen=True, slots=True)
class _Factor:
    """``kind``: power (of ``number`` to slope*k + …), linear (slope*k + shift, raised to ``exponent``), factorial."""

    kind: str
    number: Scalar = ZERO
    slope: Any = ZERO
    shift: Any = ZERO
    exponent: int = 1


class _NotTaken(Exception):
    """The summand has another form."""


def series(evaluator: Evaluator, node: core.Sigma, first: int, scope: Scope) -> Scalar:
    """The enclosure of a sum to infinity. Raises as `Evaluator.value`."""
    if node.type.shape:
        raise Unsupported("a sum of tensors without end")
    try:
        factors = list(_factors(evaluator, node.body, node, scope, 1))
    except _NotTaken:
        raise Unresolved("the rest of a sum without end is not bounded") from None
    for count in _TERMS:
        start = first + count
        ratio = _largest_ratio(factors, start)
        last = _term(evaluator, node, start, scope)
        if ratio < 1:
            return add(_partial(evaluator, node, first, start - 1, scope), _ball(abs(last) / (1 - ratio)))
        if count == _TERMS[-1]:
            return _compared_with_power(evaluator, node, factors, first, start, scope)
    raise Unresolved("the rest of a sum without end is not bounded")


def endless_product(evaluator: Evaluator, node: core.Sigma, first: int, scope: Scope) -> Scalar:
    """The enclosure of a product of 1 + g(k) to infinity, the g(k) in the end of one sign and a sum of powers.

    With S the sum of the g(k) that are left and |g(k)| <= m <= 1/2 of them, their product is exp of what lies between
    S*(1 - m) and S*(1 + m), because |log(1 + u) - u| <= |u|*m for |u| <= m.
    """
    body = node.body
    if not isinstance(body, core.Call) or body.op not in ("add", "sub") or len(body.args) != 2:
        raise Unresolved("a product without end of another form")
    one, g = body.args if isinstance(body.args[0], core.Number) else (body.args[1], body.args[0])
    if not isinstance(one, core.Number) or one.value != 1 or (body.op == "sub" and one is body.args[1]):
        raise Unresolved("a product without end of another form")
    start = first + _TERMS[0]
    rest = replace(node, op="Sum", body=g)
    largest = abs(arb(_term(evaluator, rest, start, scope)))
    factors = list(_factors_of_one_sign(evaluator, rest, scope))
    total = arb(series(evaluator, rest, start, scope)) * (-1 if body.op == "sub" else 1)
    if not (largest <= fmpq(1, 2) and _largest_ratio(factors, start) <= 1):
        raise Unresolved("a product without end whose factors are not close to 1")
    product = arb(_partial(evaluator, node, first, start - 1, scope))
    return product * (total * (1 + arb(0, 1) * largest)).exp()


def _factors_of_one_sign(evaluator: Evaluator, node: core.Sigma, scope: Scope) -> Iterator[_Factor]:
    try:
        for factor in _factors(evaluator, node.body, node, scope, 1):
            if factor.kind == "power" and not factor.number > 0:
                raise _NotTaken
            yield factor
    except _NotTaken:
        raise Unresolved("a product without end of another form") from None


def _ball(radius: Any) -> Any:
    bound = arb(radius).upper()
    return arb(0, bound)


def partial_sums(evaluator: Evaluator, node: core.Sigma, first: int, scope: Scope) -> list[Scalar]:
    """Sums of the first terms; they only indicate the value."""
    found = []
    for count in _SAMPLED:
        try:
            found.append(_partial(evaluator, node, first, first + count, scope))
        except EvaluationError:
            break
    return found


def _term(evaluator: Evaluator, node: core.Sigma, k: int, scope: Scope) -> Scalar:
    return evaluator.value(node.body, scope.bind(key(node.index), fmpq(k)))


def _partial(evaluator: Evaluator, node: core.Sigma, first: int, last: int, scope: Scope) -> Scalar:
    combine, total = (add, ZERO) if node.op == "Sum" else (multiply, ONE)
    for k in range(first, last + 1):
        total = combine(total, arb(_term(evaluator, node, k, scope)))
    return total


def _size_of_ratio(f: _Factor) -> Any:
    """By what a power of a number changes from one term to the next."""
    return abs(arb(f.number)) ** int(f.slope * f.exponent)


def _largest_ratio(factors: list[_Factor], start: int) -> Any:
    """A bound on the ratio of neighbouring terms from ``start`` on."""
    ratio: Any = arb(1)
    for f in factors:
        if f.kind == "power":
            ratio = ratio * _size_of_ratio(f)
        elif f.kind == "linear":
            value = f.slope * start + f.shift
            if value <= 0:
                raise Unresolved("a factor that is not positive yet")
            ratio = ratio * (arb(value + f.slope) / value) ** f.exponent if f.exponent > 0 else ratio
        else:
            if f.exponent > 0 or f.slope != 1 or start + f.shift < 0:
                raise Unresolved("factorials that grow")
            ratio = ratio / (start + 1 + f.shift) ** -f.exponent
    return ratio


def _compared_with_power(
    evaluator: Evaluator, node: core.Sigma, factors: list[_Factor], first: int, start: int, scope: Scope
) -> Scalar:
    """|term| <= C*k**-s for k >= start, with s > 1; or terms that do not tend to 0."""
    bases = [f for f in factors if f.kind == "power"]
    if all(f.kind == "power" for f in factors):
        size = arb(1)
        for f in bases:
            size = size * _size_of_ratio(f)
        if size >= 1 and (size > 1 or size.is_exact()):
            raise Undefined("a sum that diverges: its terms do not tend to 0")
    if any(f.kind == "factorial" for f in factors) or not all(_size_of_ratio(f) <= 1 for f in bases):
        raise Unresolved("the rest of a sum without end is not bounded")
    linear = [f for f in factors if f.kind == "linear"]
    degree = -sum(f.exponent for f in linear)
    if degree < 2:
        raise Unresolved("the rest of a sum without end is not bounded")
    size = abs(_term(evaluator, node, start, scope)) * arb(start) ** degree
    for f in linear:  # ((slope*k + shift)/k is monotone and tends to slope
        now = arb(f.slope * start + f.shift) / start
        size = (
            size
            * ((now / arb(f.slope)).max(arb(1)) ** abs(f.exponent))
            * ((arb(f.slope) / now).max(arb(1)) ** abs(f.exponent))
        )
    rest = size * (arb(start) ** -degree + arb(start) ** (1 - degree) / (degree - 1))
    return add(_partial(evaluator, node, first, start - 1, scope), _ball(rest))


def _factors(evaluator: Evaluator, node: Expr, sum_: core.Sigma, scope: Scope, exponent: int) -> Iterator[_Factor]:
    own = key(sum_.index)
    if own not in evaluator.numbering.free(node):
        return
    if isinstance(node, core.Call):
        parts = node.args
        if node.op == "mul":
            for part in parts:
                yield from _factors(evaluator, part, sum_, scope, exponent)
            return
        if node.op == "neg":
            yield from _factors(evaluator, parts[0], sum_, scope, exponent)
            return
        if node.op == "div":
            yield from _factors(evaluator, parts[0], sum_, scope, exponent)
            yield from _factors(evaluator, parts[1], sum_, scope, -exponent)
            return
        if node.op == "factorial":
            slope, shift = _linear(evaluator, parts[0], own, scope)
            yield _Factor("factorial", slope=slope, shift=shift, exponent=exponent)
            return
        if node.op == "pow" and own not in evaluator.numbering.free(parts[0]):
            slope, _ = _linear(evaluator, parts[1], own, scope)
            number = evaluator.value(parts[0], scope)
            if type(number) not in (fmpq, arb) or slope.q != 1:
                raise _NotTaken
            yield _Factor("power", number, slope=slope, exponent=exponent)
            return
        if node.op == "pow" and isinstance(parts[1], core.Number) and parts[1].value.denominator == 1:
            yield from _factors(evaluator, parts[0], sum_, scope, exponent * int(parts[1].value))
            return
    slope, shift = _linear(evaluator, node, own, scope)
    if slope <= 0:
        raise _NotTaken
    yield _Factor("linear", slope=slope, shift=shift, exponent=exponent)


def _linear(evaluator: Evaluator, node: Expr, own: Any, scope: Scope) -> tuple[Any, Any]:
    try:
        return linear(evaluator, node, own, scope)
    except NotLinear:
        raise _NotTaken from None
