"""Operations undone in numbers: what one operand would have to be for the result to be another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, isclose, isqrt, log, prod

from derivcheck.language.syntax import Call, Name, Operation, Tree

#: Entries point by point; None where there is no value.
Values = tuple[tuple[float, ...] | None, ...]
_Entries = tuple[float, ...]

_TOLERANCE = 1e-7
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": log,
    "log": exp,
    "sqrt": lambda y: y * y,
    "sigmoid": lambda y: log(y / (1 - y)),
    "tanh": lambda y: log((1 + y) / (1 - y)) / 2,
}


def undone(node: Tree, step: int, value: Values, worth: Sequence[Values]) -> Values | None:
    """What the operand ``step`` has to be for the node to be worth ``value``; ``worth``: of all operands now."""
    if isinstance(node, Call) and node.function.name == "diag":
        return tuple(None if v is None else _diagonal(v) for v in value)
    rule = _rule(node, step)
    if rule is None:
        return None
    return tuple(_at(rule, step, *point) for point in zip(value, *worth, strict=True))


def _diagonal(matrix: _Entries) -> _Entries | None:
    """The diagonal of a square matrix, row by row, that is 0 elsewhere."""
    size = isqrt(len(matrix))
    is_diagonal = all(abs(x) < _TOLERANCE for k, x in enumerate(matrix) if k % (size + 1))
    return matrix[:: size + 1] if size * size == len(matrix) and is_diagonal else None


def differences(left: Values, right: Values) -> Values:
    """What is to be added to the right for the left."""
    return tuple(None if a is None or b is None else _minus(a, b) for a, b in zip(left, right, strict=True))


def quotients(left: Values, right: Values) -> tuple[float | None, ...] | None:
    """The number that is to be multiplied to the right for the left, point by point; None if there is none at one."""
    found: list[float | None] = []
    for a, b in zip(left, right, strict=True):
        if a is None or b is None or len(a) != len(b):
            found.append(None)
            continue
        top = max(range(len(b)), key=lambda k: abs(b[k]), default=None)
        if top is None or abs(b[top]) < _TOLERANCE:
            found.append(None)
            continue
        ratio = a[top] / b[top]
        if any(not isclose(x, ratio * y, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE) for x, y in zip(a, b, strict=True)):
            return None
        found.append(ratio)
    return tuple(found)


def entrywise(left: Values, right: Values) -> Values:
    """What is to be multiplied entry by entry to the right for the left; None where an entry of the right is 0."""
    return tuple(
        None if a is None or b is None or len(a) != len(b) or not all(map(_is_usable, b)) else _over(a, b)
        for a, b in zip(left, right, strict=True)
    )


def _is_usable(x: float) -> bool:
    return abs(x) > _TOLERANCE


def _over(a: _Entries, b: _Entries) -> _Entries:
    return tuple(x / y for x, y in zip(a, b, strict=True))


#: From the value needed and the operands now (the one in question among them) to what it has to be.
_Rule = Callable[[float, Sequence[float]], float]


def _rule(node: Tree, step: int) -> _Rule | None:
    def others(now: Sequence[float]) -> list[float]:
        return [*now[:step], *now[step + 1 :]]

    match node:
        case Operation(op="add"):
            return lambda y, now: y - sum(others(now))
        case Operation(op="sub"):
            return (lambda y, now: y + now[1]) if step == 0 else (lambda y, now: now[0] - y)
        case Operation(op="neg"):
            return lambda y, now: -y
        case Operation(op="mul"):
            return lambda y, now: y / prod(others(now))
        case Operation(op="div"):
            return (lambda y, now: y * now[1]) if step == 0 else (lambda y, now: now[0] / y)
        case Operation(op="pow"):
            return _root if step == 0 else (lambda y, now: log(y) / log(now[0]))
        case Call(function=Name(name=name), args=(_,)) if name in _FUNCTIONS:
            return lambda y, now: _FUNCTIONS[name](y)
    return None


def _root(y: float, now: Sequence[float]) -> float:
    """The base of a power, of the sign that it has now where both are possible."""
    base, exponent = now
    if y < 0:
        if exponent % 2 != 1:
            raise ValueError("no real root")
        return -float((-y) ** (1 / exponent))
    root = float(y ** (1 / exponent))
    return -root if base < 0 and exponent % 2 == 0 else root


def _at(rule: _Rule, step: int, value: _Entries | None, *now: _Entries | None) -> _Entries | None:
    """The rule entry by entry at one point; for a number all entries have to agree."""
    known = [n for n in now if n is not None]
    if value is None or len(known) != len(now):
        return None
    length = max(map(len, (value, *known)))
    if any(len(v) not in (1, length) for v in (value, *known)):
        return None
    found: list[float | None] = []
    for k in range(length):
        try:
            found.append(rule(_entry(value, k), [_entry(n, k) for n in known]))
        except (ZeroDivisionError, ValueError, OverflowError):
            found.append(None)
    kept = [f for f in found if f is not None]
    if len(known[step]) == 1 and kept:
        return (kept[0],) if all(isclose(f, kept[0], rel_tol=_TOLERANCE, abs_tol=_TOLERANCE) for f in kept) else None
    return tuple(kept) if len(kept) == length else None


def _entry(values: tuple[float, ...], k: int) -> float:
    return values[k] if len(values) > 1 else values[0]


def _minus(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, ...] | None:
    return tuple(x - y for x, y in zip(a, b, strict=True)) if len(a) == len(b) else None
