"""Truth: comparisons of enclosures, rounding, and Kleene's logic over what can be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flint import acb, fmpq

from derivcheck.evaluation.errors import EvaluationError, Overlapping, Unsupported
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.jet import Value, subtract
from derivcheck.evaluation.values.scalar import ZERO
from derivcheck.evaluation.values.tensor import Tensor
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator


def equal(left: Value, right: Value) -> bool:
    """False if the enclosures are disjoint, True if both are exact and equal; else Unresolved."""
    difference = subtract(left, right)
    apart = jet.nonzero(difference)
    if apart is None:
        raise Overlapping("cannot tell whether two numbers are equal")
    return not apart


def _side(left: Value, right: Value) -> int:
    difference = subtract(left, right)
    if type(jet.base(difference)) is acb:
        raise Unsupported("an order between complex numbers")
    side = jet.sign(difference)
    if side is None:
        raise Overlapping("cannot tell which of two numbers is larger")
    return side


def less(left: Value, right: Value) -> bool:
    return _side(left, right) < 0


def at_most(left: Value, right: Value) -> bool:
    """left <= right; also for balls that only touch from below."""
    difference = subtract(left, right)
    if type(difference) not in (jet.Jet, acb, fmpq) and difference <= 0:
        return True
    return _side(left, right) <= 0


def all_entries(test: Callable[[Value, Value], bool], left: Tensor, right: Tensor) -> bool:
    """The test on all pairs of entries (a scalar goes with every entry); one that fails decides."""
    if type(left) is not tuple and type(right) is not tuple:
        return test(left, right)
    count = len(left) if type(left) is tuple else len(right)
    pairs = [
        (left[k] if type(left) is tuple else left, right[k] if type(right) is tuple else right) for k in range(count)
    ]
    return every([lambda a=a, b=b: all_entries(test, a, b) for a, b in pairs])  # type: ignore[misc]


def every(tests: list[Callable[[], bool]]) -> bool:
    """Conjunction: False as soon as one is False, whatever becomes of the others.

    Otherwise the first trouble is raised, an overlap of enclosures last.
    """
    trouble: EvaluationError | None = None
    for test in tests:
        try:
            if not test():
                return False
        except EvaluationError as error:
            if trouble is None or isinstance(trouble, Overlapping):
                trouble = error
    if trouble is not None:
        raise trouble
    return True


def _sides(evaluator: Evaluator, node: core.Call, scope: Scope) -> tuple[Tensor, Tensor]:
    left, right = node.args
    values = evaluator.value(left, scope), evaluator.value(right, scope)
    return (ZERO, ZERO) if evaluator.is_equal(left, right, scope) else values


def _relation(test: Callable[[Value, Value], bool]) -> Any:
    def handler(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
        left, right = _sides(evaluator, node, scope)
        return all_entries(test, left, right)

    return handler


def _eq(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    left, right = _sides(evaluator, node, scope)
    if type(left) is bool or type(right) is bool:
        return bool(left is right)
    return all_entries(equal, left, right)


def _ne(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    return not _eq(evaluator, node, scope)


def _approx(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    left, right = node.args
    return rounds_to(evaluator.value(left, scope), right)


def rounds_to(value: Tensor, shown: core.Expr) -> bool:
    """Whether a value differs from a decimal by at most half a unit of its last digit shown."""
    if isinstance(shown, core.Array):
        if type(value) is not tuple or len(value) != len(shown.items):
            raise Unsupported("a rounding of different shapes")
        return every([lambda v=v, s=s: rounds_to(v, s) for v, s in zip(value, shown.items, strict=True)])  # type: ignore[misc]
    flip = 1
    while isinstance(shown, core.Call) and shown.op == "neg":
        shown, flip = shown.args[0], -flip
    if not isinstance(shown, core.Number):
        raise Unsupported("a rounding to something that is not a decimal")
    target = flip * fmpq(shown.value.numerator, shown.value.denominator)
    return all_entries(lambda v, t: _within_half_unit(v, t, shown.places or 0), value, target)


def _within_half_unit(value: Value, target: Any, places: int) -> bool:
    half = fmpq(1, 2) * fmpq(10) ** -places
    difference = subtract(value, target)
    if type(difference) is acb:
        raise Unsupported("a rounding of a complex number")
    return at_most(difference, half) and at_most(-difference, half)


def _and(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    return every([lambda a=a: evaluator.holds(a, scope) for a in node.args])  # type: ignore[misc]


def _or(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    return not every([lambda a=a: not evaluator.holds(a, scope) for a in node.args])  # type: ignore[misc]


def _not(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    return not evaluator.holds(node.args[0], scope)


def _implies(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    premise, conclusion = node.args
    return not every([lambda: evaluator.holds(premise, scope), lambda: not evaluator.holds(conclusion, scope)])


def _iff(evaluator: Evaluator, node: core.Call, scope: Scope) -> bool:
    left, right = node.args
    return evaluator.holds(left, scope) is evaluator.holds(right, scope)


HANDLERS: dict[str, Any] = {
    "eq": _eq,
    "ne": _ne,
    "lt": _relation(less),
    "le": _relation(at_most),
    "gt": _relation(lambda a, b: less(b, a)),
    "ge": _relation(lambda a, b: at_most(b, a)),
    "approx": _approx,
    "and": _and,
    "or": _or,
    "not": _not,
    "implies": _implies,
    "iff": _iff,
}

#: Relations with two sides that are numbers or tensors.
COMPARISONS = frozenset({"eq", "ne", "lt", "le", "gt", "ge", "approx"})
