"""How many indices a range has, and what is known of indices within their ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.emptiness import never_empty
from derivcheck.algebra.normal_form.field import Incomplete, Quotient
from derivcheck.algebra.signs.signs import NONNEGATIVE, Split
from derivcheck.algebra.sums.ranges import Range
from derivcheck.algebra.term import MINUS_ONE, ONE, add, mul

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums


def count_of(sums: Sums, over: Range) -> Quotient:
    """The number of indices; Incomplete unless the range is known not to run backwards."""
    count = sums.n.of(add(over.last, mul(MINUS_ONE, over.first), ONE))
    if not is_nonnegative(sums, count):
        raise Incomplete("a range that may be empty")
    return count


def not_empty(sums: Sums, over: Range) -> bool:
    """Whether the range is known to have an index."""
    if never_empty(over.first, over.last):
        return True
    return is_nonnegative(sums, sums.n.of(add(over.last, mul(MINUS_ONE, over.first))))


def is_nonnegative(sums: Sums, value: Quotient) -> bool:
    """Whether a quantity is known to be at least 0, indices of sums around it lying within their ranges."""
    n = sums.n
    try:
        if n.knowledge.quotient_signs(value) <= NONNEGATIVE or n.proves("ge", value):
            return True
        least = _at_least(sums, value)
        return least is not None and (n.knowledge.quotient_signs(least) <= NONNEGATIVE or n.proves("ge", least))
    except (Split, Incomplete):
        return False


def _at_least(sums: Sums, value: Quotient) -> Quotient | None:
    """The value with every index in which it is linear where it is least in its range; None if unchanged."""
    f, changed = sums.field, False
    if not value.d.is_one():
        return None
    for over in reversed(sums.scope):
        index = f.find("symbol", over.index)
        slope = f.zero_polynomial if index is None else value.n.derivative(index)
        if index is None or slope.is_zero():
            continue
        if not slope.is_constant():
            return None
        end = over.first if int(slope.leading_coefficient()) > 0 else over.last
        scale = Quotient(slope, f.one_polynomial)
        value = f.plus(value, f.times(scale, f.minus(sums.n.of(end), f.generator(index))))
        changed = True
    return value if changed else None
