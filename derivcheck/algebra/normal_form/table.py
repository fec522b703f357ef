"""Dictionaries by polynomial, which FLINT does not hash."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

V = TypeVar("V")
Polynomial = Any  # flint.fmpz_mpoly


class Table(Generic[V]):
    """Values by polynomials of one ring.

    Those with the same coefficients share a place, where they are compared one by one: both is much quicker than to
    write a polynomial as text or to list its exponents.
    """

    __slots__ = ("_places",)

    def __init__(self) -> None:
        self._places: dict[tuple[Any, ...], list[tuple[Polynomial, V]]] = {}

    def get(self, p: Polynomial) -> V | None:
        if self._places:
            for own, value in self._places.get(tuple(p.coeffs()), ()):
                if own == p:
                    return value
        return None

    def __setitem__(self, p: Polynomial, value: V) -> None:
        place = self._places.setdefault(tuple(p.coeffs()), [])
        for number, (own, _) in enumerate(place):
            if own == p:
                place[number] = (own, value)
                return
        place.append((p, value))

    def copy(self) -> Table[V]:
        found: Table[V] = Table()
        found._places = {key: list(place) for key, place in self._places.items()}
        return found

    def clear(self) -> None:
        self._places.clear()
