"""Moving an instance to where the hypotheses hold: equations are solved for a coordinate, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from derivcheck.evaluation.declared import admits
from derivcheck.evaluation.instance import Instance, Key, key
from derivcheck.evaluation.search.coordinates import Coordinate, changed, coordinates
from derivcheck.evaluation.search.solving import Residuals, solutions
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.language.core import Call, Claim, Expr, Kind, Symbol, Type

#: Coordinates tried for one equation.
MAX_TRIES = 6
#: How often in a row, from the first time on, an equation is not rational in a name before this is not tried again.
_HOPELESS = 16
#: Steps of one evaluation beyond which no boundary is looked for: each coordinate that is tried takes several.
_DEAR = 3000


def equations(claim: Claim) -> list[tuple[Expr, Expr | None]]:
    """The equations among the hypotheses, also inside conjunctions."""
    found: list[tuple[Expr, Expr | None]] = []
    pending = list(reversed(claim.hypotheses))
    while pending:
        part = pending.pop()
        if isinstance(part, Call) and part.op == "and":
            pending.extend(reversed(part.args))
        elif isinstance(part, Call) and part.op == "eq":
            found.append((part.args[0], part.args[1]))
    return found


class Solver:
    """Solves one claim's hypothesis equations, and other equations on request, at instances."""

    def __init__(self, claim: Claim, numbering: Numbering) -> None:
        self._claim = claim
        self._numbering = numbering
        self._equations = equations(claim)
        self._symbols = {key(s): s for s in claim.symbols}
        #: By the left side of an equation (which lives as long as the claim does) and a name, see `_count`.
        self._irrational: dict[tuple[int, Key], int | None] = {}

    def settle(self, instance: Instance, random: Random, fixed: Sequence[Coordinate] = ()) -> Instance | None:
        """The instance with coordinates changed so that all hypothesis equations hold; None if none was found.

        ``fixed`` coordinates are kept.
        """
        used = set(fixed)
        for left, right in self._equations:
            solved = self._settle_one(instance, left, right, random, used)
            if solved is None:
                return None
            instance = solved
        return instance

    def and_where(self, left: Expr, right: Expr | None) -> Solver:
        """A solver of one equation more; None stands for zero."""
        other = Solver(self._claim, self._numbering)
        other._equations = [*self._equations, (left, right)]
        return other

    def touches(self, instance: Instance, left: Expr, right: Expr | None) -> bool:
        """Whether two numbers are exactly equal at the instance."""
        return all(r is not None and not r for r in Residuals(left, right, instance, self._numbering).here())

    def touch(self, instance: Instance, left: Expr, right: Expr | None, random: Random) -> Instance | None:
        """The instance moved to where two numbers are equal, if a coordinate solves for that; not where it is dear."""
        found = Residuals(left, right, instance, self._numbering)
        found.here()
        if found.steps > _DEAR:
            return None
        return self._settle_one(instance, left, right, random, set())

    def _settle_one(
        self, instance: Instance, left: Expr, right: Expr | None, random: Random, used: set[Coordinate]
    ) -> Instance | None:
        found = Residuals(left, right, instance, self._numbering)
        for number, residual in enumerate(found.here()):
            if residual is not None and not residual:
                continue
            moved = self._move(instance, found, left, right, number, random, used)
            if moved is None:
                return None
            instance, found = moved, Residuals(left, right, moved, self._numbering)
        return instance

    def _move(
        self,
        instance: Instance,
        found: Residuals,
        left: Expr,
        right: Expr | None,
        number: int,
        random: Random,
        used: set[Coordinate],
    ) -> Instance | None:
        for at in self._candidates(instance, left, right, random, used):
            values = solutions(found, number, at)
            self._count(left, at, values)
            for value in values or ():
                moved = changed(instance, at, value)
                if admits(self._symbols[at.name], moved):
                    used.add(at)
                    return moved
        return None

    def _count(self, left: Expr, at: Coordinate, values: list[Any] | None) -> None:
        """Count for how long an equation has not been rational in a name; once it has been, it is never given up."""
        key = (id(left), at.name)
        known = self._irrational.get(key, 0)
        if known is not None:
            self._irrational[key] = known + 1 if values is None else None

    def _is_hopeless(self, left: Expr, name: Key) -> bool:
        return (self._irrational.get((id(left), name)) or 0) >= _HOPELESS

    def _candidates(
        self, instance: Instance, left: Expr, right: Expr | None, random: Random, used: set[Coordinate]
    ) -> Iterator[Coordinate]:
        free = self._numbering.free(left) | (self._numbering.free(right) if right is not None else frozenset())
        symbols = [s for k, s in self._symbols.items() if k in free and _continuous(s)]
        every = [c for c in coordinates(symbols, instance) if c not in used and not self._is_hopeless(left, c.name)]
        random.shuffle(every)
        yield from every[:MAX_TRIES]


def _continuous(symbol: Symbol) -> bool:
    """Whether single coordinates may be moved: not indices, and not matrices whose entries hang together."""
    if not isinstance(symbol.type, Type) or symbol.axis is not None:
        return False
    return symbol.type.kind is not Kind.COMPLEX and not symbol.properties - {"zero_outside", "diagonal", "invertible"}
