"""Integer solutions of polynomial equations, looked for among remainders: what has none modulo m has none.

A polynomial with integer coefficients has the same remainder modulo m at arguments with the same remainders. So
`x**2 == 4*y + 2` has no solution, because no square leaves the remainder 2 modulo 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import lcm

from derivcheck.algebra.term import Term, is_bound, mul, number, rational, sub, symbols

_MOST_CASES = 4_096
_LARGEST_EXPONENT = 12
_LARGEST_MODULUS = 64


def has_no_solution(equations: tuple[Term, ...], modulus: int) -> bool:
    """Whether some equation fails for every choice of remainders of the integers in them; others are left out."""
    polynomials = [p for p in map(_integral, equations) if p is not None]
    if not polynomials or _is_too_much(polynomials, modulus):
        return False
    cases = _remainders(polynomials, modulus)
    return all(any(_at(p, values) % modulus for p in polynomials) for values in cases)


def is_anisotropic(equation: Term, modulus: int) -> bool:
    """Whether the equation is homogeneous and its only solution modulo a prime is that all its integers are 0.

    Then that is its only solution: of the others, one in which the integers have no common divisor would be one.
    """
    polynomial = _integral(equation)
    if polynomial is None or not _is_prime(modulus) or _degree(polynomial) is None:
        return False
    if _is_too_much([polynomial], modulus):
        return False
    found = [v for v in _remainders([polynomial], modulus) if _at(polynomial, v) % modulus == 0]
    return len(found) == 1 and not any(found[0].values())


def _integral(equation: Term) -> Term | None:
    """Left side minus right side times a number that makes it a polynomial with integer coefficients in integers."""
    difference = sub(*equation.args) if equation.op == "eq" else None
    below = None if difference is None else _denominator(difference)
    return None if difference is None or below is None else mul(number(below), difference)


def _denominator(term: Term) -> int | None:
    """A number by which the term, a polynomial in integers, has to be multiplied to have integer coefficients."""
    match term.op:
        case "number":
            return int(term.args[0].denominator)
        case "symbol":
            return 1 if term.args[1].integral and not is_bound(term) else None
        case "add" | "mul":
            found = [_denominator(part) for part in term.args]
            known = [d for d in found if d is not None]
            if len(known) < len(found):
                return None
            whole = 1
            for d in known:
                whole = lcm(whole, d) if term.op == "add" else whole * d
            return whole
        case "power":
            base, exponent = _denominator(term.args[0]), _exponent(term)
            return None if base is None or exponent is None else int(base**exponent)
    return None


def _exponent(term: Term) -> int | None:
    value = term.args[1].args[0] if term.args[1].op == "number" else Fraction(-1)
    return int(value) if value.denominator == 1 and 0 <= value <= _LARGEST_EXPONENT else None


def _degree(term: Term) -> int | None:
    """The degree of a homogeneous polynomial as it is written; None if it is not seen to be one."""
    match term.op:
        case "number":
            return 0
        case "symbol":
            return 1
        case "mul":
            parts = [_degree(part) for part in term.args]
            return None if None in parts else sum(p for p in parts if p is not None)
        case "power":
            base, exponent = _degree(term.args[0]), _exponent(term)
            return None if base is None or exponent is None else base * exponent
        case "add":
            degrees = {_degree(part) for part in term.args if rational(part) != 0}
            return degrees.pop() if len(degrees) == 1 else None
    return None


def _names(polynomials: list[Term]) -> list[Term]:
    return sorted({s for p in polynomials for s in symbols(p)}, key=str)


def _is_too_much(polynomials: list[Term], modulus: int) -> bool:
    return not 1 < modulus <= _LARGEST_MODULUS or modulus ** len(_names(polynomials)) > _MOST_CASES


def _remainders(polynomials: list[Term], modulus: int) -> Iterator[dict[Term, int]]:
    names = _names(polynomials)
    for values in product(range(modulus), repeat=len(names)):
        yield dict(zip(names, values, strict=True))


def _at(term: Term, values: dict[Term, int]) -> Fraction:
    match term.op:
        case "number":
            return Fraction(term.args[0])
        case "symbol":
            return Fraction(values[term])
        case "add":
            return sum((_at(part, values) for part in term.args), Fraction(0))
        case "mul":
            found = Fraction(1)
            for part in term.args:
                found *= _at(part, values)
            return found
    return _at(term.args[0], values) ** int(term.args[1].args[0])


def _is_prime(n: int) -> bool:
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))
