"""Rational functions in kernels: the field in which terms are compared.

A *kernel* is something treated as a variable: a symbol, an exponential, a logarithm, a root, a cosine,
an unknown function's value. Each gets a generator of a FLINT polynomial ring over the integers; an
element of the field is a quotient of two polynomials. Algebraic kernels bring a relation (``R**2 = 2``,
``s**2 = 4 - c**2``) by which polynomials are reduced; every relation is monic in its own kernel, and
kernels in it are older, so the relations are a Gröbner basis and reduction is canonical.

Soundness is pointwise: at a real point where every quantity that was inverted is nonzero, the value of a
quotient is the value of the expression it was made from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from operator import ge
from typing import Any, NamedTuple

import flint

from derivcheck.algebra.normal_form.factoring import factored
from derivcheck.algebra.normal_form.state import State
from derivcheck.algebra.normal_form.table import Table
from derivcheck.algebra.term import ONE, ZERO, Term, add, mul, number, power

Polynomial = Any  # flint.fmpz_mpoly; python-flint ships no types for it


class Restart(Exception):
    """The plan has changed (a finer unit, a higher root, more room): begin again with it."""


class Vacuous(Exception):
    """Something inverted is zero, or a fact is contradicted: no point of this case is in the domain."""


class Incomplete(Exception):
    """The normal form does not cover this."""


class TooLarge(Exception):
    """A power or product would be larger than the guard allows."""


class Quotient(NamedTuple):
    """Numerator and denominator, without common factor."""

    n: Polynomial
    d: Polynomial


@dataclass(frozen=True, slots=True)
class Kernel:
    """What a generator stands for: ``term`` is its meaning; ``kind`` and the rest serve the rule that made it.

    ``signs``: the signs it can have as far as its nature shows. ``constant``: no symbol occurs in it.
    """

    kind: str
    term: Term
    signs: frozenset[int]
    constant: bool
    argument: Quotient | None = None
    base: Polynomial | int | None = None
    order: int = 1
    arguments: tuple[Quotient, ...] = field(default=())


MAX_TERMS = 20_000
#: A denominator of at least this many terms, linear in an exponential, becomes a generator itself.
_LONG_DENOMINATOR = 4
_MOST_DENOMINATORS = 8
MAX_EXPONENT = 4_096
_NO_LIMIT = flint.fmpz(1 << 60)


class Field(State):
    """One polynomial ring with its kernels and relations; made anew for every attempt."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.context, self.generators = _ring(capacity)
        self.kernels: dict[int, Kernel] = {}
        self.relations: list[tuple[int, int, Polynomial]] = []  # generator, degree, monic polynomial; newest first
        self._limits = [_NO_LIMIT] * capacity  # by generator, the degree from which on a relation applies
        self.zero_polynomial, self.one_polynomial = self.context.constant(0), self.context.constant(1)
        self.zero, self.one = self.integer(0), self.integer(1)
        self._index: dict[tuple[str, Term], int] = {}
        self._readable: Table[Term] = Table()
        self._occurring: Table[tuple[int, ...]] = Table()
        self._factors: Table[tuple[int, tuple[tuple[Polynomial, int], ...]]] = Table()
        self.constants: set[int] = set()
        self.squares: list[tuple[Polynomial, Polynomial, Polynomial]] = []  # p, q, s with p*q == s**2
        self.signs_of: Callable[[Polynomial], frozenset[int]] = lambda p: frozenset((-1, 0, 1))
        self._denominators = 0
        self._eliminated: Table[tuple[Polynomial, int]] = Table()  # a generator and the sign of what it is written as

    # --- generators

    def find(self, kind: str, term: Term) -> int | None:
        return self._index.get((kind, term))

    def add_kernel(self, kernel: Kernel) -> int:
        """A new generator; newer ones are larger in the lexicographic order."""
        index = self.capacity - 1 - _MOST_DENOMINATORS - (len(self.kernels) - self._denominators)
        if index < 0:
            raise Restart("capacity")
        return self._place(index, kernel)

    @property
    def needed(self) -> int:
        """The capacity without which the kernels there are would not fit."""
        return len(self.kernels) - self._denominators + _MOST_DENOMINATORS

    def _place(self, index: int, kernel: Kernel) -> int:
        self.kernels[index] = kernel
        self._index[(kernel.kind, kernel.term)] = index
        if kernel.constant:
            self.constants.add(index)
        return index

    def relate(self, index: int, degree: int, monic: Polynomial) -> None:
        """From now on ``monic`` (of that degree in the generator, leading coefficient 1) is zero."""
        self._limits[index] = min(flint.fmpz(degree), self._limits[index])
        self.relations.append((index, degree, monic))
        self.relations.sort(key=lambda relation: relation[0])

    def generator(self, index: int) -> Quotient:
        return Quotient(self.generators[index], self.one_polynomial)

    # --- arithmetic

    def integer(self, value: int) -> Quotient:
        return Quotient(self.context.constant(value), self.one_polynomial)

    def fraction(self, value: Fraction) -> Quotient:
        return Quotient(self.context.constant(value.numerator), self.context.constant(value.denominator))

    def reduce(self, p: Polynomial) -> Polynomial:
        """The canonical remainder modulo the relations."""
        if not self.relations or p.is_constant():
            return p
        changed = True
        while changed:
            changed = False
            degrees = p.degrees()
            if not any(map(ge, degrees, self._limits)):
                return p
            for index, degree, monic in self.relations:
                if degrees[index] >= degree:
                    p = divmod(p, monic)[1]
                    degrees = p.degrees()
                    changed = True
        return p

    def quotient(self, n: Polynomial, d: Polynomial) -> Quotient:
        """n/d in lowest terms; Vacuous if d vanishes."""
        if len(n) > MAX_TERMS or len(d) > MAX_TERMS:
            raise TooLarge("a polynomial has too many terms")
        n, d = self.reduce(n), self.reduce(d)
        if d.is_zero():
            raise Vacuous("division by zero")
        if n.is_zero():
            return self.zero
        n, d = _lowest(n, d)
        return Quotient(-n, -d) if d.leading_coefficient() < 0 else Quotient(n, d)

    def plus(self, a: Quotient, b: Quotient) -> Quotient:
        if a.d == b.d:
            return self.quotient(a.n + b.n, a.d)
        common = a.d.gcd(b.d)
        other = divmod(b.d, common)[0]
        return self.quotient(a.n * other + b.n * divmod(a.d, common)[0], a.d * other)

    def minus(self, a: Quotient, b: Quotient) -> Quotient:
        return self.plus(a, self.negative(b))

    def negative(self, a: Quotient) -> Quotient:
        return Quotient(-a.n, a.d)

    def total(self, parts: list[Quotient]) -> Quotient:
        """A sum; parts with the same denominator are added first, which keeps gradients small."""
        groups: list[Quotient] = []
        places: Table[int] = Table()
        for part in parts:
            place = places.get(part.d)
            if place is None:
                places[part.d] = len(groups)
                groups.append(part)
            else:
                groups[place] = Quotient(groups[place].n + part.n, part.d)
        result = self.zero
        for n, d in groups:
            result = self.plus(result, self.quotient(n, d))
        return result

    def times(self, a: Quotient, b: Quotient) -> Quotient:
        if len(a.n) * len(b.n) > 50 * MAX_TERMS or len(a.d) * len(b.d) > 50 * MAX_TERMS:
            raise TooLarge("a product has too many terms")
        if not self.relations and a.d.is_one() and b.d.is_one():
            return Quotient(a.n * b.n, self.one_polynomial)
        (an, bd), (bn, ad) = _lowest(a.n, b.d), _lowest(b.n, a.d)
        n, d = an * bn, ad * bd
        if self.relations:
            return self.quotient(n, d)
        return Quotient(-n, -d) if d.leading_coefficient() < 0 else Quotient(n, d)

    def scaled(self, a: Quotient, factor: Fraction) -> Quotient:
        return self.times(a, self.fraction(factor))

    def inverse(self, a: Quotient) -> Quotient:
        n = self.reduce(a.n)
        if n.is_zero():
            raise Vacuous("division by zero")
        if len(n) >= _LONG_DENOMINATOR:
            self._change_variable(n)
        return self.quotient(a.d, n)

    def ratio(self, a: Quotient, b: Quotient) -> Quotient:
        return self.times(a, self.inverse(b))

    def _change_variable(self, n: Polynomial) -> None:
        """Take a long denominator S = e + rest as a new generator in place of the exponential e = S - rest.

        The change is invertible, and sums of fractions over powers of S stay short: for a softmax over 50
        classes this is the difference between seconds and milliseconds.
        """
        leading = n.monoms()[0]
        index = next(i for i, e in enumerate(leading) if e) if any(leading) else None
        sign = int(n.leading_coefficient())
        if index is None or sum(leading) != 1 or abs(sign) != 1 or self._denominators == _MOST_DENOMINATORS:
            return
        if self.kernels[index].kind != "exp" or n.degrees()[index] != 1:
            return
        self._denominators += 1
        kernel = Kernel("denominator", self.readable(n), self.signs_of(n), False)
        own = self._place(self.capacity - self._denominators, kernel)
        written = sign * (self.generators[own] - (n - sign * self.generators[index]))
        self._eliminated[written] = (self.generators[index], 1)
        self._eliminated[-written] = (self.generators[index], -1)
        self.relate(index, 1, self.generators[index] - written)

    def integer_power(self, a: Quotient, exponent: int) -> Quotient:
        if exponent < 0:
            return self.integer_power(self.inverse(a), -exponent)
        size = len(a.n) + len(a.d)
        bits = max(int(c).bit_length() for p in a for c in p.coeffs()) if not a.n.is_zero() else 1
        if exponent * bits > 200_000 or (size > 2 and exponent > MAX_EXPONENT):
            raise TooLarge("a power is too large to expand")
        if size > 3 and not _expandable(max(len(a.n), len(a.d)), exponent):
            raise TooLarge("a power has too many terms to expand")
        return self.quotient(a.n**exponent, a.d**exponent)

    def is_zero(self, a: Quotient) -> bool:
        return bool(self.reduce(a.n).is_zero())

    def rational_value(self, a: Quotient) -> Fraction | None:
        """The value of a quotient of integers, else None."""
        if not (a.n.is_constant() and a.d.is_constant()):
            return None
        if a.n.is_zero():
            return Fraction(0)
        return Fraction(int(a.n.leading_coefficient()), int(a.d.leading_coefficient()))

    # --- structure

    def factor(self, p: Polynomial) -> tuple[int, tuple[tuple[Polynomial, int], ...]]:
        """Integer content and irreducible factors, each with positive leading coefficient."""
        found = self._factors.get(p)
        if found is None:
            content, factors = factored(self.context, p)
            oriented = []
            for f, e in factors:
                eliminated = self._eliminated.get(f)
                if eliminated is not None:
                    f, sign = eliminated
                    content *= sign ** int(e)
                if f.leading_coefficient() < 0:
                    f, content = -f, content * (-1) ** int(e)
                oriented.append((f, int(e)))
            for p1, p2, root in self.squares:
                content, oriented = _pair_up(content, oriented, p1, p2, root)
            found = self._factors[p] = content, tuple(oriented)
        return found

    def occurring(self, p: Polynomial) -> tuple[int, ...]:
        """The generators that occur in a polynomial."""
        found = self._occurring.get(p)
        if found is None:
            found = () if p.is_zero() else tuple([i for i, e in enumerate(p.degrees()) if e])
            self._occurring[p] = found
        return found

    def restored(self, p: Polynomial) -> Polynomial:
        """An exponential that a denominator has replaced, as itself again."""
        found = self._eliminated.get(p)
        return p if found is None else found[0] * found[1]

    def only_generator(self, p: Polynomial) -> int | None:
        """The generator, if the polynomial is just one generator with coefficient 1."""
        if len(p) != 1 or p.leading_coefficient() != 1:
            return None
        powers = [(i, e) for i, e in enumerate(p.monoms()[0]) if e]
        return powers[0][0] if len(powers) == 1 and powers[0][1] == 1 else None

    def readable(self, p: Polynomial) -> Term:
        """The polynomial as a term; the same for the same meaning, whatever the order of generators."""
        found = self._readable.get(p)
        if found is None:
            parts = [self._monomial_term(m, int(c)) for m, c in p.terms()]
            parts.sort(key=lambda t: (t.op == "number", str(t)))
            found = self._readable[p] = add(*parts)
        return found

    def _monomial_term(self, monomial: tuple[int, ...], coefficient: int) -> Term:
        factors: list[Term] = []
        for i, e in enumerate(monomial):
            if e:
                base = self.kernels[i].term
                factors.append(base if e == 1 else power(base, number(int(e))))
        factors.sort(key=str)
        if coefficient != 1 or not factors:
            factors.insert(0, number(coefficient))
        return mul(*factors)

    def readable_quotient(self, a: Quotient) -> Term:
        if a.n.is_zero():
            return ZERO
        top, value = self.readable(a.n), self.rational_value(a)
        if value is not None:
            return number(value)
        if a.d.is_one():
            return top
        bottom = power(self.readable(a.d), number(-1))
        return bottom if top is ONE else mul(top, bottom)

    def monomial(self, exponents: tuple[int, ...]) -> Polynomial:
        return self.context.from_dict({exponents: 1})


@cache
def _ring(capacity: int) -> tuple[Any, tuple[Polynomial, ...]]:
    """The ring in so many variables, and these."""
    context = flint.fmpz_mpoly_ctx.get([f"k{i}" for i in range(capacity)], "lex")
    return context, tuple(context.gens())


def _lowest(n: Polynomial, d: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Without their greatest common divisor."""
    if d.is_one():
        return n, d
    common = n.gcd(d)
    return (n, d) if common.is_one() else (divmod(n, common)[0], divmod(d, common)[0])


def _expandable(terms: int, exponent: int) -> bool:
    """Whether (sum of ``terms`` terms) ** exponent stays below the cap: C(terms + exponent - 1, exponent)."""
    count = 1
    for k in range(1, min(terms, exponent + 1)):
        count = count * (terms + exponent - k) // k
        if count > MAX_TERMS:
            return False
    return True


def _pair_up(
    content: int, factors: list[tuple[Polynomial, int]], p: Polynomial, q: Polynomial, root: Polynomial
) -> tuple[int, list[tuple[Polynomial, int]]]:
    """Write the common power of ``p*q`` among the factors as a power of ``root**2``; signs go to the content."""
    powers = {k: e for k, (f, e) in enumerate(factors) for part in (p, q) if f == part or f == -part}
    if len(powers) != 2:
        return content, factors
    shared = min(powers.values())
    kept = [(f, e - shared if k in powers else e) for k, (f, e) in enumerate(factors)]
    for k in powers:
        if factors[k][0] not in (p, q) and shared % 2:
            content = -content
    return content, [*((f, e) for f, e in kept if e), (root, 2 * shared)]
