"""Functions of integers, roundings and choices: factorials, binomials, floor, sign, Abs, Max, Min."""

from __future__ import annotations

from typing import Any

from flint import acb, arb, fmpq, fmpz

from derivcheck.evaluation import jet
from derivcheck.evaluation.errors import Crossing, TooLarge, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.jet import Jet, Value, divide, multiply, subtract, vanishes
from derivcheck.evaluation.scalar import HALF, MAX_BITS, ONE, ZERO, Scalar, finite, integer

#: Factorials and binomials beyond this argument continue as balls.
MAX_FACTORIAL = 10_000


def constant(value: Value) -> Scalar:
    """A scalar that does not depend on any perturbation; Unsupported for jets."""
    if type(value) is Jet:
        raise Unsupported("a derivative with respect to an integer argument")
    return value


def whole(value: Value, name: str) -> int:
    """The integer that an argument is; Undefined if it is none."""
    number = integer(constant(value))
    if number is None:
        raise Undefined(f"{name} of a number that is not an integer")
    return number


def natural(value: Value, name: str) -> int:
    number = whole(value, name)
    if number < 0:
        raise Undefined(f"{name} of a negative number")
    return number


def factorial(n: Value) -> Scalar:
    number = natural(n, "factorial")
    if number <= MAX_FACTORIAL:
        return fmpq(fmpz.fac_ui(number))
    return finite(arb(number + 1).gamma())


def factorial2(n: Value) -> Scalar:
    """The double factorial of a natural number."""
    number = natural(n, "double factorial")
    if number > MAX_FACTORIAL:
        raise TooLarge("a double factorial of too many digits")
    product = fmpz(1)
    for k in range(number, 0, -2):
        product *= k
    return fmpq(product)


def subfactorial(n: Value) -> Scalar:
    number = natural(n, "subfactorial")
    if number > MAX_FACTORIAL:
        raise TooLarge("a subfactorial of too many digits")
    total = fmpz(1)
    for k in range(1, number + 1):
        total = total * k + (-1) ** k
    return fmpq(total)


def fibonacci(n: Value) -> Scalar:
    number = natural(n, "fibonacci")
    if number > MAX_BITS:
        raise TooLarge("a Fibonacci number of too many digits")
    return fmpq(fmpz.fib_ui(number))


def harmonic(n: Value) -> Scalar:
    number = natural(n, "harmonic")
    if number > MAX_FACTORIAL:
        raise TooLarge("a harmonic number of too many digits")
    return fmpq.harmonic(number)


def rising_factorial(x: Value, k: Value) -> Value:
    return _factors(x, natural(k, "rising factorial"), 1)


def falling_factorial(x: Value, k: Value) -> Value:
    return _factors(x, natural(k, "falling factorial"), -1)


def _factors(x: Value, count: int, step: int) -> Value:
    if count > MAX_FACTORIAL:
        raise TooLarge("a product of too many factors")
    product: Value = ONE
    for j in range(count):
        product = multiply(product, x + fmpq(step * j))
    return product


def binomial(n: Value, k: Value) -> Value:
    """n over k for an integer k >= 0 and any real n (a polynomial in n); 0 for naturals k > n."""
    lower = whole(k, "binomial with a lower entry")
    if lower < 0:
        raise Unsupported("a binomial with a negative lower entry")
    if type(n) is fmpq and n.q == 1 and n.p >= 0:
        upper = int(n.p)
        if lower > upper:
            return ZERO
        return _natural_binomial(upper, min(lower, upper - lower))
    return divide(_factors(n, lower, -1), factorial(fmpq(lower)))


def _natural_binomial(upper: int, lower: int) -> Scalar:
    if lower * upper.bit_length() <= MAX_BITS and upper < 2**63:
        return fmpq(fmpz.bin_uiui(upper, lower))
    if lower <= MAX_FACTORIAL:
        return divide(_factors(arb(upper), lower, -1), factorial(fmpq(lower)))
    parts = [arb(m + 1).lgamma() for m in (upper, lower, upper - lower)]
    return finite((parts[0] - parts[1] - parts[2]).exp())


def floor(x: Value) -> Value:
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
    if type(a) is Jet or type(b) is Jet:
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
