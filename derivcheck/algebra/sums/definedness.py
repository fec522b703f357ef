"""Whether a summand has a value wherever it may be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.domain import conditions
from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.field import Incomplete, TooLarge, Vacuous
from derivcheck.algebra.signs.signs import BY_RELATION, Split
from derivcheck.algebra.sums.ranges import Range, free_symbols
from derivcheck.algebra.sums.sizes import is_nonnegative
from derivcheck.algebra.term import (
    MINUS_ONE,
    Sort,
    Term,
    add,
    is_bound,
    mul,
    neg,
    rational,
    substitute,
    symbol,
)
from derivcheck.algebra.visible import follows, is_total

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums


def is_defined_over(sums: Sums, body: Term, over: Range | None) -> bool:
    """Whether the body has a value whatever its index is in the range (at any index, if there is no range).

    What it needs that no index occurs in must be known; entries outside of their axes count as 0.
    """
    if is_total(_with_signed_index(body, over)):
        return True
    if over is None:
        return all(_is_known(sums, c, over) for c in conditions(body, of_axes=False))
    sums.scope.append(over)
    try:
        return all(_is_known(sums, c, over) for c in conditions(body, of_axes=False))
    finally:
        sums.scope.pop()


def _with_signed_index(term: Term, over: Range | None) -> Term:
    """The term with an index of which it can be seen that it is positive or nonnegative."""
    first = None if over is None else rational(over.first)
    if over is None or first is None or first < 0:
        return term
    return substitute(term, {over.index: symbol("index", Sort.SIZE if first >= 1 else Sort.NATURAL)})


def _is_known(sums: Sums, condition: Term, over: Range | None) -> bool:
    if condition.op == "or":
        return any(_is_known(sums, c, over) for c in condition.args)
    if condition.op == "and":
        return all(_is_known(sums, c, over) for c in condition.args)
    if follows(_with_signed_index(condition, over), ()):
        return True
    try:
        if any(is_bound(s) for s in free_symbols(condition)):
            return over is not None and (_holds_within(sums, condition) or _holds_of_all(sums, condition))
        return sums.n.truth(condition)
    except (Split, Incomplete, TooLarge, Vacuous):
        return False


def _holds_of_all(sums: Sums, condition: Term) -> bool:
    """Whether a comparison is known to hold at all indices around it."""
    if condition.op not in BY_RELATION or not sums.n.universals.signed:
        return False
    left, right = condition.args
    return sums.n.knowledge.signs_here(sums.n.of(add(left, neg(right)))) <= BY_RELATION[condition.op]


def _holds_within(sums: Sums, condition: Term) -> bool:
    """Whether a comparison of integers holds at all indices in their ranges."""
    if condition.op not in ("ge", "gt", "le", "lt", "ne") or not all(map(is_integral, condition.args)):
        return False
    left, right = condition.args
    above = add(left, neg(right)) if condition.op in ("ge", "gt", "ne") else add(right, neg(left))
    least = above if condition.op in ("ge", "le") else add(above, MINUS_ONE)
    if is_nonnegative(sums, sums.n.of(least)):
        return True
    below = add(mul(MINUS_ONE, above), MINUS_ONE)
    return condition.op == "ne" and is_nonnegative(sums, sums.n.of(below))
