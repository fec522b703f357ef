"""Moving an instance to where the hypotheses hold: equations are solved for a coordinate, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from derivcheck.evaluation.declared import admits
from derivcheck.evaluation.instance import Instance, key
from derivcheck.evaluation.search.coordinates import Coordinate, changed, coordinates
from derivcheck.evaluation.search.solving import residuals, solutions
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.language.core import Call, Claim, Expr, Kind, Symbol, Type

#: Coordinates tried for one equation.
MAX_TRIES = 6


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
        return all(r is not None and not r for r in residuals(left, right, instance, self._numbering))

    def touch(self, instance: Instance, left: Expr, right: Expr | None, random: Random) -> Instance | None:
        """The instance moved to where two numbers are equal, if a coordinate solves for that."""
        return self._settle_one(instance, left, right, random, set())

    def _settle_one(
        self, instance: Instance, left: Expr, right: Expr | None, random: Random, used: set[Coordinate]
    ) -> Instance | None:
        for number, residual in enumerate(residuals(left, right, instance, self._numbering)):
            if residual is not None and not residual:
                continue
            moved = self._move(instance, left, right, number, random, used)
            if moved is None:
                return None
            instance = moved
        return instance

    def _move(
        self, instance: Instance, left: Expr, right: Expr | None, number: int, random: Random, used: set[Coordinate]
    ) -> Instance | None:
        for at in self._candidates(instance, left, right, random, used):
            symbol = self._symbols[at.name]
            for value in solutions(left, right, number, instance, at, self._numbering):
                moved = changed(instance, at, value)
                if admits(symbol, moved):
                    used.add(at)
                    return moved
        return None

    def _candidates(
        self, instance: Instance, left: Expr, right: Expr | None, random: Random, used: set[Coordinate]
    ) -> Iterator[Coordinate]:
        free = self._numbering.free(left) | (self._numbering.free(right) if right is not None else frozenset())
        symbols = [s for k, s in self._symbols.items() if k in free and _continuous(s)]
        every = [c for c in coordinates(symbols, instance) if c not in used]
        random.shuffle(every)
        yield from every[:MAX_TRIES]


def _continuous(symbol: Symbol) -> bool:
    """Whether single coordinates may be moved: not indices, and not matrices whose entries hang together."""
    if not isinstance(symbol.type, Type) or symbol.axis is not None:
        return False
    return symbol.type.kind is not Kind.COMPLEX and not symbol.properties - {"zero_outside", "diagonal", "invertible"}
