"""Roundings and choices: floor, sign, Abs, Max, Min, and the parts of complex numbers."""

from __future__ import annotations

from typing import Any

from flint import acb, arb, fmpq

from derivcheck.evaluation.errors import Crossing, TooLarge, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.expansion import Expansion
from derivcheck.evaluation.values.jet import Jet, Value, divide, multiply, subtract, vanishes
from derivcheck.evaluation.values.scalar import HALF, MAX_BITS, ONE, ZERO, Scalar
from derivcheck.evaluation.values.varying import Varying


def floor(x: Value) -> Value:
    if type(x) is Expansion:
        return x.rounded()
    number = _floor(jet.base(x))
    if type(x) is Jet:
        rest = subtract(x, number)
        if jet.nonzero(jet.base(rest)) is not True and _side(rest) == -1:
            return number - 1
    return number


def _floor(x: Scalar) -> Scalar:
    if type(x) is fmpq:
        return fmpq(x.floor())
    if type(x) is acb:
        raise Unsupported("the floor of a complex number")
    number = x.floor().unique_fmpz()
    if number is None:
        raise Unresolved("cannot tell between which integers a number lies")
    if number.bit_length() > MAX_BITS:
        raise TooLarge("an integer of too many digits")
    return fmpq(number)


def ceiling(x: Value) -> Value:
    return -floor(-x)


def frac(x: Value) -> Value:
    return subtract(x, floor(x))


def modulo(a: Value, b: Value) -> Value:
    """a - b*floor(a/b)."""
    return subtract(a, multiply(b, floor(divide(a, b))))


def _side(value: Value) -> int:
    """The sign of a value; Unresolved if it cannot be told."""
    side = jet.sign(value)
    if side is None:
        raise Unresolved("cannot tell the sign of a number")
    return side


def choose(difference: Value, if_positive: Value, if_negative: Value) -> Value:
    """One of two values by the sign of a difference; at a boundary, either if they agree exactly."""
    try:
        return if_negative if _side(difference) == -1 else if_positive
    except (Crossing, Unresolved):
        if vanishes(subtract(if_positive, if_negative)):
            return if_positive
        raise


def sign(x: Value) -> Value:
    if type(jet.base(x)) is acb:
        return divide(x, absolute(x))
    return fmpq(_side(x))


def heaviside(x: Value, at_zero: Value = HALF) -> Value:
    side = _side(x)
    return at_zero if side == 0 else ONE if side == 1 else ZERO


def absolute(x: Value) -> Value:
    if type(x) is not Jet:
        return abs(x)
    if _any_complex(x):
        raise Unsupported("a derivative of a complex absolute value")
    return choose(x, x, -x)


def maximum(*values: Value) -> Value:
    result = values[0]
    for value in values[1:]:
        result = _larger(result, value)
    return result


def minimum(*values: Value) -> Value:
    return -maximum(*[-v for v in values])


def _larger(a: Value, b: Value) -> Value:
    if acb in (type(jet.base(a)), type(jet.base(b))):
        raise Unsupported("an order between complex numbers")
    if not {Jet, Expansion, Varying}.isdisjoint((type(a), type(b))):
        return choose(subtract(a, b), a, b)
    if type(a) is fmpq and type(b) is fmpq:
        return a if a >= b else b
    return arb(a).max(arb(b))


def relu(x: Value) -> Value:
    return _larger(x, ZERO)


def _any_complex(x: Value) -> bool:
    if type(x) is Jet:
        return x.tag.complex or any(_any_complex(c) for c in x.coefficients)
    return type(x) is acb


def _coefficientwise(x: Value, part: Any) -> Value:
    """A real-linear function of a complex value; not differentiable in a complex variable."""
    if type(x) is not Jet:
        return part(x)
    if x.tag.complex:
        raise Unsupported("a derivative of a part of a complex number in a complex variable")
    return Jet(x.tag, [_coefficientwise(c, part) for c in x.coefficients])


def real_part(x: Value) -> Value:
    return _coefficientwise(x, lambda z: z.real if type(z) is acb else z)


def imaginary_part(x: Value) -> Value:
    return _coefficientwise(x, lambda z: z.imag if type(z) is acb else ZERO)


def conjugate(x: Value) -> Value:
    return _coefficientwise(x, lambda z: acb(z.real, -z.imag) if type(z) is acb else z)


def argument(x: Value) -> Value:
    if type(x) is Jet:
        raise Unsupported("a derivative of a complex argument")
    apart = jet.nonzero(x)
    if apart is None:
        raise Unresolved("the argument of a number that may be zero")
    if not apart:
        raise Undefined("the argument of zero")
    return acb(x).arg()


def delta(*indices: Value) -> Value:
    """1 if both are equal, else 0."""
    difference = subtract(indices[0], indices[1])
    apart = jet.nonzero(difference)
    if apart is None:
        raise Unresolved("cannot tell whether two indices are equal")
    return ZERO if apart else ONE
