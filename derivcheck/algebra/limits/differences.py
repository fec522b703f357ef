"""The theorem of Stolz and Cesàro: quotients of sequences by the quotients of their differences.

If d(n) increases to infinity and (a(n+1) - a(n))/(d(n+1) - d(n)) tends to L, so does a(n)/d(n). The differences of sums
and of logarithms of factorials are simpler than they are themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.limits import indeterminate
from derivcheck.algebra.limits.approach import GROWING, NoRule
from derivcheck.algebra.limits.ratio import ratio_of
from derivcheck.algebra.limits.tendencies import INFINITY
from derivcheck.algebra.term import (
    HALF,
    MINUS_ONE,
    ONE,
    ZERO,
    Term,
    add,
    call,
    div,
    mul,
    number,
    power,
    sub,
    substitute,
    symbols,
)

if TYPE_CHECKING:
    from derivcheck.algebra.limits.tendency import Tendency


def by_differences(t: Tendency, term: Term) -> Term:
    """The limit of a quotient with such sequences. Raises NoRule or Split."""
    if not (t.at_infinity and t.integral and term.op == "mul" and any(map(_accumulates, term.args))):
        raise NoRule("no quotient of sums")
    above = mul(*(f for f in term.args if not _is_divisor(f)))
    below = mul(*(_reciprocal(f) for f in term.args if _is_divisor(f)))
    if _accumulates(below) or t.of(below) is not INFINITY:
        raise NoRule("a divisor that does not grow")
    step = _difference(t, below)
    if t.side(step) != 1:
        raise NoRule("a divisor that does not increase")
    return indeterminate.simplified_or_whole(t, div(_difference(t, above), step))


def _is_divisor(factor: Term) -> bool:
    exponent = factor.args[1] if factor.op == "power" else ONE
    return exponent.op == "number" and exponent.args[0] < 0


def _reciprocal(factor: Term) -> Term:
    base, exponent = factor.args
    raised: Term = base
    return raised if exponent is MINUS_ONE else power(base, number(-exponent.args[0]))


def _accumulates(term: Term) -> bool:
    """Whether a sum up to what grows occurs, or the logarithm of a factorial."""
    if term.op == "sum":
        return GROWING in symbols(term.args[2])
    if _is_log_of_factorial(term):
        return GROWING in symbols(term)
    return term.op in ("add", "mul") and any(map(_accumulates, term.args))


def _is_log_of_factorial(term: Term) -> bool:
    inner = term.args[1] if term.op == "call" and term.args[0] == "log" else term
    return inner is not term and inner.op == "call" and inner.args[0] == "factorial"


def _difference(t: Tendency, term: Term) -> Term:
    """The term for t + 1 minus the term for t."""
    if GROWING not in symbols(term):
        return ZERO
    if term.op == "add":
        return add(*(_difference(t, part) for part in term.args))
    if term.op == "mul" and _accumulates(term):
        varying = [f for f in term.args if GROWING in symbols(f)]
        if len(varying) != 1:
            raise NoRule("a sum times something that varies")
        return mul(*(f for f in term.args if f is not varying[0]), _difference(t, varying[0]))
    if term.op == "sum":
        return _next_term(term)
    if _is_log_of_factorial(term):
        return call("log", ratio_of(t, term.args[1]))
    after = substitute(term, {GROWING: add(GROWING, ONE)})
    if _is_root(term):
        inside = term.args[1] if term.op == "call" else term.args[0]
        return div(sub(substitute(inside, {GROWING: add(GROWING, ONE)}), inside), add(after, term))
    return sub(after, term)


def _is_root(term: Term) -> bool:
    return (term.op == "power" and term.args[1] is HALF) or (term.op == "call" and term.args[0] == "sqrt")


def _next_term(total: Term) -> Term:
    """Of a sum that has one term more each time."""
    index, first, last, body = total.args
    rest = [p for p in last.args if p is not GROWING] if last.op == "add" else []
    by_one = last is GROWING or len(rest) == len(last.args) - 1
    if not by_one or any(GROWING in symbols(p) for p in (*rest, first, body)):
        raise NoRule("a sum that changes in more than its last term")
    return substitute(body, {index: add(last, ONE)})
