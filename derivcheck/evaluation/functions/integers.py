"""Functions of integers: factorials, binomials, and sequences of numbers with a name."""

from __future__ import annotations

from math import gcd, lcm

from flint import arb, fmpq, fmpz

from derivcheck.evaluation.errors import TooLarge, Undefined, Unsupported
from derivcheck.evaluation.values import stirling
from derivcheck.evaluation.values.expansion import Expansion
from derivcheck.evaluation.values.jet import Jet, Value, divide, multiply
from derivcheck.evaluation.values.scalar import MAX_BITS, ONE, ZERO, Scalar, finite, integer

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


def factorial(n: Value) -> Value:
    if type(n) is Expansion:
        return stirling.factorial(n)
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


def lucas(n: Value) -> Scalar:
    number = natural(n, "lucas")
    if number == 0:
        return fmpq(2)
    return fibonacci(fmpq(number - 1)) + fibonacci(fmpq(number + 1))


def catalan(n: Value) -> Value:
    number = natural(n, "catalan")
    return divide(binomial(fmpq(2 * number), fmpq(number)), fmpq(number + 1))


def bernoulli(n: Value) -> Scalar:
    """The n-th Bernoulli number; not for n = 1, where conventions differ."""
    number = natural(n, "bernoulli")
    if number == 1 or number > MAX_FACTORIAL:
        raise Unsupported("a Bernoulli number of which conventions differ, or too large a one")
    return fmpq.bernoulli(number)


def greatest_divisor(*values: Value) -> Scalar:
    return fmpq(gcd(*[whole(v, "gcd") for v in values]))


def least_multiple(*values: Value) -> Scalar:
    return fmpq(lcm(*[whole(v, "lcm") for v in values]))
