"""Sums over symbolic ranges as kernels.

A summand is normalised with its index as a symbol and split into monomials. Of each, what does not depend on the
index is taken out; a delta is contracted; powers of the index alone have closed forms; sums inside are merged into
sums over several indices. What is left is a kernel, named by its monomial with the bound indices in canonical
order, so that sums that differ only in names and order of their indices are the same kernel, and ``Sum(e)/Sum(e)``
cancels as any fraction does.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import flint

from derivcheck.algebra.field import Incomplete, Kernel, Polynomial, Quotient, Vacuous
from derivcheck.algebra.signs import ANY, NONNEGATIVE, POSITIVE
from derivcheck.algebra.term import (
    ONE,
    TRUE,
    ZERO,
    Term,
    add,
    bound_index,
    conjunction,
    depends,
    fresh_index,
    is_bound,
    is_integral,
    make,
    mul,
    never_empty,
    number,
    power,
    relation,
    substitute,
    symbols,
)
from derivcheck.algebra.visible import is_total

if TYPE_CHECKING:
    from derivcheck.algebra.normaliser import Normaliser

_MOST_INDICES = 6
_MOST_ORDERS = 120
_MOST_POWER = 12


@dataclass(frozen=True, slots=True)
class Range:
    """A bound index and its first and last value, as terms."""

    index: Term
    first: Term
    last: Term


class Sums:
    """The rules for sums in one field. ``scope``: the indices bound around what is being read, innermost last."""

    def __init__(self, normaliser: Normaliser) -> None:
        self.n = normaliser
        self.field = normaliser.field
        self.scope: list[Range] = []

    def of(self, term: Term) -> Quotient:
        """The normal form of a sum."""
        index, first, last, body = term.args
        if any(r.index is index for r in self.scope):
            fresh = fresh_index(body, *(r.index for r in self.scope))
            body, index = substitute(body, {index: fresh}), fresh
        over = Range(index, self._canonical(first), self._canonical(last))
        if not never_empty(over.first, over.last) and not is_total(body):
            # Of an empty sum nothing is asked: what its summand needs cannot be taken for granted.
            raise Incomplete("a summand that is not always defined, over a range that may be empty")
        self.scope.append(over)
        try:
            summand = self.n.of(body)
        except Vacuous:
            # The summand has no value: then there is no point, or the range is empty and the sum is 0.
            if never_empty(over.first, over.last):
                raise
            raise Incomplete("a summand without a value over a range that may be empty") from None
        finally:
            self.scope.pop()
        return self._sum(summand, over)

    def key(self, term: Term) -> tuple[Range, ...]:
        """The ranges of the bound indices that a term mentions: what it is depends on them."""
        mentioned = symbols(term)
        return tuple(r for r in self.scope if r.index in mentioned)

    def _canonical(self, bound: Term) -> Term:
        return self.field.readable_quotient(self.n.of(bound))

    # --- one summand

    def _sum(self, summand: Quotient, over: Range) -> Quotient:
        f = self.field
        outside, denominator = self._split_denominator(summand.d, over)
        parts = []
        for numerator, below in self._proper_parts(summand.n, denominator):
            for monomial, coefficient in numerator.terms():
                inner = self._monomial(monomial, below, over)
                parts.append(f.times(inner, Quotient(f.context.constant(int(coefficient)), outside)))
        scale = self._scale(summand.n, denominator)
        return f.scaled(f.total(parts), Fraction(1, scale)) if scale != 1 else f.total(parts)

    def _split_denominator(self, d: Polynomial, over: Range) -> tuple[Polynomial, Polynomial]:
        """(independent of the index, dependent on it)."""
        f = self.field
        content, factors = f.factor(d)
        outside, inside = f.context.constant(content), f.one_polynomial
        for p, e in factors:
            if self._depends(p, over):
                inside = inside * p**e
            else:
                outside = outside * p**e
        return outside, inside

    def _scale(self, n: Polynomial, d: Polynomial) -> int:
        """What the numerator is multiplied by so that division by ``d`` needs no fractions."""
        if d.is_one() or n.is_zero():
            return 1
        return int(int(d.leading_coefficient()) ** (int(n.total_degree()) + 1))

    def _proper_parts(self, n: Polynomial, d: Polynomial) -> list[tuple[Polynomial, Polynomial | None]]:
        """Polynomial part and proper fraction, so that x/(1 + x) and 1 - 1/(1 + x) are the same."""
        if d.is_one():
            return [(n, None)]
        whole, rest = divmod(n * self._scale(n, d), d)
        return [(whole, None), (rest, d)]

    def _monomial(self, monomial: tuple[int, ...], below: Polynomial | None, over: Range) -> Quotient:
        f = self.field
        inside, outside = {}, f.one
        for i, e in enumerate(monomial):
            if not e:
                continue
            if self._kernel_depends(i, over):
                inside[i] = int(e)
            else:
                outside = f.times(outside, f.integer_power(f.generator(i), int(e)))
        return f.times(outside, self._inside(inside, below, over))

    def _inside(self, powers: dict[int, int], below: Polynomial | None, over: Range) -> Quotient:
        """The sum of a monomial whose kernels all depend on the index."""
        f = self.field
        if below is None:
            if not powers:
                return self._count(over)
            if set(powers) == {f.find("symbol", over.index)}:
                return self._power_sum(powers[next(iter(powers))], over)
        factors: list[Term] = []
        ranges = [over]
        for i, e in powers.items():
            kernel = f.kernels[i]
            if kernel.kind == "sum":
                for _ in range(e):
                    inner, more = self._opened(kernel.term, ranges, factors)
                    factors += inner
                    ranges += more
            else:
                factors += [kernel.term] if e == 1 else [power(kernel.term, number(e))]
        if below is not None:
            factors.append(power(f.readable(below), number(-1)))
        contracted = self._contracted(factors, ranges)
        return self._kernel(factors, ranges) if contracted is None else contracted

    def _opened(self, term: Term, ranges: list[Range], factors: list[Term]) -> tuple[list[Term], list[Range]]:
        """A sum inside a sum: its factors and ranges, with indices that are not in use."""
        found: list[Range] = []
        used = [r.index for r in (*ranges, *self.scope)]
        while term.op == "sum":
            index, first, last, body = term.args
            fresh = fresh_index(body, *used, *factors)
            body = substitute(body, {index: fresh})
            found.append(Range(fresh, first, last))
            used.append(fresh)
            term = body
        return list(term.args) if term.op == "mul" else [term], found

    # --- special summands

    def _count(self, over: Range) -> Quotient:
        """The number of indices, if the range is known not to run backwards."""
        f = self.field
        count = self.n.of(add(over.last, mul(number(-1), over.first), ONE))
        if not self.n.knowledge.quotient_signs(count) <= NONNEGATIVE and not self.n.proves("ge", count):
            raise Incomplete("a range that may be empty")
        return f.plus(count, f.zero)

    def _power_sum(self, exponent: int, over: Range) -> Quotient:
        """Faulhaber: the sum of j**p is (B(last + 1) - B(first))/(p + 1), B the (p + 1)-th Bernoulli polynomial."""
        if exponent > _MOST_POWER:
            raise Incomplete("a sum of a high power of the index")
        self._count(over)
        upper = self._bernoulli(exponent + 1, add(over.last, ONE))
        lower = self._bernoulli(exponent + 1, over.first)
        return self.field.scaled(self.field.minus(upper, lower), Fraction(1, exponent + 1))

    def _bernoulli(self, degree: int, at: Term) -> Quotient:
        f = self.field
        x, total = self.n.of(at), f.zero
        for k in range(degree + 1):
            value = flint.fmpq.bernoulli(k)
            b = Fraction(int(value.p), int(value.q)) * int(flint.fmpz(degree).bin_uiui(degree, k))
            if b:
                total = f.plus(total, f.scaled(f.integer_power(x, degree - k), b))
        return total

    def _contracted(self, factors: list[Term], ranges: list[Range]) -> Quotient | None:
        """The sum of delta(j, t)*f(j) over j is f(t) where t is in the range of j, else 0; None without a delta."""
        for delta in (t for t in factors if t.op == "call" and t.args[0] == "delta"):
            for over in ranges:
                value = self._solution(delta, over)
                if value is None:
                    continue
                rest = [r for r in ranges if r is not over]
                others = [t for t in factors if t is not delta]
                bracket = self._bracket(value, over, rest)
                if bracket and not all(is_total(t) for t in others):
                    raise Incomplete("a summand that is not always defined, at an index that may leave its range")
                product = substitute(mul(*others, *bracket), {over.index: value})
                for r in reversed(rest):
                    bounds = (substitute(b, {over.index: value}) for b in (r.first, r.last))
                    product = make("sum", r.index, *bounds, product)
                return self.n.of(product)
        return None

    def _solution(self, delta: Term, over: Range) -> Term | None:
        """The value of the index at which the delta's two arguments agree; None if it does not occur with slope 1."""
        f = self.field
        index = f.find("symbol", over.index)
        if index is None or not depends(delta, over.index):
            return None
        difference = self.n.of(add(delta.args[1], mul(number(-1), delta.args[2])))
        slope = difference.n.derivative(index)
        if not difference.d.is_one() or not slope.is_constant() or abs(int(slope.leading_coefficient())) != 1:
            return None
        rest = difference.n - slope * f.generators[index]
        if not all(is_integral(f.kernels[i].term) for i in f.occurring(rest)):
            return None  # an index is never equal to a number between integers
        return f.readable(-rest if slope.leading_coefficient() > 0 else rest)

    def _bracket(self, value: Term, over: Range, others: list[Range]) -> list[Term]:
        """1 where the value is in the range, 0 elsewhere; nothing if it is known to be."""
        known = next((r for r in (*others, *reversed(self.scope)) if r.index is value), None)
        if known is not None and (known.first, known.last) == (over.first, over.last):
            return []
        n = self.n
        inside = [relation("le", over.first, value), relation("le", value, over.last)]
        open_ends = [c for c in inside if not n.proves("ge", n.of(add(c.args[1], mul(number(-1), c.args[0]))))]
        return [make("piecewise", ONE, conjunction(*open_ends), ZERO, TRUE)] if open_ends else []

    # --- kernels

    def _kernel(self, factors: list[Term], ranges: list[Range]) -> Quotient:
        f = self.field
        if len(ranges) > _MOST_INDICES:
            raise Incomplete("a sum over too many indices")
        term = self._labelled(factors, ranges)
        index = f.find("sum", term)
        if index is None:
            index = f.add_kernel(Kernel("sum", term, self._signs(factors, ranges), False))
        return f.generator(index)

    def _signs(self, factors: list[Term], ranges: list[Range]) -> frozenset[int]:
        """Positive or nonnegative if every factor is, over a range that is not empty."""
        total: frozenset[int] = POSITIVE
        self.scope += ranges
        try:
            for factor in factors:
                signs = self.n.knowledge.quotient_signs(self.n.of(factor))
                if not signs <= NONNEGATIVE:
                    return ANY
                total = total if signs == POSITIVE else NONNEGATIVE
        finally:
            del self.scope[-len(ranges) :]
        if total == POSITIVE and not all(self._not_empty(r) for r in ranges):
            return NONNEGATIVE
        return total

    def _not_empty(self, over: Range) -> bool:
        if never_empty(over.first, over.last):
            return True
        n = self.n
        return n.proves("ge", n.of(add(over.last, mul(number(-1), over.first))))

    def _labelled(self, factors: list[Term], ranges: list[Range]) -> Term:
        """The sum with its indices in canonical order: the least of all orders that differ in what they say."""
        groups: dict[str, list[Range]] = {}
        for r in ranges:
            groups.setdefault(self._signature(r, factors, ranges), []).append(r)
        orders = [list(itertools.permutations(groups[key])) for key in sorted(groups)]
        found: Term | None = None
        for count, choice in enumerate(itertools.product(*orders)):
            if count == _MOST_ORDERS:
                raise Incomplete("a sum with too many symmetries")
            order = [r for part in choice for r in part]
            if not _is_nested(order):
                continue
            candidate = self._named(factors, order)
            if found is None or str(candidate) < str(found):
                found = candidate
        if found is None:
            raise Incomplete("ranges that depend on each other")
        return found

    def _signature(self, own: Range, factors: list[Term], ranges: list[Range]) -> str:
        """What can be said of an index without naming any: its range and the places where it stands."""
        marks = {r.index: bound_index(900 + (r is not own)) for r in ranges}
        shown = sorted(str(_in_order(substitute(t, marks))) for t in factors)
        return f"{own.first}..{own.last}: {shown}"

    def _named(self, factors: list[Term], order: list[Range]) -> Term:
        """The nested sum with indices named in this order."""
        names = dict(zip((r.index for r in reversed(order)), self._free_names(factors, order), strict=False))
        aside = {r.index: bound_index(500 + k) for k, r in enumerate(order)}
        back = {aside[index]: name for index, name in names.items()}
        renamed = [substitute(substitute(t, aside), back) for t in factors]
        ranges = [
            Range(names[r.index], *(substitute(substitute(b, aside), back) for b in (r.first, r.last))) for r in order
        ]
        renamed = [self._reread(t, ranges) for t in renamed]
        term = mul(*sorted(renamed, key=str))
        for r in reversed(ranges):
            term = make("sum", r.index, r.first, r.last, term)
        return term

    def _free_names(self, factors: list[Term], order: list[Range]) -> list[Term]:
        """The first bound names that nothing outside of the sum uses in its factors or bounds."""
        own = {r.index for r in order}
        inside = (*factors, *(b for r in order for b in (r.first, r.last)))
        taken = frozenset().union(*(free_symbols(t) for t in inside)) - own
        names: list[Term] = []
        number = 0
        while len(names) < len(order):
            number += 1
            if bound_index(number) not in taken:
                names.append(bound_index(number))
        return names

    def _reread(self, factor: Term, ranges: list[Range]) -> Term:
        """A factor in its canonical form after renaming: arguments sort differently under other names."""
        kept = self.scope
        self.scope = [*kept, *ranges]
        try:
            return self.field.readable_quotient(self.n.of(factor))
        finally:
            self.scope = kept

    def _depends(self, p: Polynomial, over: Range) -> bool:
        return any(self._kernel_depends(i, over) for i in self.field.occurring(p))

    def _kernel_depends(self, kernel: int, over: Range) -> bool:
        return depends(self.field.kernels[kernel].term, over.index)


def _in_order(term: Term) -> Term:
    """Entries of symmetric arrays with their indices sorted, so that they read alike from both sides."""
    args = tuple(_in_order(a) if isinstance(a, Term) else a for a in term.args)
    if term.op == "entry" and term.args[2]:
        args = (*args[:4], *sorted(args[4:], key=str))
    return make(term.op, *args)


def _is_nested(order: list[Range]) -> bool:
    """Whether no range depends on an index that is bound further inside."""
    inner = {r.index for r in order}
    for r in order:
        if inner & (free_symbols(r.first) | free_symbols(r.last)):
            return False
        inner.discard(r.index)
    return True


def mentions_bound(term: Term) -> bool:
    """Whether an index that some sum around it binds occurs: nothing may be assumed of it in a case distinction."""
    return any(is_bound(s) for s in free_symbols(term))


def free_symbols(term: Term) -> frozenset[Term]:
    """The symbols that are not bound within the term itself."""
    if term.op in ("sum", "every"):
        index, first, last, body = term.args
        return (free_symbols(body) - {index}) | free_symbols(first) | free_symbols(last)
    if term.op == "symbol":
        return frozenset((term,))
    if not any(is_bound(s) for s in symbols(term)):
        return frozenset(s for s in symbols(term) if s.op == "symbol")
    return frozenset().union(*(free_symbols(t) for t in term.terms))
