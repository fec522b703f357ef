"""Changes of sign that leave polynomials as they are: squares need no products of monomials that behave differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Polynomial = Any  # flint.fmpz_mpoly


def sign_symmetries(polynomials: Iterable[Polynomial], generators: Sequence[int]) -> list[int]:
    """Sets of generators (as bits) whose signs can be changed together, from which all such sets are combined.

    A set is one if it has an even number of generators (counted by exponents) in every monomial: a linear system over
    the field of two elements.
    """
    rows: dict[int, int] = {}  # by their leading bit; reduced
    for p in polynomials:
        for monomial in p.monoms():
            row = _bits(monomial, generators)
            for leading, known in rows.items():
                if row >> leading & 1:
                    row ^= known
            if row:
                leading = row.bit_length() - 1
                for other, known in rows.items():
                    if known >> leading & 1:
                        rows[other] = known ^ row
                rows[leading] = row
    free = [k for k in range(len(generators)) if k not in rows]
    return [1 << k | sum(1 << leading for leading, row in rows.items() if row >> k & 1) for k in free]


def parity(monomial: Polynomial, generators: Sequence[int], symmetries: Sequence[int]) -> tuple[int, ...]:
    """Which of the changes of signs change the sign of a monomial."""
    bits = _bits(monomial.monoms()[0], generators)
    return tuple((bits & s).bit_count() % 2 for s in symmetries)


def _bits(monomial: Sequence[int], generators: Sequence[int]) -> int:
    return sum(1 << k for k, index in enumerate(generators) if int(monomial[index]) % 2)
