"""Elementary functions: exponential, logarithm, roots, trigonometric and hyperbolic functions and inverses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, fmpq

from derivcheck.evaluation.errors import Undefined, Unresolved
from derivcheck.evaluation.functions.rule import Rule
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.expansion import Expansion, alternating, exponential
from derivcheck.evaluation.values.jet import Jet, Value, divide, multiply, power, vanishes
from derivcheck.evaluation.values.scalar import (
    HALF,
    ONE,
    ZERO,
    Scalar,
    complex_ball,
    exact_root,
    nonzero,
    rational_power,
    real_power,
    sign,
)


def at_least(bound: int) -> Callable[[Scalar], bool | None]:
    """The domain x >= bound."""

    def inside(x: Scalar) -> bool | None:
        return True if x >= bound else False if x < bound else None

    return inside


def above(bound: int) -> Callable[[Scalar], bool | None]:
    """The domain x > bound."""

    def inside(x: Scalar) -> bool | None:
        return True if x > bound else False if x <= bound else None

    return inside


def _unit(x: Scalar) -> bool | None:
    return True if abs(x) <= 1 else False if abs(x) > 1 else None


def _open_unit(x: Scalar) -> bool | None:
    return True if abs(x) < 1 else False if abs(x) >= 1 else None


def _at(table: dict[int, Scalar]) -> Callable[[Scalar], Scalar | None]:
    """Exact values at a few rationals."""
    exact = [(fmpq(k), v) for k, v in table.items()]

    def value(x: Scalar) -> Scalar | None:
        for point, found in exact:  # a few comparisons are quicker than the hash of a rational
            if x == point:
                return found
        return None

    return value


def _root(x: Scalar) -> Scalar | None:
    return exact_root(x, 2)


def _complex_log(z: Any) -> Any:
    apart = nonzero(z)
    if apart is None:
        raise Unresolved("the argument of a logarithm may be zero")
    if not apart:
        raise Undefined("the logarithm of zero")
    return z.log()


_ZERO_AT_ZERO = _at({0: ZERO})
_ONE_AT_ZERO = _at({0: ONE})


def _on_branch_cut(z: Scalar) -> bool:
    """Whether a complex ball may meet the cut of log and sqrt, the nonpositive reals."""
    return type(z) is acb and bool(z.imag.contains(0)) and not z.real > 0


def _off_cut(slope: Callable[[Value], Value]) -> Callable[[Value], Value]:
    def guarded(z: Value) -> Value:
        if _on_branch_cut(jet.base(z)):
            raise Unresolved("a derivative on a branch cut")
        return slope(z)

    return guarded


exp: Rule = Rule(lambda x: x.exp(), (lambda x: exp(x),), exact=_ONE_AT_ZERO, complex=lambda z: z.exp())
log: Rule = Rule(
    lambda x: x.log(), (_off_cut(lambda x: divide(ONE, x)),), above(0), _at({1: ZERO}), complex=_complex_log
)
sqrt: Rule = Rule(
    lambda x: x.sqrt(), (_off_cut(lambda x: divide(HALF, sqrt(x))),), at_least(0), _root, complex=lambda z: z.sqrt()
)
sin: Rule = Rule(lambda x: x.sin(), (lambda x: cos(x),), exact=_ZERO_AT_ZERO, complex=lambda z: z.sin())
cos: Rule = Rule(lambda x: x.cos(), (lambda x: -sin(x),), exact=_ONE_AT_ZERO, complex=lambda z: z.cos())
tan: Rule = Rule(lambda x: x.tan(), (lambda x: ONE + power(tan(x), 2),), exact=_ZERO_AT_ZERO, complex=lambda z: z.tan())
sinh: Rule = Rule(lambda x: x.sinh(), (lambda x: cosh(x),), exact=_ZERO_AT_ZERO, complex=lambda z: z.sinh())
cosh: Rule = Rule(lambda x: x.cosh(), (lambda x: sinh(x),), exact=_ONE_AT_ZERO, complex=lambda z: z.cosh())
tanh: Rule = Rule(
    lambda x: x.tanh(), (lambda x: ONE - power(tanh(x), 2),), exact=_ZERO_AT_ZERO, complex=lambda z: z.tanh()
)
asin: Rule = Rule(lambda x: x.asin(), (lambda x: divide(ONE, sqrt(ONE - x * x)),), _unit, _ZERO_AT_ZERO)
acos: Rule = Rule(lambda x: x.acos(), (lambda x: divide(-ONE, sqrt(ONE - x * x)),), _unit, _at({1: ZERO}))
atan: Rule = Rule(lambda x: x.atan(), (lambda x: divide(ONE, ONE + x * x),), exact=_ZERO_AT_ZERO)
asinh: Rule = Rule(lambda x: x.asinh(), (lambda x: divide(ONE, sqrt(ONE + x * x)),), exact=_ZERO_AT_ZERO)
acosh: Rule = Rule(lambda x: x.acosh(), (lambda x: divide(ONE, sqrt(x * x - ONE)),), at_least(1), _at({1: ZERO}))
atanh: Rule = Rule(lambda x: x.atanh(), (lambda x: divide(ONE, ONE - x * x),), _open_unit, _ZERO_AT_ZERO)


def cot(x: Value) -> Value:
    return divide(cos(x), sin(x))


def sec(x: Value) -> Value:
    return divide(ONE, cos(x))


def csc(x: Value) -> Value:
    return divide(ONE, sin(x))


def coth(x: Value) -> Value:
    return divide(cosh(x), sinh(x))


def sech(x: Value) -> Value:
    return divide(ONE, cosh(x))


def csch(x: Value) -> Value:
    return divide(ONE, sinh(x))


def acot(x: Value) -> Value:
    """atan(1/x), and pi/2 at 0, where it jumps."""
    if type(x) is not Jet and nonzero(x) is False:
        return arb.pi() / 2
    return atan(divide(ONE, x))


def asec(x: Value) -> Value:
    return acos(divide(ONE, x))


def acsc(x: Value) -> Value:
    return asin(divide(ONE, x))


def acoth(x: Value) -> Value:
    return atanh(divide(ONE, x))


def asech(x: Value) -> Value:
    return acosh(divide(ONE, x))


def acsch(x: Value) -> Value:
    return asinh(divide(ONE, x))


def atan2(y: Value, x: Value) -> Value:
    """The angle of (x, y) in (-pi, pi]; undefined at the origin."""
    above_axis = sign(jet.base(y))
    right = sign(jet.base(x))
    if above_axis:
        quarter = arb.pi() / 2 if above_axis == 1 else -arb.pi() / 2
        return quarter - atan(divide(x, y))
    if right == 1:
        return atan(divide(y, x))
    if above_axis == 0 and right == 0:
        raise Undefined("the angle of the origin")
    if above_axis == 0 and right == -1 and type(y) is not Jet:
        return arb.pi()
    raise Unresolved("cannot tell the half-plane of an angle")


def sinc(x: Value) -> Value:
    """sin(x)/x, and 1 at 0; its derivatives at 0 are not worked out."""
    if nonzero(jet.base(x)) is not False:
        return divide(sin(x), x)
    if type(x) is Jet and not vanishes(x):
        raise Unresolved("a derivative of sinc at 0")
    return ONE


def sigmoid(x: Value) -> Value:
    return divide(ONE, ONE + exp(-x))


def softplus(x: Value) -> Value:
    return log(ONE + exp(x))


def rational_exponent(base: Value, exponent: Scalar) -> Value:
    """base**exponent for a non-integer rational constant."""
    if type(base) is Expansion:
        return base.power(exponent)
    if type(jet.base(base)) is acb:
        return exp(exponent * log(base)) if type(base) is Jet else complex_ball(base).pow(complex_ball(exponent))
    if type(base) is not Jet:
        return rational_power(base, exponent)
    return jet.chain((base,), lambda x: rational_exponent(x, exponent), (_rational_slope(exponent),))


def _rational_slope(exponent: Scalar) -> Callable[[Value], Value]:
    def slope(x: Value) -> Value:
        if nonzero(jet.base(x)) is False:
            raise Undefined("the derivative of a non-integer power at 0")
        return exponent * rational_exponent(x, exponent - 1)

    return slope


def general_exponent(base: Value, exponent: Value) -> Value:
    """base**exponent for any real exponent: base > 0, or base = 0 and exponent > 0."""
    if Expansion in (type(base), type(exponent)):
        return _expanded_power(base, exponent)
    if type(base) is not Jet and type(exponent) is not Jet:
        return real_power(base, exponent)
    value = real_power(jet.base(base), jet.base(exponent))
    if sign(jet.base(base)) == 1:
        return exp(exponent * log(base))
    if type(base) is not Jet:
        return value
    if nonzero(jet.base(base.coefficients[min(1, len(base.coefficients) - 1)])) is True and base.tag.side == 0:
        raise Undefined("the derivative of a real power at 0")
    raise Unresolved("the derivative of a real power at 0")


def _expanded_power(base: Value, exponent: Value) -> Value:
    """base**exponent for base > 0 where one of them varies under a limit."""
    if type(base) is Expansion and type(exponent) is fmpq:
        return base.power(exponent)
    if sign(jet.base(base)) != 1:
        raise Unresolved("the base of a real power under a limit may be zero or negative")
    if type(base) is fmpq:
        return exponential(base, exponent)
    return exp(multiply(exponent, log(base)))


def integral_exponent(base: Value, exponent: Expansion) -> Value:
    """base**exponent for a whole exponent that varies under a limit."""
    if type(base) is fmpq and base < 0:
        return alternating(base, exponent)
    if type(base) is fmpq and base == 0 and exponent > 0:
        return ZERO
    return _expanded_power(base, exponent)


def root(x: Value, degree: Value) -> Value:
    """SymPy's root: x**(1/degree)."""
    if type(degree) is not fmpq or not degree:
        raise Unresolved("a root of a degree that is not a nonzero rational")
    exponent = 1 / degree
    return power(x, int(exponent.p)) if exponent.q == 1 else rational_exponent(x, exponent)


def cbrt(x: Value) -> Value:
    return rational_exponent(x, fmpq(1, 3))


def log_to_base(x: Value, b: Value) -> Value:
    """log(x, b) = log(x)/log(b)."""
    return divide(log(x), log(b))
