"""Sums over several indices, of which the sum over one is known from a fact about every index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Quotient
from derivcheck.algebra.sums.kernel import sum_kernel
from derivcheck.algebra.sums.ranges import Range, free_symbols
from derivcheck.algebra.term import Term, depends, make, mul

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums


def with_known_sums(sums: Sums, factors: list[Term], ranges: list[Range]) -> Quotient | None:
    """The sum with the value of an inner one put in; None if none is known."""
    for over in ranges if len(ranges) > 1 else ():
        rest = [r for r in ranges if r is not over]
        if any(over.index in free_symbols(b) for r in rest for b in (r.first, r.last)):
            continue
        inner = [t for t in factors if depends(t, over.index)]
        value = _known(sums, inner, over, rest)
        if value is not None:
            product = mul(*(t for t in factors if t not in inner), value)
            for r in reversed(rest):
                product = make("sum", r.index, r.first, r.last, product)
            return sums.n.of(product)
    return None


def _known(sums: Sums, factors: list[Term], over: Range, around: list[Range]) -> Term | None:
    sums.scope += around
    try:
        total = sum_kernel(sums, factors, [over])
        value = sums.field.reduce(total.n)
        return None if value == total.n else sums.field.readable(value)
    finally:
        del sums.scope[len(sums.scope) - len(around) :]
