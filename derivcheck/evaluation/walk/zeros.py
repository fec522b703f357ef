"""Numbers that cannot be written down, known by a change of sign.

By the intermediate value theorem a continuous function has a zero between two places at which its signs differ. The
places are drawn together as far as the precision in force tells signs apart; then the function is seen to be
continuous in between. Nothing is taken for granted: a `Zero` that is none raises Unresolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import arb, ctx, fmpq

from derivcheck.evaluation.errors import EvaluationError, Unresolved
from derivcheck.evaluation.instance import Key, Zero, key
from derivcheck.evaluation.values.jet import subtract
from derivcheck.evaluation.values.scalar import sign
from derivcheck.language.core import Call, Constant, Derivative, Expr, Number, Sigma, Substitution, Variable

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

#: Operations that are continuous wherever they are defined.
_CONTINUOUS = frozenset({
    "neg", "add", "sub", "mul", "div", "pow", "exp", "log", "sqrt", "cbrt", "Abs", "Max", "Min", "relu", "sigmoid",
    "softplus", "sin", "cos", "tan", "cot", "sec", "csc", "sinc", "asin", "acos", "atan", "sinh", "cosh", "tanh",
    "coth", "sech", "csch", "asinh", "acosh", "atanh", "erf", "erfc", "gamma", "loggamma", "digamma",
})
_WITH_KINKS = frozenset({"Abs", "Max", "Min", "relu"})


def enclosure(evaluator: Evaluator, name: Key, zero: Zero) -> Any:
    """A ball that contains a zero, or the zero itself where it turns out to be rational."""
    low, high = zero.low, zero.high
    below, above = (side(evaluator, name, zero, x) for x in (low, high))
    if below is None or above is None or below * above != -1:
        raise Unresolved("no change of sign")
    for _ in range(ctx.prec):
        middle = (low + high) / 2
        here = side(evaluator, name, zero, middle)
        if here == 0:
            return middle
        if here is None:
            break
        low, high = (middle, high) if here == below else (low, middle)
    found = arb(low).union(arb(high))
    scope = evaluator.root.bind(name, found)
    for part in (zero.left, zero.right):
        if not _is_continuous(evaluator, part, frozenset({name})):
            raise Unresolved("a function that may jump")
        _scalar(evaluator.value(part, scope))  # defined between the two places, or this raises
    return found


def side(evaluator: Evaluator, name: Key, zero: Zero, place: Any) -> int | None:
    """The sign of the difference at a place, None if it cannot be told there."""
    scope = evaluator.root.bind(name, place)
    try:
        left, right = (_scalar(evaluator.value(part, scope)) for part in (zero.left, zero.right))
        return sign(subtract(left, right))
    except EvaluationError:
        return None


def _scalar(value: Any) -> Any:
    if type(value) not in (fmpq, arb):
        raise Unresolved("a zero of something that is no real number")
    return value


def _is_continuous(evaluator: Evaluator, node: Expr, names: frozenset[Key]) -> bool:
    """Whether a node is seen to be continuous in the names, together, wherever it is defined."""
    free = evaluator.numbering.free

    def steady(part: Expr) -> bool:
        return _is_continuous(evaluator, part, names)

    if free(node).isdisjoint(names):
        return True
    match node:
        case Variable(symbol=symbol):
            return key(symbol) in names
        case Call(op=op, args=args):
            return op in _CONTINUOUS and all(map(steady, args))
        case Derivative(body=body):
            return _is_analytic(body)
        case Sigma(op=op, lower=lower, upper=upper, body=body):
            ends = free(lower) | free(upper)
            return op in ("Sum", "Product") and ends.isdisjoint(names) and _is_finite(upper) and steady(body)
        case Substitution(body=body, variable=variable, value=value):
            return steady(value) and _is_continuous(evaluator, body, names | {key(variable)})
    return False


def _is_analytic(node: Expr) -> bool:
    """Whether derivatives of a node are continuous in all names wherever they are defined."""
    match node:
        case Number() | Constant() | Variable():
            return True
        case Call(op=op, args=args):
            return op in _CONTINUOUS - _WITH_KINKS and all(_is_analytic(part) for part in args)
    return False


def _is_finite(bound: Expr) -> bool:
    return not (isinstance(bound, Constant) and bound.name == "oo")
