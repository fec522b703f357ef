"""The syntax tree: what was typed, before any name is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from derivcheck.language.source import Span


@dataclass(frozen=True, slots=True)
class Node:
    span: Span = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An exact number; ``places`` are the digits after the point of a decimal (`0.50`: 2), None for an integer."""

    value: Fraction
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name in normal form; also True and False."""

    name: str


@dataclass(frozen=True, slots=True)
class Direction(Node):
    """``'+'``, ``'-'`` or ``'+-'``: the side from which a limit is taken."""

    text: str


@dataclass(frozen=True, slots=True)
class Operation(Node):
    """``op``: add, sub, mul, div, pow, matmul, neg; a sum of more than two is one `add`, with `neg` for minus."""

    op: str
    operands: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """A chain ``a == b <= c``: ``ops`` (eq, ne, lt, le, gt, ge, approx) between neighbouring ``operands``."""

    ops: tuple[str, ...]
    operands: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``op``: and, or, not, implies, iff."""

    op: str
    operands: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
    function: Name
    args: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Subscript(Node):
    value: Tree
    indices: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Transpose(Node):
    value: Tree


@dataclass(frozen=True, slots=True)
class Listed(Node):
    """A list display ``[a, b]``."""

    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Tupled(Node):
    """A tuple ``(a, b)``."""

    items: tuple[Tree, ...]


Tree = Number | Name | Direction | Operation | Relation | Logic | Call | Subscript | Transpose | Listed | Tupled
