"""The same mistake in several terms of a sum: which of them have to be changed for it to be worth what is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import isclose

from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import Spot, terms

_MOST_TERMS = 8
_TOLERANCE = 1e-9
_LEAST_POINTS = 4

_Entries = tuple[float, ...]
#: From an entry of a term, and the number of the point, to what it should be; None where that has no value.
Change = Callable[[float, int], float | None]


class Terms:
    """The terms of one sum in numbers, and what it should be worth."""

    def __init__(self, needed: Sequence[tuple[int, _Entries]], worth: Sequence[Sequence[_Entries]]) -> None:
        self.needed = needed  # with the numbers of the points
        self.worth = worth  # of each term at these points

    def changed(self, change: Change) -> Iterator[tuple[int, ...]]:
        """The sets of terms, of two at least and not all, that have to be changed; smaller ones first."""
        due, own = self._rows(change)
        if due is None:
            return
        for count in range(2, len(own)):
            for chosen in combinations(range(len(own)), count):
                if all(_is_close(sum(own[k][p] for k in chosen), value) for p, value in enumerate(due)):
                    yield chosen

    def _rows(self, change: Change) -> tuple[list[float] | None, list[list[float]]]:
        """What is missing, entry by entry, and what each term would add."""
        due: list[float] = []
        own: list[list[float]] = [[] for _ in self.worth]
        for place, (point, needed) in enumerate(self.needed):
            for entry, value in enumerate(needed):
                now = [w[place][entry] for w in self.worth]
                new = [change(x, point) for x in now]
                if None in new:
                    return None, own
                due.append(value - sum(now))
                for row, x, y in zip(own, now, new, strict=True):
                    row.append((y or 0.0) - x)
        return due, own


def terms_at(setting: Setting, spot: Spot) -> Terms | None:
    """The terms of a sum with three at least, as far as they are known in numbers; None if they are not."""
    parts = terms(spot.node)
    needed = setting.reckoning.needed(spot) if 2 < len(parts) <= _MOST_TERMS else None
    worth = [setting.reckoning.of(term) for _, term in parts] if needed is not None else []
    if needed is None or None in worth:
        return None
    signed = [(sign, values) for (sign, _), values in zip(parts, worth, strict=True) if values is not None]
    known = [p for p, n in enumerate(needed) if n is not None and _all_fit(n, [v[p] for _, v in signed])]
    if len(known) < _LEAST_POINTS:
        return None
    rows = [[tuple(sign * x for x in values[p] or ()) for p in known] for sign, values in signed]
    return Terms([(p, needed[p] or ()) for p in known], rows)


def _all_fit(needed: _Entries, values: Sequence[_Entries | None]) -> bool:
    return all(v is not None and len(v) == len(needed) for v in values)


def _is_close(a: float, b: float) -> bool:
    return isclose(a, b, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
