"""Terms as sums of monomials in random entries, with everything else as coefficients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from derivcheck.algebra.expectation.folding import plus, times
from derivcheck.algebra.expectation.laws import NoExpectation
from derivcheck.algebra.term import (
    BINDERS,
    MINUS_ONE,
    ONE,
    TRUE,
    ZERO,
    Sort,
    Term,
    call,
    make,
    number,
    rational,
    substitute,
    summation,
    symbol,
    symbols,
    tensor_of,
)
from derivcheck.algebra.visible import is_total

_MOST_MONOMIALS = 10_000
_MOST_POWER = 12
_MOST_VALUES = 5  # variables with two values in something that is no polynomial
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Monomial:
    """A product of coefficients, random entries (repeated for powers) and exp(exponent), summed over ranges.

    A function of one categorical entry stands among the entries as a whole.

    ``ranges``: index, first and last, the outermost first. ``exponent`` is ZERO if there is none.
    """

    ranges: tuple[tuple[Term, Term, Term], ...] = ()
    coefficients: tuple[Term, ...] = ()
    random: tuple[Term, ...] = ()
    exponent: Term = ZERO

    def renamed(self) -> Monomial:
        """The same with indices that nothing else uses."""
        return self._with({index: fresh() for index, _, _ in self.ranges}) if self.ranges else self

    def _with(self, names: dict[Term, Term]) -> Monomial:
        def new(term: Term) -> Term:
            return substitute(term, names)

        ranges = tuple((names[i], new(a), new(b)) for i, a, b in self.ranges)
        return Monomial(ranges, tuple(map(new, self.coefficients)), tuple(map(new, self.random)), new(self.exponent))

    def around(self, mean: Term) -> Term:
        """The coefficients times the mean of the rest, summed over the ranges."""
        result = times(*self.coefficients, mean)
        for index, first, last in reversed(self.ranges):
            result = ZERO if result is ZERO else summation(index, first, last, result)
        return result

    def times(self, other: Monomial) -> Monomial:
        other = other.renamed()
        return Monomial(
            self.ranges + other.ranges,
            self.coefficients + other.coefficients,
            self.random + other.random,
            plus(self.exponent, other.exponent),
        )


def fresh() -> Term:
    """An index that nobody can have typed, to be bound at once."""
    return symbol(f"draw#{next(_NUMBERS)}", Sort.INTEGER)


Monomials = list[Monomial]


class Polynomials:
    """Reads terms as polynomials in the random places of some laws."""

    def __init__(self, laws: Mapping[Term, Term]) -> None:
        self.laws = laws
        self.memo: dict[Term, Monomials] = {}

    def of(self, term: Term) -> Monomials:
        """Raises NoExpectation for what is no polynomial (times exponentials)."""
        found = self.memo.get(term)
        if found is None:
            found = self.memo[term] = self._read(term)
            if len(found) > _MOST_MONOMIALS:
                raise NoExpectation("an expectation of too many terms")
        return found

    def is_random(self, term: Term) -> bool:
        return not symbols(term).isdisjoint(self.laws)

    def law_of(self, factor: Term) -> Term:
        """The law of a random entry, or of the one entry in a function of it."""
        (place, *_) = self.entries(factor)
        return self.laws[tensor_of(place) if place.op == "entry" else place]

    def _read(self, term: Term) -> Monomials:
        if not self.is_random(term):
            return [] if term is ZERO else [Monomial(coefficients=(term,))]
        match term.op:
            case "symbol" | "entry":
                return self._entry(term)
            case "add":
                return [m for part in term.args for m in self.of(part)]
            case "mul":
                return _product([self.of(factor) for factor in term.args])
            case "power":
                return self._power(term, *term.args)
            case "sum":
                return self._sum(*term.args)
            case "call" if term.args[0] == "exp" and not self._is_finite(term):
                return [Monomial(exponent=term.args[1])]
            case "piecewise" if not any(self.is_random(c) for c in term.args[1::2]):
                return self._pieces(term.args)
        return self._by_values(term)

    def _entry(self, term: Term) -> Monomials:
        if term.op == "entry" and any(self.is_random(i) for i in term.args[4:]):
            if tensor_of(term) in self.laws:
                raise NoExpectation("a random variable at a random index")
            return self._by_values(term)
        return [Monomial(random=(term,))]

    def _power(self, term: Term, base: Term, exponent: Term) -> Monomials:
        value = rational(exponent)
        if base.op == "constant" and base.args[0] == "E":
            return self.of(call("exp", exponent))
        if value is None or value.denominator != 1 or not 0 <= value <= _MOST_POWER:
            return self._by_values(term)
        if base.op == "call" and base.args[0] == "sqrt" and value % 2 == 0:
            return self._power(term, base.args[1], number(value / 2))  # where the root is defined
        return _product([self.of(base)] * int(value))

    def _sum(self, index: Term, first: Term, last: Term, body: Term) -> Monomials:
        if self.is_random(first) or self.is_random(last):
            raise NoExpectation("a sum of random length")
        own = fresh()
        inner = self.of(substitute(body, {index: own}))
        return [replace(m, ranges=((own, first, last), *m.ranges)) for m in inner]

    def _pieces(self, args: tuple[Term, ...]) -> Monomials:
        """A choice that is not random itself, by brackets, which are 0 where a value is not chosen."""
        found: Monomials = []
        earlier: list[Term] = []
        for value, condition in zip(args[::2], args[1::2], strict=True):
            if not is_total(value):
                raise NoExpectation("a piece that is not always defined, in an expectation")
            cases = [part for e in earlier for part in (ZERO, e)]
            bracket = make("piecewise", *cases, ONE, condition, ZERO, TRUE)
            found += _product([[Monomial(coefficients=(bracket,))], self.of(value)])
            earlier.append(condition)
        return found

    def _by_values(self, term: Term) -> Monomials:
        """A function of one class, as it is; of variables with values 0 and 1, f(d) = f(0) + d (f(1) - f(0))."""
        random = sorted(self.entries(term), key=str)
        if len(random) == 1 and self.law_of(random[0]).args[0] == "Categorical" and not bound_within(term, random[0]):
            return [Monomial(random=(term,))]
        usable = len(random) <= _MOST_VALUES and self.all_binary(random)
        if not usable or any(bound_within(term, place) for place in random):
            raise NoExpectation(f"the expectation of {_named(term)} is not worked out")
        place = random[0]
        one, other = (self.of(with_value(term, place, number(v))) for v in (0, 1))
        own = [Monomial(random=(place,))]
        difference = _product([[Monomial(coefficients=(MINUS_ONE,))], one]) + other
        return one + _product([own, difference])

    def _is_finite(self, term: Term) -> bool:
        """Whether the random entries in a term have finitely many values each."""
        return all(self.law_of(r).args[0] in ("Bernoulli", "Categorical") for r in self.entries(term))

    def all_binary(self, random: Iterable[Term]) -> bool:
        return all(self.law_of(r).args[0] == "Bernoulli" for r in random)

    def entries(self, term: Term) -> frozenset[Term]:
        """The random entries and symbols in a term."""
        if not self.is_random(term):
            return frozenset()
        if term.op in ("symbol", "entry") and (tensor_of(term) if term.op == "entry" else term) in self.laws:
            return frozenset((term,)).union(*(self.entries(t) for t in term.terms))
        return frozenset().union(*(self.entries(t) for t in term.terms))


def with_value(term: Term, place: Term, value: Term) -> Term:
    """The term with a random entry replaced wherever it occurs."""
    if term is place:
        return value
    return make(term.op, *(with_value(a, place, value) if isinstance(a, Term) else a for a in term.args))


def bound_within(term: Term, place: Term) -> bool:
    """Whether an index of the entry is bound inside of the term, so that it is many entries."""
    if term.op in BINDERS and term.args[0] in symbols(place):
        return True
    return any(bound_within(t, place) for t in term.terms)


def _product(factors: Iterable[Monomials]) -> Monomials:
    found = [Monomial()]
    for factor in factors:
        if len(found) * len(factor) > _MOST_MONOMIALS:
            raise NoExpectation("an expectation of too many terms")
        found = [a.times(b) for a in found for b in factor]
    return found


def _named(term: Term) -> str:
    article = "an" if term.op[0] in "aeiou" else "a"
    return f"{term.args[0]}(…)" if term.op == "call" else f"{article} {term.op}"
