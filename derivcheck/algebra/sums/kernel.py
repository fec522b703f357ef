"""What is left of a sum, as one kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.matrices.definite import signs_of_sum
from derivcheck.algebra.normal_form.field import Incomplete, Kernel, Quotient, Vacuous
from derivcheck.algebra.signs.signs import ANY, NONNEGATIVE, NONPOSITIVE, NULL, POSITIVE, Split, product
from derivcheck.algebra.sums.labelling import labelled
from derivcheck.algebra.sums.ranges import Range, free_symbols
from derivcheck.algebra.sums.sizes import not_empty
from derivcheck.algebra.sums.splitting import from_sums_in_use
from derivcheck.algebra.term import Term, mul, summation, symbols

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums

_MOST_INDICES = 6
_MOST_IN_PARTS = 5


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
        signs = _signs(sums, factors, ranges)
        signs = _signs_of_parts(sums, factors, ranges) if signs == ANY else signs
        index = f.find("sum", term)  # to find the signs, the same sum may have been read
    if index is None:
        index = f.add_kernel(Kernel("sum", term, signs, False))
        sums.n.universals.relate(index)
    return f.generator(index)


def _signs(sums: Sums, factors: list[Term], ranges: list[Range]) -> frozenset[int]:
    """Those of the summand, if it never changes sign: with 0 where the range may be empty; or as a quadratic form.

    The same kernel may come back inside other sums: ranges around it say nothing here.
    """
    found = signs_of_sum(sums.n, factors, ranges)
    if found != ANY:
        return found
    total: frozenset[int] = POSITIVE
    around, sums.scope = sums.scope, list(ranges)
    try:
        for factor in factors:
            normal = sums.n.of(factor)
            signs = sums.n.knowledge.signs_here(normal)
            if not signs <= NONNEGATIVE and not signs <= NONPOSITIVE:
                return ANY
            total = product(total, signs)
        return total if all(not_empty(sums, r) for r in ranges) else total | NULL
    except (Incomplete, Vacuous):
        return ANY
    finally:
        sums.scope = around


def _signs_of_parts(sums: Sums, factors: list[Term], ranges: list[Range]) -> frozenset[int]:
    """Nonnegative if for every value of some index the sum over the others is: as a square that falls apart there.

    ``sum of v[i]*X[k, i]*X[k, j]*v[j]`` is a sum of squares, one for every k.
    """
    around = sums.scope
    indices = {r.index for r in ranges}
    apart = all(symbols(bound).isdisjoint(indices) for r in ranges for bound in (r.first, r.last))
    for own in ranges if apart and 3 <= len(ranges) <= _MOST_IN_PARTS else ():
        others = [r for r in ranges if r is not own]
        moving = [t for t in factors if not free_symbols(t).isdisjoint(r.index for r in others)]
        if _hang_together(moving, [r.index for r in others]):
            continue
        inner = mul(*factors)
        for r in others:
            inner = summation(r.index, r.first, r.last, inner)
        sums.scope = [own]
        try:
            if sums.n.knowledge.quotient_signs(sums.n.of(inner)) <= NONNEGATIVE:
                return NONNEGATIVE
        except (Incomplete, Vacuous, Split):
            continue
        finally:
            sums.scope = around
    return ANY


def _hang_together(factors: list[Term], indices: list[Term]) -> bool:
    """Whether the indices are connected by factors that mention several of them."""
    groups = [{i} for i in indices]
    for factor in factors:
        touched = [g for g in groups if not free_symbols(factor).isdisjoint(g)]
        groups = [g for g in groups if g not in touched] + [set().union(*touched)]
    return len([g for g in groups if g]) < 2
