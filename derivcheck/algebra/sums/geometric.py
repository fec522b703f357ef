"""Geometric sums: a power of the index times a quantity that grows by the same factor from each index to the next.

With m(j + 1) = q*m(j) and a polynomial Q with q*Q(j + 1) - Q(j) = j**p, the sum of j**p*m(j) from a to b is
Q(b + 1)*m(b + 1) - Q(a)*m(a), for q != 1.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Incomplete, Kernel, Polynomial, Quotient
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.sums.closed import power_sum
from derivcheck.algebra.sums.ranges import Range, mentions_bound
from derivcheck.algebra.sums.sizes import count_of, is_nonnegative
from derivcheck.algebra.term import ONE, Term, add, mul, number, power, substitute

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums

_MOST_POWER = 8


def geometric_sum(sums: Sums, powers: dict[int, int], below: Polynomial | None, over: Range) -> Quotient | None:
    """The sum of a monomial over a monomial, if it is geometric; None if not."""
    f = sums.field
    together = _joined(sums, powers, below)
    own = f.find("symbol", over.index)
    degree = 0 if together is None or own is None else together.pop(own, 0)
    if not together or not 0 <= degree <= _MOST_POWER:
        return None
    if not all(f.kernels[i].kind in ("exp", "power") for i in together):
        return None
    term = mul(*(power(f.kernels[i].term, number(e)) for i, e in together.items()))
    ratio = _ratio(sums, term, over)
    if ratio is None or not all(_stays_defined(sums, f.kernels[i], e, over) for i, e in together.items()):
        return None
    try:
        count_of(sums, over)
        is_one = _is_one(sums, ratio)
    except Incomplete:
        return None
    if is_one is None:
        return None
    if is_one:
        return f.times(_at(sums, term, over, over.first), power_sum(sums, degree, over))
    return _closed(sums, term, ratio, degree, over)


def _joined(sums: Sums, powers: dict[int, int], below: Polynomial | None) -> dict[int, int] | None:
    """The exponents of all kernels, those below the line negative; None if that is no monomial."""
    found = dict(powers)
    if below is not None:
        if len(below) != 1 or below.leading_coefficient() != 1:
            return None
        for i, e in enumerate(below.monoms()[0]):
            if e:
                found[i] = found.get(i, 0) - int(e)
    return found


def _at(sums: Sums, term: Term, over: Range, value: Term) -> Quotient:
    return sums.n.of(substitute(term, {over.index: value}))


def _ratio(sums: Sums, term: Term, over: Range) -> Quotient | None:
    """m(j + 1)/m(j), if it does not depend on j."""
    f = sums.field
    sums.scope.append(over)
    try:
        here, there = sums.n.of(term), _at(sums, term, over, add(over.index, ONE))
        found = f.ratio(there, here)
    finally:
        sums.scope.pop()
    own = f.find("symbol", over.index)
    depends = any(sums.kernel_depends(i, over) for p in found for i in f.occurring(p))
    return None if own is None or depends else found


def _stays_defined(sums: Sums, kernel: Kernel, exponent: int, over: Range) -> bool:
    """Powers of what may be 0 only with exponents that stay nonnegative, one index past the range too."""
    f = sums.field
    if kernel.kind == "exp":
        return True
    base = kernel.base
    if base is None or 0 not in sums.n.knowledge.signs(base):
        return base is not None
    assert kernel.argument is not None
    own = f.find("symbol", over.index)
    slope = kernel.argument.n.derivative(own)
    growing = slope.is_constant() and int(slope.leading_coefficient()) > 0 and exponent > 0
    start = _at(sums, f.readable_quotient(kernel.argument), over, over.first)
    return growing and is_nonnegative(sums, start)


def _is_one(sums: Sums, ratio: Quotient) -> bool | None:
    """Whether the ratio is 1 in this case; None if that is not known and no case distinction would tell."""
    f = sums.field
    try:
        return sums.n.knowledge.truth("eq", f.minus(ratio, f.one))
    except Split as split:
        excess = f.minus(ratio, f.one).n
        solvable = any(f.kernels[i].kind == "symbol" and excess.degrees()[i] == 1 for i in f.occurring(excess))
        if mentions_bound(split.polynomial) or not solvable:
            return None
        raise


def _closed(sums: Sums, term: Term, ratio: Quotient, degree: int, over: Range) -> Quotient:
    f = sums.field
    excess = f.minus(ratio, f.one)
    coefficients: dict[int, Quotient] = {}
    for k in range(degree, -1, -1):
        rest = f.total([f.scaled(c, Fraction(comb(m, k))) for m, c in coefficients.items()])
        wanted = f.one if k == degree else f.zero
        coefficients[k] = f.ratio(f.minus(wanted, f.times(ratio, rest)), excess)

    def antidifference(at: Term) -> Quotient:
        x = sums.n.of(at)
        value = f.total([f.times(c, f.integer_power(x, k)) if k else c for k, c in coefficients.items()])
        return f.times(value, _at(sums, term, over, at))

    return f.minus(antidifference(add(over.last, ONE)), antidifference(over.first))
