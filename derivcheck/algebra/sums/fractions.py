"""Partial fractions of a summand, so that sums of the same fractions are the same sums.

Over denominators whose factors each have one generator and rational coefficients; ``1/((1 + x)*(2 + x))`` becomes
``1/(1 + x) - 1/(2 + x)``, and ``x/(1 + x)**2`` becomes ``1/(1 + x) - 1/(1 + x)**2``. Others only lose their whole part.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

import flint

from derivcheck.algebra.normal_form.field import Field, Polynomial

#: A polynomial with rational coefficients by its monomials.
_Terms = dict[tuple[int, ...], Fraction]
_MOST_DEGREE = 40


class Part(NamedTuple):
    """``numerator/(scale*below)``; ``below`` is None if it is 1."""

    numerator: Polynomial
    scale: int
    below: Polynomial | None


def parts(f: Field, n: Polynomial, factors: list[tuple[Polynomial, int]]) -> list[Part]:
    """The fraction of ``n`` and the product of the factors' powers as a sum of parts."""
    groups = _groups(f, n, factors)
    if groups is None:
        return _whole_and_rest(f, n, factors)
    pieces: list[tuple[_Terms, Polynomial]] = [
        ({m: Fraction(int(c)) for m, c in n.to_dict().items()}, f.one_polynomial)
    ]
    for generator, own in groups.items():
        pieces = [
            (terms, below * power) for top, below in pieces for terms, power in _decomposed(f, top, generator, own)
        ]
    return [_part(f, terms, below) for terms, below in pieces if terms]


def _groups(
    f: Field, n: Polynomial, factors: list[tuple[Polynomial, int]]
) -> dict[int, list[tuple[Polynomial, int]]] | None:
    """The factors by their generator; None if one has several, or degrees are high."""
    found: dict[int, list[tuple[Polynomial, int]]] = {}
    for p, e in factors:
        occurring = f.occurring(p)
        if len(occurring) != 1 or int(p.total_degree()) * e > _MOST_DEGREE:
            return None
        found.setdefault(occurring[0], []).append((p, e))
    return found if int(n.total_degree()) <= _MOST_DEGREE else None


def _whole_and_rest(f: Field, n: Polynomial, factors: list[tuple[Polynomial, int]]) -> list[Part]:
    d = f.one_polynomial
    for p, e in factors:
        d = d * p**e
    if d.is_one():
        return [Part(n, 1, None)]
    scale = int(int(d.leading_coefficient()) ** (int(n.total_degree()) + 1)) if not n.is_zero() else 1
    whole, rest = divmod(n * scale, d)
    return [Part(whole, scale, None), Part(rest, scale, d)]


def _decomposed(
    f: Field, top: _Terms, generator: int, factors: list[tuple[Polynomial, int]]
) -> Iterator[tuple[_Terms, Polynomial]]:
    """(numerator, power of a factor) for the fraction of ``top`` and the product of the factors' powers."""
    bottoms = [_univariate(p, generator) for p, _ in factors]
    product = flint.fmpq_poly([1])
    for bottom, (_, e) in zip(bottoms, factors, strict=True):
        product = product * bottom**e
    whole: _Terms = {}
    proper: dict[tuple[int, int], _Terms] = {}
    for others, polynomial in _by_generator(top, generator).items():
        quotient, rest = divmod(polynomial, product)
        _collect(whole, others, generator, quotient)
        for k, (bottom, (_, e)) in enumerate(zip(bottoms, factors, strict=True)):
            own = bottom**e
            cofactor = divmod(product, own)[0]
            _, inverse, _ = cofactor.xgcd(own)
            digit = divmod(rest * inverse, own)[1]
            for exponent in range(e, 0, -1):
                digit, low = divmod(digit, bottom)
                _collect(proper.setdefault((k, exponent), {}), others, generator, low)
    yield whole, f.one_polynomial
    for (k, exponent), terms in proper.items():
        yield terms, factors[k][0] ** exponent


def _univariate(p: Polynomial, generator: int) -> Any:
    coefficients = [0] * (int(p.degrees()[generator]) + 1)
    for monomial, c in p.to_dict().items():
        coefficients[int(monomial[generator])] = int(c)
    return flint.fmpq_poly(coefficients)


def _by_generator(top: _Terms, generator: int) -> dict[tuple[int, ...], Any]:
    """The polynomial as one in the generator, by the monomials in the others."""
    found: dict[tuple[int, ...], dict[int, Fraction]] = {}
    for monomial, c in top.items():
        others = (*monomial[:generator], 0, *monomial[generator + 1 :])
        found.setdefault(others, {})[int(monomial[generator])] = c
    return {
        others: flint.fmpq_poly([_rational(own.get(k, Fraction(0))) for k in range(max(own) + 1)])
        for others, own in found.items()
    }


def _rational(value: Fraction) -> Any:
    return flint.fmpq(value.numerator, value.denominator)


def _collect(into: _Terms, others: tuple[int, ...], generator: int, polynomial: Any) -> None:
    for k, c in enumerate(polynomial.coeffs()):
        if c:
            monomial = (*others[:generator], k, *others[generator + 1 :])
            into[monomial] = into.get(monomial, Fraction(0)) + Fraction(int(c.p), int(c.q))


def _part(f: Field, terms: _Terms, below: Polynomial) -> Part:
    scale = lcm(*(c.denominator for c in terms.values()))
    numerator = f.context.from_dict({m: int(c * scale) for m, c in terms.items() if c})
    return Part(numerator, scale, None if below.is_one() else below)
