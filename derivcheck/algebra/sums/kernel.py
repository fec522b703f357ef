"""What is left of a sum, as one kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Incomplete, Kernel, Quotient, Vacuous
from derivcheck.algebra.signs.signs import ANY, NONNEGATIVE, POSITIVE
from derivcheck.algebra.sums.labelling import labelled
from derivcheck.algebra.sums.ranges import Range
from derivcheck.algebra.sums.sizes import not_empty
from derivcheck.algebra.sums.splitting import from_sums_in_use
from derivcheck.algebra.term import Term

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums

_MOST_INDICES = 6


def sum_kernel(sums: Sums, factors: list[Term], ranges: list[Range]) -> Quotient:
    f = sums.field
    if len(ranges) > _MOST_INDICES:
        raise Incomplete("a sum over too many indices")
    term = labelled(sums, factors, ranges)
    index = f.find("sum", term)
    if index is None:
        key = (term, sums.key(term))
        known = sums.written.get(key) or from_sums_in_use(sums, term)
        if known is not None:
            sums.written[key] = known
            return known
        index = f.add_kernel(Kernel("sum", term, _signs(sums, factors, ranges), False))
        sums.n.universals.relate(index)
    return f.generator(index)


def _signs(sums: Sums, factors: list[Term], ranges: list[Range]) -> frozenset[int]:
    """Positive or nonnegative if every factor is, over a range that is not empty.

    The same kernel may come back inside other sums: ranges around it say nothing here.
    """
    total: frozenset[int] = POSITIVE
    around, sums.scope = sums.scope, list(ranges)
    try:
        for factor in factors:
            normal = sums.n.of(factor)
            signs = sums.n.knowledge.quotient_signs(normal)
            signs = signs & sums.n.universals.signs(normal.n) if normal.d.is_one() else signs
            if not signs <= NONNEGATIVE:
                return ANY
            total = total if signs == POSITIVE else NONNEGATIVE
        if total == POSITIVE and not all(not_empty(sums, r) for r in ranges):
            return NONNEGATIVE
        return total
    except (Incomplete, Vacuous):
        return ANY
    finally:
        sums.scope = around
