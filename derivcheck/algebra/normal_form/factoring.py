"""Integer content and irreducible factors of polynomials in many variables of which few occur.

FLINT's factoring takes time that grows with the square of the number of variables of the ring, whether they occur or
not; so polynomials whose factors can be read off are not given to it, and others in a ring of their own variables.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd
from typing import Any

import flint

Polynomial = Any  # flint.fmpz_mpoly
#: Integer content, and irreducible factors with their powers.
Factors = tuple[int, list[tuple[Polynomial, int]]]
#: Exponents and coefficients.
_Terms = tuple[tuple[tuple[int, ...], int], ...]


def factored(ring: Any, p: Polynomial) -> Factors:
    """The factors of a polynomial of the ring, each with any sign; 0 is its own content and has none."""
    terms = [(tuple(map(int, m)), int(c)) for m, c in p.terms()]
    if not terms:
        return 0, []
    if len(terms) == 1:
        ((monomial, content),) = terms
        return content, [(ring.gen(i), e) for i, e in enumerate(monomial) if e]
    if _is_linear_in_a_variable_alone(terms):
        content = gcd(*(c for _, c in terms))
        return content, [(p if content == 1 else divmod(p, ring.constant(content))[0], 1)]
    occurring = [i for i in range(ring.nvars()) if any(m[i] for m, _ in terms)]
    content, factors = _in_own_ring(tuple((tuple([m[i] for i in occurring]), c) for m, c in terms))
    return content, [(_lifted(ring, f, occurring), e) for f, e in factors]


def _is_linear_in_a_variable_alone(terms: list[tuple[tuple[int, ...], int]]) -> bool:
    """Whether the polynomial is c*x + rest with an integer c and no x in the rest: then it has no factors."""
    for monomial, _ in terms:
        if sum(monomial) == 1:
            own = monomial.index(1)
            if sum(1 for m, _ in terms if m[own]) == 1:
                return True
    return False


def _lifted(ring: Any, terms: _Terms, occurring: list[int]) -> Polynomial:
    """A polynomial in a few variables as one of the whole ring."""
    found = {}
    for monomial, coefficient in terms:
        exponents = [0] * ring.nvars()
        for i, e in zip(occurring, monomial, strict=True):
            exponents[i] = e
        found[tuple(exponents)] = coefficient
    return ring.from_dict(found)


@lru_cache(maxsize=4096)
def _in_own_ring(terms: _Terms) -> tuple[int, tuple[tuple[_Terms, int], ...]]:
    """FLINT's factors; python-flint cannot sort those with huge coefficients, which are then left together."""
    ring = flint.fmpz_mpoly_ctx.get([f"k{i}" for i in range(len(terms[0][0]))], "lex")
    p = ring.from_dict(dict(terms))
    try:
        content, factors = p.factor()
    except OverflowError:
        content, primitive = p.primitive()
        factors = [(primitive, 1)]
    return int(content), tuple((tuple((tuple(map(int, m)), int(c)) for m, c in f.terms()), int(e)) for f, e in factors)
