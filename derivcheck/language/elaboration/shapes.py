"""Shapes: how messages show them, and when two of them agree."""

from __future__ import annotations

from derivcheck.language.core import Axis, Kind, Size, Type

ONE = Axis(Size.of(1), Size.of(1))


def span_of(length: int | Size) -> Axis:
    """The axis 1, …, length."""
    return Axis(Size.of(1), Size.of(length) if isinstance(length, int) else length)


def shown(type: Type) -> str:
    """A shape as in messages: ``a scalar``, ``(n,)``, ``(1, n)``."""
    if not type.shape:
        return "no axes (a scalar)"
    lengths = [str(a.length) if a.length is not None else "∞" for a in type.shape]
    return f"({lengths[0]},)" if len(lengths) == 1 else f"({', '.join(lengths)})"


def describe(type: Type) -> str:
    """``is a scalar``, ``is a row of shape (1, n)``, ``has shape (m, n)``."""
    if not type.shape:
        return "is a scalar"
    return f"is a row of shape {shown(type)}" if type.row else f"has shape {shown(type)}"


def lengths(type: Type) -> list[Size | None]:
    return [a.length for a in type.shape]


def same(left: Type, right: Type) -> bool:
    return lengths(left) == lengths(right)


def offset(left: Type, right: Type) -> bool:
    """Whether axes of equal lengths are counted from different numbers."""
    return any(a.first != b.first for a, b in zip(left.shape, right.shape, strict=True))


def is_square(type: Type) -> bool:
    return len(type.shape) == 2 and type.shape[0].length == type.shape[1].length


def is_vector(type: Type) -> bool:
    return len(type.shape) == 1


def is_matrix(type: Type) -> bool:
    return len(type.shape) == 2


BOOLEAN = Type(Kind.BOOLEAN)
