"""Products over symbolic ranges, by the factors of what is multiplied.

Of every factor of numerator and denominator: what does not depend on the index becomes a power, with the number of
indices as exponent; exponentials become the exponential of a sum; a choice by a delta singles out one factor; numbers
that follow each other make factorials. What is left is a kernel, named by its factor with a canonical index.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.algebra.emptiness import never_empty
from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.field import Field, Incomplete, Kernel, Polynomial, Quotient, Vacuous
from derivcheck.algebra.normal_form.idempotents import at
from derivcheck.algebra.signs.signs import ANY, NONNEGATIVE, NONPOSITIVE, NONZERO, POSITIVE, Signs, opposite
from derivcheck.algebra.sums.contraction import bracket, open_ends, solution
from derivcheck.algebra.sums.counting import places
from derivcheck.algebra.sums.labelling import labelled
from derivcheck.algebra.sums.ranges import Range, free_symbols, mentions_bound
from derivcheck.algebra.sums.sizes import count_of
from derivcheck.algebra.sums.stretches import stretches
from derivcheck.algebra.term import (
    MINUS_ONE,
    ONE,
    Term,
    add,
    call,
    div,
    make,
    mul,
    substitute,
)
from derivcheck.algebra.visible import is_total

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser
    from derivcheck.algebra.sums import Sums


def product(sums: Sums, term: Term) -> Quotient:
    """The normal form of a product; over an empty range it is 1."""
    factor, over = sums.summand(term)
    own = _Product(sums, over)
    return sums.field.ratio(own.of(factor.n), own.of(factor.d))


def log_of_product(n: Normaliser, kernel: Kernel) -> Quotient | None:
    """The logarithm of a product of positive factors is the sum of their logarithms."""
    index, first, last, body = kernel.term.args
    logarithm = call("log", body)
    if kernel.signs != POSITIVE or not (never_empty(first, last) or is_total(logarithm)):
        return None
    return n.of(make("sum", index, first, last, logarithm))


def absolute_product(n: Normaliser, a: Quotient) -> Quotient | None:
    """The absolute value of a product of unknown sign, times a power of -1, is the product of the absolute values."""
    f = n.field
    content, factors = f.factor(a.n)
    kernels = [f.kernels[i] for p, e in factors if e == 1 and (i := f.only_generator(p)) is not None]
    left = [k for k in kernels if not _is_sign(k)]
    if not a.d.is_one() or abs(content) != 1 or len(kernels) < len(factors) or len(left) != 1:
        return None
    own, first, last, body = left[0].term.args if left[0].kind == "product" else (None, None, None, left[0].term)
    if own is None or body.op == "product" or len(n.knowledge.quotient_signs(a)) < 3:
        return None
    return n.of(make("product", own, first, last, call("Abs", body)))


def _is_sign(kernel: Kernel) -> bool:
    """Whether it is a power of -1."""
    base = kernel.base if kernel.kind == "power" else None
    return base is not None and not isinstance(base, int) and bool(base.is_constant())


@dataclass(frozen=True, slots=True)
class _Product:
    sums: Sums
    over: Range

    @property
    def field(self) -> Field:
        return self.sums.field

    def of(self, p: Polynomial) -> Quotient:
        f = self.field
        if p.is_zero():
            return self._repeated(f.zero)
        content, factors = f.factor(p)
        same, result = f.integer(content), f.one
        for q, e in factors:
            if self.sums.depends(q, self.over):
                result = f.times(result, f.integer_power(self._factor(q), e))
            else:
                same = f.times(same, f.integer_power(Quotient(q, f.one_polynomial), e))
        return f.times(result, self._repeated(same))

    def _repeated(self, base: Quotient) -> Quotient:
        """What does not depend on the index, to the power of the number of indices."""
        if base == self.field.one:
            return base
        raised = self._raised(base, count_of(self.sums, self.over))
        if raised is None:
            raise Incomplete("a product over a range whose length is not seen to be an integer")
        return raised

    def _raised(self, base: Quotient, exponent: Quotient) -> Quotient | None:
        """A power with an integer as exponent; None if the exponent's form does not show that it is one."""
        value = self.field.rational_value(exponent)
        if value is not None and value.denominator == 1:
            return self.field.integer_power(base, int(value))
        shown = self.field.readable_quotient(exponent)
        return self.sums.n.powers.symbolic_power(base, exponent, shown) if is_integral(shown) else None

    def _factor(self, p: Polynomial) -> Quotient:
        """The product of an irreducible polynomial that depends on the index."""
        index = self.field.only_generator(p)
        found = None if index is None else self._generator(self.field.kernels[index])
        if found is None:
            found = self._consecutive(p)
        if found is None and (turned := self._consecutive(-p)) is not None:
            found = self._times_signs(turned)
        if found is None:
            found = self._singled_out(p)
        if found is None and self._vanishes(p):
            return self.field.zero
        return self._kernel(p) if found is None else found

    def _times_signs(self, a: Quotient) -> Quotient:
        return self.field.times(a, self._repeated(self.field.integer(-1)))

    def _generator(self, kernel: Kernel) -> Quotient | None:
        argument, base = kernel.argument, kernel.base
        if kernel.kind == "product":
            return self._nested(kernel)
        if kernel.kind == "exp" and argument is not None:
            return self.sums.n.powers.exp(self.sums.total(argument, self.over))
        if kernel.kind == "root" and kernel.base is not None and not isinstance(kernel.base, int):
            whole = self.of(kernel.base)
            nonnegative = self.sums.n.knowledge.quotient_signs(whole) <= NONNEGATIVE
            return self.sums.n.powers.rational_power(whole, Fraction(1, kernel.order)) if nonnegative else None
        if kernel.kind != "power" or argument is None or base is None or isinstance(base, int):
            return None
        if not self.sums.depends(argument.n, self.over):
            return self._raised(self.of(base), argument)
        if not self.sums.depends(base, self.over):
            return self._raised(Quotient(base, self.field.one_polynomial), self.sums.total(argument, self.over))
        return None

    def _consecutive(self, p: Polynomial) -> Quotient | None:
        """a*(a + 1)*…*b = b!/(a - 1)! for positive integers."""
        f, n = self.field, self.sums.n
        index = f.find("symbol", self.over.index)
        if index is None or p.degrees()[index] != 1:
            return None
        slope = p.derivative(index)
        rest = p - slope * f.generators[index]
        if slope not in (f.one_polynomial, -f.one_polynomial) or self.sums.depends(rest, self.over):
            return None
        shown = f.readable(rest) if not rest.is_zero() else add()
        if not is_integral(shown):
            return None
        ends = [add(shown, mul(f.readable(slope), end)) for end in (self.over.first, self.over.last)]
        low, high = ends if slope.is_one() else reversed(ends)
        below = add(low, MINUS_ONE)
        if not n.proves("ge", n.of(below)):
            return None
        count_of(self.sums, self.over)
        return n.of(div(call("factorial", high), call("factorial", below)))

    def _singled_out(self, p: Polynomial) -> Quotient | None:
        """``a + delta(k, m)*b`` is a for every k but m, where that is an index."""
        apart = None
        for index in self.field.occurring(p):
            delta = self.field.kernels[index].term
            value = solution(self.sums, delta, self.over) if self.field.kernels[index].kind == "delta" else None
            if value is None or p.degrees()[index] != 1:
                continue
            without, there = at(self.field, p, index, 0), at(self.field, p, index, 1)
            inside = bracket(self.sums, value, self.over, [])
            found = self._exchanged(value, without, there, inside)
            if found is not None:
                return found
            apart = apart or (None if mentions_bound(value) else (value, without, there))
        return None if apart is None else self._around(*apart)

    def _exchanged(self, value: Term, without: Polynomial, there: Polynomial, inside: list[Term]) -> Quotient | None:
        """The product of ``without``, with one factor exchanged; that is not 0."""
        f = self.field
        if without.is_zero() or (0 in self._signs(without) and (inside or not self._nonzero_at(without, value))):
            return None
        ratio = div(f.readable(there), f.readable(without)) if not there.is_zero() else add()
        if inside and not is_total(ratio):
            return None
        ratio = substitute(ratio, {self.over.index: value})
        if inside:
            ratio = add(ONE, mul(*inside, add(ratio, MINUS_ONE)))
        return f.times(self.of(without), self.sums.n.of(ratio))

    def _around(self, value: Term, without: Polynomial, there: Polynomial) -> Quotient:
        """One factor at a place, if that is in the range, another one before and behind it."""
        f, over = self.field, self.over
        if not all(self.sums.n.truth(end) for end in open_ends(self.sums, value, over, [])):
            return self.of(without)
        own = self.sums.n.of(substitute(f.readable(there), {over.index: value}))
        before = replace(self, over=replace(over, last=self.sums.canonical(add(value, MINUS_ONE))))
        behind = replace(self, over=replace(over, first=self.sums.canonical(add(value, ONE))))
        return f.times(own, f.times(before.of(without), behind.of(without)))

    def _vanishes(self, p: Polynomial) -> bool:
        """Whether the factor is 0 at an index of the range: as ``x[j] - x[k]`` is for j = k."""
        sums, index = self.sums, self.over.index
        factor = self.field.readable(p)
        found = list(places([factor]))
        moving = [(name, t) for name, t in found if index in free_symbols(t)]
        fixed = [(name, t) for name, t in found if index not in free_symbols(t)]
        for name, place in moving:
            for _, other in (each for each in fixed if each[0] == name):
                value = solution(sums, call("delta", place, other), self.over)
                if value is None or bracket(sums, value, self.over, []):
                    continue
                if sums.field.is_zero(sums.n.of(substitute(factor, {index: value}))):
                    return True
        return False

    def _nonzero_at(self, p: Polynomial, value: Term) -> bool:
        """Whether a factor is known not to be 0 at an index of the range."""
        there = self.sums.n.of(substitute(self.field.readable(p), {self.over.index: value}))
        return 0 not in self.sums.n.knowledge.quotient_signs(there)

    # --- what is left

    def _kernel(self, p: Polynomial) -> Quotient:
        """The product of p, or of -p: what is known to be positive, else what is written more simply."""
        f, signs = self.field, self._signs(p)
        term, other = (labelled(self.sums, [f.readable(q)], [self.over]) for q in (p, -p))
        turned = signs <= NONPOSITIVE or (not signs <= NONNEGATIVE and _length(other) < _length(term))
        result = self._stretches(f.readable(-p if turned else p), opposite(signs) if turned else signs)
        return self._times_signs(result) if turned else result

    def _nested(self, kernel: Kernel) -> Quotient:
        """A product of products, in canonical order."""
        factors, inner = self.sums.opened(kernel.term, [self.over], [])
        own = _as_product(labelled(self.sums, factors, [self.over, *inner]))
        index = self.field.find("product", own)
        if index is None:
            index = self.field.add_kernel(Kernel("product", own, kernel.signs, False))
        return self.field.generator(index)

    def _stretches(self, factor: Term, signs: Signs) -> Quotient:
        f, result = self.field, self.field.one
        known = next((s for s in (POSITIVE, NONNEGATIVE, NONZERO) if signs <= s), ANY)
        for part in stretches(self.sums, factor, self.over):
            few = part.written_out(self.sums)
            if few is not None:
                result = f.times(result, self._written_out(few))
                continue
            own = make("product", part.index, part.over.first, self.sums.canonical(part.over.last), part.factor)
            index = f.find("product", own)
            if index is None:
                index = f.add_kernel(Kernel("product", own, known, False))
            result = f.times(result, f.generator(index))
        return result

    def _written_out(self, factors: list[Term]) -> Quotient:
        try:
            return self.sums.n.of(mul(*factors))
        except Vacuous:
            raise Incomplete("a factor at the end of a range that has no value") from None

    def _signs(self, p: Polynomial) -> Signs:
        """The signs that p can have at an index of the range."""
        self.sums.scope.append(self.over)
        try:
            signs = self.sums.n.knowledge.signs(p)
            own = substitute(self.field.readable(p), {self.over.index: ONE})
            # The kernel's name does not tell over what other indices range: facts about them are not used.
            return signs if mentions_bound(own) else signs & self.sums.n.universals.signs(p)
        finally:
            self.sums.scope.pop()


def _length(term: Term) -> tuple[int, str]:
    return len(str(term)), str(term)


def _as_product(nested: Term) -> Term:
    """A labelled sum read as a product."""
    if nested.op != "sum":
        return nested
    return make("product", *nested.args[:3], _as_product(nested.args[3]))
