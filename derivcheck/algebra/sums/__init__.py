"""Sums over symbolic ranges as kernels.

A summand is normalised with its index as a symbol and split into monomials. Of each, what does not depend on the
index is taken out; a delta is contracted; powers of the index alone have closed forms; sums inside are merged into
sums over several indices. What is left is a kernel, named by its monomial with the bound indices in canonical
order, so that sums that differ only in names and order of their indices are the same kernel, and ``Sum(e)/Sum(e)``
cancels as any fraction does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.emptiness import never_empty
from derivcheck.algebra.matrices.rules import Rules
from derivcheck.algebra.normal_form.field import Incomplete, Polynomial, Quotient, Vacuous
from derivcheck.algebra.normal_form.idempotents import where_they_agree
from derivcheck.algebra.normal_form.state import State
from derivcheck.algebra.sums import fractions
from derivcheck.algebra.sums.closed import power_sum
from derivcheck.algebra.sums.contraction import contracted
from derivcheck.algebra.sums.definedness import is_defined_over
from derivcheck.algebra.sums.geometric import geometric_sum
from derivcheck.algebra.sums.intervals import counted_otherwise
from derivcheck.algebra.sums.kernel import sum_kernel
from derivcheck.algebra.sums.known import with_known_sums
from derivcheck.algebra.sums.ranges import Range, free_symbols, mentions_bound, sums_within
from derivcheck.algebra.sums.sizes import count_of
from derivcheck.algebra.sums.stretches import Stretch
from derivcheck.algebra.sums.triangles import over_triangle
from derivcheck.algebra.term import Term, depends, fresh_index, number, power, substitute, symbols

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

__all__ = ["Range", "Sums", "free_symbols", "mentions_bound", "sums_within"]


class Sums(State):
    """The rules for sums in one field. ``scope``: the indices bound around what is being read, innermost last."""

    def __init__(self, normaliser: Normaliser) -> None:
        self.n = normaliser
        self.field = normaliser.field
        self.scope: list[Range] = []
        self.rules = Rules(self)
        self.comparing = False  # summands are being compared: sums within them are left as they are
        self.stretches: dict[Term, list[Stretch]] = {}  # into which products are cut, by their factor
        self.written: dict[tuple[Term, tuple[Range, ...]], Quotient] = {}  # labelled sums that others write, by `key`

    def of(self, term: Term) -> Quotient:
        """The normal form of a sum."""
        return self.total(*self.summand(term))

    def summand(self, term: Term) -> tuple[Quotient, Range]:
        """The normal form of what a sum or product runs over, and its range."""
        index, first, last, body = term.args
        if any(r.index is index for r in self.scope):
            fresh = fresh_index(body, *(r.index for r in self.scope))
            body, index = substitute(body, {index: fresh}), fresh
        over = Range(index, self.canonical(first), self.canonical(last))
        if not never_empty(over.first, over.last) and not is_defined_over(self, body, over):
            # Of an empty sum nothing is asked: what its summand needs cannot be taken for granted.
            raise Incomplete("a summand that is not always defined, over a range that may be empty")
        self.scope.append(over)
        try:
            summand = self.n.of(body)
            summand = self.field.quotient(where_they_agree(self.field, summand.n), summand.d)
        except Vacuous:
            # The summand has no value: then there is no point, or the range is empty and the sum is 0.
            if never_empty(over.first, over.last):
                raise
            raise Incomplete("a summand without a value over a range that may be empty") from None
        finally:
            self.scope.pop()
        return summand, over

    def key(self, term: Term) -> tuple[Range, ...]:
        """The ranges of the bound indices that a term or one of these ranges mentions: what it is depends on them."""
        mentioned, found = set(symbols(term)), []
        for r in reversed(self.scope):
            if r.index in mentioned:
                found.append(r)
                mentioned |= symbols(r.first) | symbols(r.last)
        return tuple(found)

    def canonical(self, bound: Term) -> Term:
        return self.field.readable_quotient(self.n.of(bound))

    # --- one summand

    def total(self, summand: Quotient, over: Range) -> Quotient:
        f = self.field
        outside, factors = self._split_denominator(summand.d, over)
        found = []
        for part in fractions.parts(f, summand.n, factors):
            scale = f.context.constant(part.scale)
            for monomial, coefficient in part.numerator.terms():
                inner = self._monomial(monomial, part.below, over)
                found.append(f.times(inner, f.quotient(f.context.constant(int(coefficient)), outside * scale)))
        return f.total(found)

    def _split_denominator(self, d: Polynomial, over: Range) -> tuple[Polynomial, list[tuple[Polynomial, int]]]:
        """(independent of the index, the factors that depend on it)."""
        f = self.field
        content, factors = f.factor(d)
        outside, inside = f.context.constant(content), []
        for p, e in factors:
            if self.depends(p, over):
                inside.append((p, e))
            else:
                outside = outside * p**e
        return outside, inside

    def _monomial(self, monomial: tuple[int, ...], below: Polynomial | None, over: Range) -> Quotient:
        f = self.field
        inside, outside = {}, f.one
        for i, e in enumerate(monomial):
            if not e:
                continue
            if self.kernel_depends(i, over):
                inside[i] = int(e)
            else:
                outside = f.times(outside, f.integer_power(f.generator(i), int(e)))
        return f.times(outside, self._inside(inside, below, over))

    def _inside(self, powers: dict[int, int], below: Polynomial | None, over: Range) -> Quotient:
        """The sum of a monomial whose kernels all depend on the index."""
        f = self.field
        if below is None:
            if not powers:
                return count_of(self, over)
            if set(powers) == {f.find("symbol", over.index)}:
                return power_sum(self, powers[next(iter(powers))], over)
        closed = geometric_sum(self, powers, below, over)
        if closed is not None:
            return closed
        factors: list[Term] = []
        ranges = [over]
        for i, e in powers.items():
            kernel = f.kernels[i]
            if kernel.kind == "sum":
                for _ in range(e):
                    inner, more = self.opened(kernel.term, ranges, factors)
                    factors += inner
                    ranges += more
            else:
                factors += [kernel.term] if e == 1 else [power(kernel.term, number(e))]
        if below is not None:
            factors.append(power(f.readable(below), number(-1)))
        found = contracted(self, factors, ranges)
        if found is None and self.n.universals.equal:
            found = with_known_sums(self, factors, ranges)
        if found is None and below is None:
            found = self.rules.apply(factors, ranges)
        if found is None:
            found = counted_otherwise(self, factors, ranges)
        if found is None:
            found = over_triangle(self, factors, ranges)
        return self.kernel(factors, ranges) if found is None else found

    def kernel(self, factors: list[Term], ranges: list[Range]) -> Quotient:
        """The sum as one kernel."""
        return sum_kernel(self, factors, ranges)

    def opened(self, term: Term, ranges: list[Range], factors: list[Term]) -> tuple[list[Term], list[Range]]:
        """A sum inside a sum (or a product in a product): its factors and ranges, with indices that are not in use."""
        found: list[Range] = []
        used = [r.index for r in (*ranges, *self.scope)]
        own = term.op
        while term.op == own and own in ("sum", "product"):
            index, first, last, body = term.args
            fresh = fresh_index(body, *used, *factors)
            body = substitute(body, {index: fresh})
            found.append(Range(fresh, first, last))
            used.append(fresh)
            term = body
        return list(term.args) if term.op == "mul" else [term], found

    def depends(self, p: Polynomial, over: Range) -> bool:
        return any(self.kernel_depends(i, over) for i in self.field.occurring(p))

    def kernel_depends(self, kernel: int, over: Range) -> bool:
        term = self.field.kernels[kernel].term
        return depends(term, over.index) and over.index in free_symbols(term)
