"""Polynomials in independent draws, times exponentials of linear ones, as values that arithmetic takes for numbers.

An expression in random variables is evaluated once with such values in their place; its expectation then needs the
moments of the draws alone. What no polynomial can do (a comparison, a division by one) raises Unsupported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from flint import acb, arb, fmpq

from derivcheck.evaluation.errors import TooLarge, Unsupported
from derivcheck.evaluation.functions.elementary import exp
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.jet import Jet, Value, add, divide, multiply
from derivcheck.evaluation.values.scalar import HALF, ONE, ZERO

MAX_TERMS = 5_000
MAX_POWER = 24


@dataclass(eq=False, frozen=True, slots=True)
class Draw:
    """One of independent random numbers.

    ``moment`` gives the expectation of each power; ``variance`` is given for a Gaussian with mean 0; ``points`` are
    the values and probabilities of a finite law. ``values`` says what the values are known to be: natural, positive.
    """

    moment: Callable[[int], Value]
    variance: Value | None = None
    points: tuple[tuple[Value, Value], ...] | None = None
    known: dict[int, Value] = field(default_factory=dict)
    number: int = field(default_factory=count().__next__)
    values: str | None = None
    functions: dict[str, Draw] = field(default_factory=dict)

    def mean_of_power(self, k: int) -> Value:
        if k not in self.known:
            self.known[k] = ONE if k == 0 else self.moment(k)
        return self.known[k]

    def tilted(self, k: int, t: Value) -> Value:
        """E[u**k exp(t u)] for a Gaussian u with mean 0: exp(t**2 v/2) E[(u + t v)**k]."""
        if self.variance is None:
            raise Unsupported("the exponential of a random variable that is not Gaussian")
        shift = multiply(t, self.variance)
        moved = add(RandomPolynomial({((self, 1),): ONE}), shift)
        return multiply(exp(multiply(HALF, multiply(t, shift))), mean(jet.power(moved, k)))


#: Draws with their powers, in order of first use; a product with an exponential has an identity of its own.
Powers = tuple[Any, ...]


@dataclass(eq=False, frozen=True, slots=True)
class Exponential:
    """exp of a linear combination of draws; stands last among the powers of a term."""

    rates: Mapping[Draw, Value]


class RandomPolynomial:
    """``terms``: coefficients by powers of draws."""

    __slots__ = ("terms",)

    def __init__(self, terms: Mapping[Powers, Value]) -> None:
        if len(terms) > MAX_TERMS:
            raise TooLarge("a polynomial of too many terms in random variables")
        self.terms = terms

    def __add__(self, other: Any) -> RandomPolynomial:
        if not _is_value(other):
            return NotImplemented
        terms = dict(self.terms)
        for powers, coefficient in _terms(other).items():
            terms[powers] = add(terms[powers], coefficient) if powers in terms else coefficient
        return RandomPolynomial(terms)

    __radd__ = __add__

    def __mul__(self, other: Any) -> RandomPolynomial:
        if not _is_value(other):
            return NotImplemented
        terms: dict[Powers, Value] = {}
        others = _terms(other)
        if len(self.terms) * len(others) > MAX_TERMS * 20:
            raise TooLarge("a polynomial of too many terms in random variables")
        for p, a in self.terms.items():
            for q, b in others.items():
                powers, coefficient = _merged(p, q), multiply(a, b)
                terms[powers] = add(terms[powers], coefficient) if powers in terms else coefficient
        return RandomPolynomial(terms)

    __rmul__ = __mul__

    def __neg__(self) -> RandomPolynomial:
        return RandomPolynomial({p: -c for p, c in self.terms.items()})

    def __truediv__(self, other: Any) -> RandomPolynomial:
        if not _is_value(other) or type(other) is RandomPolynomial:
            raise Unsupported("a division by a random number")
        return RandomPolynomial({p: divide(c, other) for p, c in self.terms.items()})

    def __rtruediv__(self, other: Any) -> RandomPolynomial:
        raise Unsupported("a division by a random number")

    def __pow__(self, exponent: int) -> RandomPolynomial:
        if not 0 < exponent <= MAX_POWER:
            raise TooLarge("a high power of a random number")
        result = self
        for _ in range(exponent - 1):
            result = result * self
        return result

    def exp(self) -> RandomPolynomial:
        """Of a linear polynomial."""
        constant: Value = ZERO
        rates: dict[Draw, Value] = {}
        for powers, coefficient in self.terms.items():
            if not powers:
                constant = coefficient
            elif len(powers) == 1 and type(powers[0]) is tuple and powers[0][1] == 1:
                rates[powers[0][0]] = coefficient
            else:
                raise Unsupported("the exponential of something that is not linear in random variables")
        return RandomPolynomial({(Exponential(rates),): exp(constant)})

    def is_finite(self) -> bool:
        return True

    def _undecided(self, *_: Any) -> bool:
        raise Unsupported("a choice that depends on a random number")

    __gt__ = __lt__ = __ge__ = __le__ = __eq__ = __ne__ = _undecided
    __bool__ = __abs__ = is_zero = contains = contains_integer = _undecided
    __hash__ = object.__hash__


def function(name: str, value: RandomPolynomial) -> RandomPolynomial | None:
    """The factorial of a natural draw, or the logarithm of that: random numbers of which no moment is known.

    They stand for themselves where they cancel, or where a derivative passes them by. None for anything else.
    """
    (powers, coefficient), *more = value.terms.items()
    draw = powers[0][0] if len(powers) == 1 and type(powers[0]) is tuple and powers[0][1] == 1 else None
    if more or draw is None or type(coefficient) is not fmpq or coefficient != 1:
        return None
    if (name, draw.values) not in (("factorial", "natural"), ("log", "positive")):
        return None
    if name not in draw.functions:
        draw.functions[name] = Draw(_no_moment, values="positive" if name == "factorial" else None)
    return RandomPolynomial({((draw.functions[name], 1),): ONE})


def _no_moment(k: int) -> Value:
    raise Unsupported("the moments of a factorial")


def _is_value(x: Any) -> bool:
    return type(x) in (fmpq, arb, acb, int, Jet, RandomPolynomial)


def _terms(x: Value) -> Mapping[Powers, Value]:
    return x.terms if type(x) is RandomPolynomial else {(): fmpq(x) if type(x) is int else x}


def _merged(p: Powers, q: Powers) -> Powers:
    """The product of two products of powers, in canonical order, exponentials taken together."""
    if not p or not q:
        return p or q
    counts: dict[Draw, int] = {}
    rates: dict[Draw, Value] = {}
    has_exponential = False
    for factor in (*p, *q):
        if type(factor) is Exponential:
            has_exponential = True
            for draw, rate in factor.rates.items():
                rates[draw] = add(rates[draw], rate) if draw in rates else rate
        else:
            counts[factor[0]] = counts.get(factor[0], 0) + factor[1]
    ordered = tuple(sorted(counts.items(), key=lambda item: item[0].number))
    return (*ordered, Exponential(rates)) if has_exponential else ordered


def mean(value: Value) -> Value:
    """The expectation over all draws of a number, a random polynomial, or an expansion into them."""
    if type(value) is Jet:
        parts = [mean(c) for c in value.coefficients]
        total: Value = ZERO
        for k, part in enumerate(parts):
            unit = Jet(value.tag, [ONE if i == k else ZERO for i in range(len(parts))])
            total = add(total, multiply(unit, part))
        return total
    if type(value) is not RandomPolynomial:
        return value
    total = ZERO
    for powers, coefficient in value.terms.items():
        total = add(total, multiply(coefficient, _mean_of_product(powers)))
    return total


def _mean_of_product(powers: Powers) -> Value:
    exponential = powers[-1] if powers and type(powers[-1]) is Exponential else None
    counts = dict(powers[:-1] if exponential is not None else powers)
    result: Value = ONE
    if exponential is not None:
        for draw, rate in exponential.rates.items():
            result = multiply(result, draw.tilted(counts.pop(draw, 0), rate))
    for draw, power in counts.items():
        result = multiply(result, draw.mean_of_power(power))
    return result


def draws_of(value: Value) -> dict[Draw, None]:
    """The draws that a value depends on, in order."""
    if type(value) is Jet:
        return {d: None for c in value.coefficients for d in draws_of(c)}
    if type(value) is not RandomPolynomial:
        return {}
    found: dict[Draw, None] = {}
    for powers in value.terms:
        for factor in powers:
            found.update(dict.fromkeys(factor.rates) if type(factor) is Exponential else {factor[0]: None})
    return found


def at(value: Value, points: Mapping[Draw, Value]) -> Value:
    """The value where some of the draws are these numbers."""
    if type(value) is not RandomPolynomial:
        return value
    total: Value = ZERO
    for powers, coefficient in value.terms.items():
        kept = tuple(factor for factor in powers if factor[0] not in points)
        for draw, power in powers:
            if draw in points:
                coefficient = multiply(coefficient, jet.power(points[draw], power))
        total = add(total, RandomPolynomial({kept: coefficient}) if kept else coefficient)
    return total
