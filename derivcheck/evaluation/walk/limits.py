"""Limits, by asymptotic expansions of the body in a variable that grows beyond all bounds.

A limit may be infinite. ``Limit(f, x, a) == L`` says that f tends to L: it is false where f tends to something else
or, rigorously, to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq

from derivcheck.evaluation.errors import EvaluationError, Overlapping, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.instance import key
from derivcheck.evaluation.showing import scalar_text
from derivcheck.evaluation.values.expansion import ORDERS, Expansion, variable
from derivcheck.evaluation.values.jet import subtract
from derivcheck.evaluation.values.tensor import Tensor, entrywise
from derivcheck.evaluation.walk import integrals, relations
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.evaluation.walk.series import partial_sums
from derivcheck.evaluation.walk.structure import index_value
from derivcheck.language import core
from derivcheck.language.core import Expr

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

#: Where a body is looked at when its expansion is not known, as values of the variable that grows.
_SAMPLES = (10, 100, 1000, 10**6, 10**12)
_CLOSE = fmpq(1, 50)
#: What converges slowly, like 1/log(n), may be further off if every error is smaller than the one before by this.
_FALLING, _ROUGH = fmpq(4, 5), fmpq(1, 10)


@dataclass(frozen=True, slots=True)
class Infinite:
    """oo (``sign`` 1) or -oo."""

    sign: int

    def __str__(self) -> str:
        return "oo" if self.sign == 1 else "-oo"


class NoLimit(Undefined):
    """Rigorously, a function tends to nothing, not even to infinity."""


def infinity(node: Expr) -> Infinite | None:
    """What ``oo`` and ``-oo`` are."""
    if isinstance(node, core.Call) and node.op == "neg":
        inner = infinity(node.args[0])
        return inner and Infinite(-inner.sign)
    return Infinite(1) if isinstance(node, core.Constant) and node.name == "oo" else None


def _limit(evaluator: Evaluator, node: core.Limit, scope: Scope) -> Tensor:
    found = extended(evaluator, node, scope)
    return entrywise(_finite, [found])


def _finite(value: Any) -> Any:
    if isinstance(value, Infinite):
        raise Undefined(f"the limit is {value}")
    return value


def extended(evaluator: Evaluator, node: Expr, scope: Scope) -> Tensor:
    """A value that may be infinite. Raises NoLimit where a limit rigorously does not exist."""
    whole = infinity(node)
    if whole is not None:
        return whole
    if not isinstance(node, core.Limit):
        return evaluator.value(node, scope)
    whole_sum = _as_series(evaluator, node)
    if whole_sum is not None:
        return evaluator.value(whole_sum, scope)
    for order in ORDERS:
        try:
            return _by_expansion(evaluator, node, scope, order)
        except Unsupported:
            raise
        except Unresolved:
            if order == ORDERS[-1]:
                raise
    raise AssertionError("some order is the last one")


def _as_series(evaluator: Evaluator, node: core.Limit) -> core.Sigma | None:
    """The sum without end whose partial sums a limit is about."""
    own, body = key(node.variable), node.body
    if not isinstance(body, core.Sigma) or body.op != "Sum" or infinity(node.point) != Infinite(1):
        return None
    last = body.upper
    while isinstance(last, core.Call) and last.op in ("add", "sub") and isinstance(last.args[1], core.Number):
        last = last.args[0]
    if not isinstance(last, core.Variable) or key(last.symbol) != own:
        return None
    if any(own in evaluator.numbering.free(part) for part in (body.body, body.lower)):
        return None
    return replace(body, upper=node.point)


def _by_expansion(evaluator: Evaluator, node: core.Limit, scope: Scope, order: int) -> Tensor:
    sides = [
        entrywise(_tendency, [evaluator.value(node.body, scope.bind(key(node.variable), approach))])
        for approach in _approaches(evaluator, node, scope, order)
    ]
    return sides[0] if len(sides) == 1 else entrywise(_from_both_sides, sides)


def _approaches(evaluator: Evaluator, node: core.Limit, scope: Scope, order: int) -> Iterator[Expansion]:
    """The variable of the limit as an expansion: y, -y, a + 1/y and a - 1/y."""
    kind = node.variable.type.kind if isinstance(node.variable.type, core.Type) else core.Kind.REAL
    end = infinity(node.point)
    if end is not None:
        yield variable(kind.integral, order, 1, end.sign, fmpq(0))
        return
    point = evaluator.value(node.point, scope)
    if type(point) not in (fmpq, arb) or kind.integral or kind is core.Kind.COMPLEX:
        raise Unsupported("a limit at this kind of point")
    for direction in ("+", "-"):
        if direction in node.direction:
            yield variable(False, order, -1, 1 if direction == "+" else -1, point)


def _tendency(value: Any) -> Any:
    """What an expansion tends to."""
    if type(value) in (fmpq, arb):
        return value
    if type(value) is not Expansion:
        raise Unsupported("a limit of this kind of value")
    if value.terms and value.terms[0][0].side == 1:
        return Infinite(value._side())
    if value.error is not None and value.error.side >= 0:
        if value.oscillates:
            raise NoLimit("there is no limit: the values keep oscillating")
        raise Unresolved("the limit of an expansion is not known")
    return value.constant()


def _from_both_sides(right: Any, left: Any) -> Any:
    if isinstance(right, Infinite) or isinstance(left, Infinite):
        if right == left:
            return right
        raise NoLimit(_one_sided(right, left))
    if type(right) is fmpq and type(left) is fmpq and right == left:
        return right
    difference = subtract(right, left)
    if difference > 0 or difference < 0:
        raise NoLimit(_one_sided(right, left))
    return arb(right).union(arb(left))


def _one_sided(right: Any, left: Any) -> str:
    shown = [str(v) if isinstance(v, Infinite) else scalar_text(v) for v in (left, right)]
    return f"there is no limit: it is {shown[0]} from the left and {shown[1]} from the right"


# ---------------------------------------------------------------------------------------------------
# Equations between limits


def is_extended(node: Expr) -> bool:
    return isinstance(node, core.Limit) or infinity(node) is not None


def _is_improper(node: Expr) -> bool:
    """A number that may only be known approximately."""
    if isinstance(node, core.Sigma):
        return infinity(node.upper) is not None
    return isinstance(node, (core.Limit, core.Integral))


def _equation(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    if not any(map(is_extended, node.args)):
        try:
            return bool(relations.HANDLERS["eq"](evaluator, node, scope))
        except Unresolved:
            if any(map(_is_improper, node.args)):
                _compare_samples(evaluator, node, scope)
            raise
    sides, missing = [], []
    for side in node.args:
        try:
            sides.append(extended(evaluator, side, scope))
        except NoLimit as reason:
            missing.append(reason)
        except Unresolved:
            _compare_samples(evaluator, node, scope)
            raise
    if len(missing) == 2:
        raise missing[0]
    return not missing and relations.all_entries(_equal, *sides)


def _equal(left: Any, right: Any) -> bool:
    if isinstance(left, Infinite) or isinstance(right, Infinite):
        return bool(left == right)
    return relations.equal(left, right)


def _inequation(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    return not _equation(evaluator, node, scope)


def described(evaluator: Evaluator, node: core.Call) -> tuple[str | None, str | None, str | None]:
    """Both sides of an equation between numbers that fails, and why, if a limit does not exist."""
    shown: list[str | None] = []
    reason = None
    for side in node.args:
        try:
            value = extended(evaluator, side, evaluator.root)
            shown.append(str(value) if isinstance(value, Infinite) else scalar_text(value))
        except NoLimit as error:
            shown.append("no limit")
            reason = str(error)
    return shown[0], shown[1], reason


def _compare_samples(evaluator: Evaluator, node: core.Call, scope: Scope) -> None:
    """Raises Overlapping if values near the point speak for the equation; they prove nothing and refute nothing."""
    for own, other in (node.args, node.args[::-1]):
        if _is_improper(own) and not own.type.shape:
            target = extended(evaluator, other, scope)
            if all(_speak_for(values, target) for values in _approximations(evaluator, own, scope)):
                raise Overlapping("the limit is only known approximately")


def _approximations(evaluator: Evaluator, node: Expr, scope: Scope) -> Iterator[list[Any]]:
    match node:
        case core.Limit():
            yield from _samples(evaluator, node, scope)
        case core.Sigma():
            yield partial_sums(evaluator, node, index_value(evaluator, node.lower, scope), scope)
        case core.Integral():
            ends = [infinity(e) or evaluator.value(e, scope) for e in (node.lower, node.upper)]
            yield integrals.samples(evaluator, node, ends, scope)


def _speak_for(values: list[Any], target: Any) -> bool:
    if len(values) < 3:
        return False
    if isinstance(target, Infinite):
        signed = [v * target.sign for v in values]
        return bool(signed[-1] > 5 and signed[-1] > signed[0] and signed[-1] >= signed[-2])
    errors = [abs(arb(subtract(v, target))).mid() for v in values]
    size = 1 + abs(arb(target))
    if errors[-1] <= _CLOSE * size and errors[-1] <= errors[0] + _CLOSE / 1000:
        return True
    falling = all(after <= _FALLING * before for before, after in pairwise(errors))
    return bool(falling and errors[-1] <= _ROUGH * size)


def _samples(evaluator: Evaluator, node: core.Limit, scope: Scope) -> Iterator[list[Any]]:
    """Values of the body on the way to the point, for each side."""
    end = infinity(node.point)
    for direction in node.direction if end is None else "+":
        if direction not in "+-":
            continue
        sign = 1 if direction == "+" else -1
        values = []
        for size in _SAMPLES:
            at = fmpq(size) * end.sign if end is not None else None
            try:
                point = evaluator.value(node.point, scope) + fmpq(sign, size) if at is None else at
                values.append(evaluator.value(node.body, scope.bind(key(node.variable), point)))
            except EvaluationError:
                continue
        yield values


HANDLERS: dict[type, Any] = {core.Limit: _limit}
CALLS: dict[str, Any] = {"eq": _equation, "ne": _inequation}
