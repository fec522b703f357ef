"""Evidence: what a prover hands over, a recipe from which the kernel derives and discharges every obligation itself.

Evidence contains no conclusions. Made for one goal, it is checked against the goal at hand, so evidence of one claim is
useless for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from derivcheck.algebra.term import Term


@dataclass(frozen=True, slots=True)
class Vanishing:
    """The normal form decides: the difference is zero, or the relation holds by signs."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Distinguish these facts, which cover all cases."""

    facts: tuple[Term, ...]
    parts: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Distinguish the alternatives of a fact ``a or b or …`` that is given."""

    fact: Term
    parts: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Every part of a conjunction on its own."""

    parts: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """The last alternative, the others being false."""

    part: Evidence


@dataclass(frozen=True, slots=True)
class Generic:
    """What holds at an index of which only the range is known, holds at every index of the range."""

    part: Evidence


@dataclass(frozen=True, slots=True)
class Squares:
    """Two nonnegative numbers are equal if their squares are."""

    left: Evidence
    right: Evidence
    squares: Evidence


@dataclass(frozen=True, slots=True)
class Exponentials:
    """Two real numbers are equal if their exponentials are."""

    part: Evidence


@dataclass(frozen=True, slots=True)
class Angle:
    """An angle of less than a full turn over ``multiple``, the cosine of whose multiple is 1, is 0."""

    multiple: int


@dataclass(frozen=True, slots=True)
class Residues:
    """An integer is modulus * q + r for one of the remainders r."""

    variable: Term
    modulus: int
    parts: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Unfolded:
    """Values of recursions by their definitions, as far as the facts allow."""

    part: Evidence


@dataclass(frozen=True, slots=True)
class Induction:
    """True at ``start`` and as many places that follow as ``base`` has parts; and true at a place if at as many
    before it."""

    variable: Term
    start: int
    base: tuple[Evidence, ...]
    step: Evidence


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Balls around both sides of a relation between constants decide it at this precision (bits)."""

    precision: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """SymPy turns the difference into ``term``, which is zero; rests on the named algorithm of SymPy."""

    algorithm: str
    part: Evidence


@dataclass(frozen=True, slots=True)
class Tending:
    """Every limit, integral and series replaced by its value: by theorems, with proposed antiderivatives, which are
    checked; and where ``algorithm`` says "SymPy", by SymPy. Without ``part``: the facts say that something exists that
    does not."""

    algorithm: str
    antiderivatives: tuple[tuple[Term, Term], ...]
    part: Evidence | None


@dataclass(frozen=True, slots=True)
class Terms:
    """A sum whose terms are not negative is at least its terms at these (different) indices together; greater, if
    ``strict``: all terms are positive, and there are more of them."""

    total: Term
    indices: tuple[Term, ...]
    strict: bool
    part: Evidence


@dataclass(frozen=True, slots=True)
class Multiplied:
    """A matrix equation says the same when it is multiplied by an invertible matrix, from the left or the right."""

    matrix: Term
    side: str
    part: Evidence


@dataclass(frozen=True, slots=True)
class MeanValue:
    """An inequality holds at ``place``, and the derivative by ``variable`` points the right way; see `mean_value`."""

    variable: Term
    place: Term
    apart: bool
    parts: tuple[Evidence, ...]


Evidence = (
    Multiplied | Vanishing | Cases | Alternatives | Parts | Last | Generic | Squares | Exponentials | Angle | Residues
    | Enclosed | Rewritten | Tending | Terms | MeanValue
    | Unfolded | Induction
)


@dataclass(frozen=True, slots=True)
class Point:
    """A counterexample: an instance of the claim's symbols at which it is false."""

    instance: Any
