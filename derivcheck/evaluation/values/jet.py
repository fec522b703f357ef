"""Truncated Taylor jets over scalars: forward-mode derivatives of any order, nested without confusion.

A jet is c0 + c1*e + … + cn*e**n for an infinitesimal e that belongs to one derivative. Coefficients
are scalars or jets of derivatives further out. Inner derivatives have higher numbers and stand
outermost; their infinitesimal is smaller than any power of those of derivatives further out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flint import fmpq

from derivcheck.evaluation.errors import Crossing, TooLarge, Undefined, Unresolved
from derivcheck.evaluation.values.scalar import ONE, ZERO, bounded, integer_power, quotient
from derivcheck.evaluation.values.scalar import nonzero as scalar_nonzero
from derivcheck.evaluation.values.scalar import sign as scalar_sign

#: A scalar or a `Jet`.
Value = Any

MAX_ORDER = 40
#: Jets are raised to integer powers only below this many bits of exponent.
MAX_EXPONENT_BITS = 64


@dataclass(frozen=True, slots=True)
class Tag:
    """The perturbation of one derivative: its number, the order worked out, and the side looked at.

    ``side`` is 0 while both sides count alike; +1 or -1 when only e > 0 or e < 0 is looked at.
    """

    number: int
    order: int
    side: int = 0
    complex: bool = False


class Jet:
    """A truncated Taylor expansion; all arithmetic is with scalars, integers or other jets."""

    __slots__ = ("coefficients", "tag")

    def __init__(self, tag: Tag, coefficients: Sequence[Value]) -> None:
        self.tag = tag
        self.coefficients = coefficients

    def __add__(self, other: Value) -> Value:
        return add(self, other)

    def __radd__(self, other: Value) -> Value:
        return add(self, other)

    def __sub__(self, other: Value) -> Value:
        return subtract(self, other)

    def __rsub__(self, other: Value) -> Value:
        return subtract(other, self)

    def __mul__(self, other: Value) -> Value:
        return multiply(self, other)

    def __rmul__(self, other: Value) -> Value:
        return multiply(self, other)

    def __neg__(self) -> Value:
        return Jet(self.tag, [-c for c in self.coefficients])

    def __repr__(self) -> str:
        return f"Jet({self.tag.number}, {list(self.coefficients)})"


def variable(tag: Tag, value: Value) -> Jet:
    """value + e, to the tag's order."""
    return Jet(tag, [value, ONE, *[ZERO] * (tag.order - 1)] if tag.order else [value])


def coefficients_of(value: Value, tag: Tag) -> Sequence[Value] | None:
    """The coefficients if the value is perturbed by this very derivative, else None (it is a constant of it)."""
    if type(value) is Jet and value.tag.number == tag.number:
        return value.coefficients
    return None


def outer_tag(*values: Value) -> Tag | None:
    """The tag of the innermost derivative among the values, None if no value is a jet."""
    best = None
    for value in values:
        if type(value) is Jet and (best is None or value.tag.number > best.number):
            best = value.tag
    return best


def base(value: Value) -> Value:
    """The unperturbed scalar."""
    while type(value) is Jet:
        value = value.coefficients[0]
    return value


def add(a: Value, b: Value) -> Value:
    if type(a) is not Jet:
        if type(b) is not Jet:  # looked at first: most sums and products are of scalars
            total = a + b
            return bounded(total) if type(total) is fmpq else total
        a, b = b, a
    elif type(b) is Jet:
        if a.tag.number == b.tag.number:
            return Jet(a.tag, [add(x, y) for x, y in zip(a.coefficients, b.coefficients, strict=False)])
        if a.tag.number < b.tag.number:
            a, b = b, a
    first, *rest = a.coefficients
    return Jet(a.tag, [add(first, b), *rest])


def subtract(a: Value, b: Value) -> Value:
    return add(a, -b)


def multiply(a: Value, b: Value) -> Value:
    if type(a) is not Jet:
        if type(b) is not Jet:
            product = a * b
            return bounded(product) if type(product) is fmpq else product
        a, b = b, a
    elif type(b) is Jet:
        if a.tag.number == b.tag.number:
            p, q = a.coefficients, b.coefficients
            return Jet(a.tag, [_convolution(p, q, k) for k in range(min(len(p), len(q)))])
        if a.tag.number < b.tag.number:
            a, b = b, a
    return Jet(a.tag, [multiply(x, b) for x in a.coefficients])


def _convolution(p: Sequence[Value], q: Sequence[Value], k: int) -> Value:
    total = multiply(p[0], q[k])
    for i in range(1, k + 1):
        total = add(total, multiply(p[i], q[k - i]))
    return total


def divide(a: Value, b: Value) -> Value:
    """a/b; Undefined if the unperturbed divisor is zero, Unresolved if it may be."""
    tag = outer_tag(a, b)
    if tag is None:
        return quotient(a, b)
    p, q = coefficients_of(a, tag), coefficients_of(b, tag)
    if q is None:
        assert p is not None
        return Jet(tag, [divide(x, b) for x in p])
    inverse = divide(ONE, q[0])
    length = len(q) if p is None else min(len(p), len(q))
    result: list[Value] = []
    for k in range(length):
        rest = (a if k == 0 else ZERO) if p is None else p[k]
        for i in range(k):
            rest = subtract(rest, multiply(result[i], q[k - i]))
        result.append(multiply(rest, inverse))
    return Jet(tag, result)


def power(value: Value, exponent: int) -> Value:
    """An integer power by repeated squaring, 0**0 = 1; Undefined for a negative power of 0."""
    if type(value) is not Jet:
        return integer_power(value, exponent)
    if exponent < 0:
        return divide(ONE, power(value, -exponent))
    if exponent.bit_length() > MAX_EXPONENT_BITS:
        raise TooLarge("an exponent of too many digits under a derivative")
    result: Value = ONE
    square = value
    while exponent:
        if exponent & 1:
            result = multiply(result, square)
        exponent >>= 1
        if exponent:
            square = multiply(square, square)
    return result


def sign(value: Value) -> int | None:
    """-1, 0 or 1 where the perturbation does not matter or the side looked at decides.

    None if the enclosure does not tell. Crossing if an exact zero is perturbed and no side is chosen;
    Unresolved if the expansion is zero as far as it is known.
    """
    if type(value) is not Jet:
        return scalar_sign(value)
    first = sign(value.coefficients[0])
    if first != 0:
        return first
    for k, coefficient in enumerate(value.coefficients[1:], 1):
        side = sign(coefficient)
        if side is None:
            return None
        if side:
            if value.tag.side == 0:
                raise Crossing(value.tag.number)
            return side if k % 2 == 0 else side * value.tag.side
    raise Unresolved("a choice at its boundary, where the expansion vanishes as far as it is known")


def nonzero(value: Value) -> bool | None:
    """Whether the value differs from zero there and nearby; as `sign`, and for complex values too."""
    scalar = base(value)
    if scalar_nonzero(scalar) is not False:
        return scalar_nonzero(scalar)
    if type(value) is not Jet:
        return False
    side = sign(value)
    return None if side is None else side != 0


def vanishes(value: Value) -> bool:
    """Whether every known coefficient is exactly zero."""
    if type(value) is Jet:
        return all(vanishes(c) for c in value.coefficients)
    return scalar_nonzero(value) is False


def chain(
    arguments: Sequence[Value], value_at: Callable[..., Value], slopes: Sequence[Callable[..., Value] | None]
) -> Value:
    """f(arguments) from f and its partial derivatives: f(u) = f(u0) + the integral of f'(u) u'.

    ``value_at`` gives f at arguments without the innermost perturbation. Unresolved where a partial
    derivative is needed that is not known; Undefined where the function has no derivative at u0 and
    u really moves.
    """
    tag = outer_tag(*arguments)
    assert tag is not None
    parts = [coefficients_of(a, tag) for a in arguments]
    length = min(len(p) for p in parts if p is not None)
    heads = [a if p is None else p[0] for a, p in zip(arguments, parts, strict=True)]
    constant = value_at(*heads)
    if length == 1:
        return Jet(tag, [constant])
    shorter = [a if p is None else _without_last(tag, p, length) for a, p in zip(arguments, parts, strict=True)]
    rate: Value = ZERO
    for part, slope in zip(parts, slopes, strict=True):
        if part is None:
            continue
        moving = _derivative(tag, part[:length])
        rate = add(rate, multiply(_slope(slope, shorter, moving), moving))
    steps = coefficients_of(rate, tag)
    if steps is None:
        steps = [rate, *[ZERO] * (length - 2)]
    return Jet(tag, [constant, steps[0], *[multiply(c, fmpq(1, k)) for k, c in enumerate(steps[1:], 2)]])


def _without_last(tag: Tag, coefficients: Sequence[Value], length: int) -> Value:
    return Jet(tag, coefficients[: length - 1])


def _derivative(tag: Tag, coefficients: Sequence[Value]) -> Jet:
    return Jet(tag, [coefficients[1], *[multiply(c, fmpq(k)) for k, c in enumerate(coefficients[2:], 2)]])


def _slope(slope: Callable[..., Value] | None, arguments: Sequence[Value], moving: Jet) -> Value:
    if slope is None:
        raise Unresolved("a derivative with respect to a parameter of a special function")
    try:
        return slope(*arguments)
    except Undefined:
        if scalar_nonzero(base(moving.coefficients[0])) is True and moving.tag.side == 0:
            raise
        raise Unresolved("a function without derivative at this point, approached tangentially") from None
