"""Growth: whether a cost stays below a multiple of its bound along a path, by asymptotic expansions.

The point at which a claim about growth is looked at is a path: every number that grows is a power of a large s. If the
quotient of both sides grows beyond all bounds on one path, no constant will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import arb, fmpq

from derivcheck.evaluation.errors import EvaluationError, Overlapping, Unresolved, Unsupported
from derivcheck.evaluation.instance import Instance, Power, key
from derivcheck.evaluation.values.expansion import Expansion
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Claim, Symbol
from derivcheck.language.growth import growing, growing_in, is_closed

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

#: Where both sides are worked out in numbers.
_SAMPLES = (2, 8, 32, 128)
_STEADY = fmpq(5, 4)


def along(claim: Claim, instance: Instance) -> Instance:
    """The instance with powers of s for the numbers that grow: their own values are the exponents."""
    grown = growing_in(claim)
    if not grown:
        return instance
    sizes = {name: size for name, size in instance.sizes.items() if name not in {s.name for s in grown}}
    alone = len(grown) == 1
    paths = {key(s): Power(1 if alone else max(1, _exponent(instance, s))) for s in grown}
    return Instance(sizes, {**instance.values, **paths}, instance.functions, instance.laws)


def has_one_path(claim: Claim) -> bool:
    """Whether nothing varies but one number that grows, so that one point says everything."""
    return len(growing_in(claim)) == 1 == len(claim.symbols)


def _exponent(instance: Instance, symbol: Symbol) -> int:
    value = instance.values.get(key(symbol), instance.sizes.get(symbol.name, 1))
    return int(value) if type(value) in (int, fmpq) else 1


def holds(evaluator: Evaluator, node: core.Predicate, scope: Scope) -> bool:
    """False if the quotient of both sides rigorously tends to infinity."""
    grown = growing(node)
    if not is_closed(node) or any(type(evaluator.instance.values.get(key(s))) is not Power for s in grown):
        raise Unsupported("the growth of arrays is not evaluated")
    try:
        cost, bound = (evaluator.value(part, scope) for part in node.args)
        return _stays_below(cost, bound)
    except Unresolved:
        if _looks_steady(ratios(evaluator, node, scope)):
            raise Overlapping("the growth is only known approximately") from None
        raise


def _stays_below(cost: Any, bound: Any) -> bool:
    if type(cost) is not Expansion and type(bound) is not Expansion:
        if bound == 0:
            return bool(cost == 0)
        if bound > 0 or bound < 0:
            return True
        raise Unresolved("whether a bound is zero")
    cost, bound = (cost, cost.lifted(bound)) if type(cost) is Expansion else (bound.lifted(cost), bound)
    if bound.is_zero():
        return bool(cost.is_zero())
    if cost.is_zero():
        return True
    below, _ = bound._leading()
    own = cost.terms[0][0] if cost.terms else None
    if own is not None and (own * below.raised(-1)).side == 1:
        cost._leading()  # its coefficient is not zero
        return False
    if (cost.bound * below.raised(-1)).side <= 0:
        return True
    raise Unresolved("the growth of an expansion is not known")


def ratios(evaluator: Evaluator, node: core.Predicate, scope: Scope) -> list[tuple[int, Any]]:
    """The quotient of both sides for some values of s."""
    found: list[tuple[int, Any]] = []
    for s in _SAMPLES:
        there = scope
        for symbol in growing(node):
            path = evaluator.instance.values[key(symbol)]
            there = there.bind(key(symbol), fmpq(s) ** path.exponent)
        try:
            cost, bound = (abs(evaluator.value(part, there)) for part in node.args)
            found.append((s, cost / bound))
        except (EvaluationError, ZeroDivisionError, TypeError):
            continue
    return found


def _looks_steady(values: list[tuple[int, Any]]) -> bool:
    """Whether the last quotients do not grow any more; that proves nothing and refutes nothing."""
    if len(values) < 3:
        return False
    (_, before), (_, last) = values[-2:]
    return bool(arb(last) <= arb(before) * _STEADY)
