"""Rules that bring functions to kernels: hyperbolic, inverse, piecewise and special functions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form import divisors, integers, zeta
from derivcheck.algebra.normal_form.field import Kernel, Quotient
from derivcheck.algebra.normal_form.opaque import opaque
from derivcheck.algebra.signs.signs import NONNEGATIVE, POSITIVE
from derivcheck.algebra.sums import mentions_bound
from derivcheck.algebra.term import PI, call

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

Rule = Callable[..., Quotient]
_HALF = Fraction(1, 2)


def rule(name: str) -> Rule | None:
    """The rule of a function: from the normaliser and its normalised arguments to a quotient."""
    return _RULES.get(name)


# --- exponential family


def _sigmoid(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.inverse(n.field.plus(n.field.one, n.powers.exp(n.field.negative(u))))


def _softplus(n: Normaliser, u: Quotient) -> Quotient:
    return n.powers.log(n.field.plus(n.field.one, n.powers.exp(u)))


def _exponentials(n: Normaliser, u: Quotient) -> tuple[Quotient, Quotient]:
    """(e**u + e**-u, e**u - e**-u)."""
    e = n.powers.exp(u)
    inverse = n.field.inverse(e)
    return n.field.plus(e, inverse), n.field.minus(e, inverse)


def _cosh(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.scaled(_exponentials(n, u)[0], _HALF)


def _sinh(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.scaled(_exponentials(n, u)[1], _HALF)


def _tanh(n: Normaliser, u: Quotient) -> Quotient:
    plus, minus = _exponentials(n, u)
    return n.field.ratio(minus, plus)


def _asinh(n: Normaliser, u: Quotient) -> Quotient:
    f = n.field
    radicand = f.plus(f.times(u, u), f.one)
    return n.powers.log_absolute(f.plus(u, n.powers.rational_power(radicand, _HALF)))


def _acosh(n: Normaliser, u: Quotient) -> Quotient:
    f = n.field
    radicand = f.minus(f.times(u, u), f.one)
    return n.powers.log_absolute(f.plus(u, n.powers.rational_power(radicand, _HALF)))


def _atanh(n: Normaliser, u: Quotient) -> Quotient:
    f = n.field
    ratio = n.field.ratio(f.plus(f.one, u), f.minus(f.one, u))
    return f.scaled(n.powers.log_absolute(ratio), _HALF)


# --- trigonometric family


def _tan(n: Normaliser, u: Quotient) -> Quotient:
    cosine, sine = n.angles.cosine_and_sine(u)
    return n.field.ratio(sine, cosine)


_ARCSINES: dict[Fraction, Fraction | int] = {
    Fraction(0): 0, Fraction(1, 4): Fraction(1, 6), _HALF: Fraction(1, 4), Fraction(3, 4): Fraction(1, 3),
    Fraction(1): _HALF,
}  # fmt: skip
_ARCTANGENTS: dict[Fraction, Fraction | int] = {
    Fraction(0): 0, Fraction(1, 3): Fraction(1, 6), Fraction(1): Fraction(1, 4), Fraction(3): Fraction(1, 3),
}  # fmt: skip


def _inverse_angle(n: Normaliser, kind: str, u: Quotient, known: dict[Fraction, Fraction | int]) -> Quotient:
    f = n.field
    square = f.rational_value(f.times(u, u))
    signs = n.knowledge.quotient_signs(u)
    if square in known and len(signs) == 1:
        return f.scaled(n.constant(PI), known[square] * Fraction(next(iter(signs))))
    return opaque(n, kind, u, parity=-1)


def _asin(n: Normaliser, u: Quotient) -> Quotient:
    return _inverse_angle(n, "asin", u, _ARCSINES)


def _acos(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.minus(n.field.scaled(n.constant(PI), _HALF), _asin(n, u))


def _atan(n: Normaliser, u: Quotient) -> Quotient:
    return _inverse_angle(n, "atan", u, _ARCTANGENTS)


def _acot(n: Normaliser, u: Quotient) -> Quotient:
    """atan(1/u), and pi/2 at 0."""
    if n.knowledge.truth("eq", u):
        return n.field.scaled(n.constant(PI), _HALF)
    return _atan(n, n.field.inverse(u))


# --- cases


def _direction(n: Normaliser, u: Quotient) -> int:
    """1 where u >= 0, -1 where u <= 0; splits otherwise."""
    signs = n.knowledge.quotient_signs(u)
    if signs <= NONNEGATIVE:
        return 1
    if not signs & POSITIVE:
        return -1
    total = 1
    for part in (u.n, u.d):
        content, factors = n.field.factor(part)
        total = -total if content < 0 else total
        for p, exponent in factors:
            if exponent % 2:
                total *= n.knowledge.weak_sign(p)
    return total


def _absolute(n: Normaliser, u: Quotient) -> Quotient:
    of_product = n.powers.absolute_product(u)
    if of_product is not None:
        return of_product
    return u if n.field.is_zero(u) or _direction(n, u) > 0 else n.field.negative(u)


def _relu(n: Normaliser, u: Quotient) -> Quotient:
    return u if n.field.is_zero(u) or _direction(n, u) > 0 else n.field.zero


def _largest(n: Normaliser, *args: Quotient) -> Quotient:
    best = args[0]
    for a in args[1:]:
        difference = n.field.minus(a, best)
        if not n.field.is_zero(difference) and _direction(n, difference) > 0:
            best = a
    return best


def _smallest(n: Normaliser, *args: Quotient) -> Quotient:
    return n.field.negative(_largest(n, *(n.field.negative(a) for a in args)))


def _sign(n: Normaliser, u: Quotient) -> Quotient:
    if n.knowledge.truth("gt", u):
        return n.field.one
    return n.field.zero if n.knowledge.truth("eq", u) else n.field.integer(-1)


def _delta(n: Normaliser, i: Quotient, j: Quotient) -> Quotient:
    """1 where the indices agree, 0 elsewhere; under a sum that binds one of them, a kernel with square itself."""
    f = n.field
    difference = f.minus(i, j)
    value = f.rational_value(difference)
    if value is not None:
        return f.one if value == 0 else f.zero
    if not mentions_bound(f.readable_quotient(difference)):
        return f.one if n.knowledge.truth("eq", difference) else f.zero
    if str(f.readable_quotient(j)) < str(f.readable_quotient(i)):
        i, j = j, i
    term = call("delta", f.readable_quotient(i), f.readable_quotient(j))
    index = f.find("delta", term)
    if index is None:
        index = f.add_kernel(Kernel("delta", term, NONNEGATIVE, False, arguments=(i, j)))
        f.relate(index, 2, f.generators[index] ** 2 - f.generators[index])
    return f.generator(index)


def _heaviside(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.scaled(n.field.plus(_sign(n, u), n.field.one), _HALF)


def _bessel(name: str, flips: bool) -> Rule:
    """J, Y and K, I: a negative integer order is the positive one, up to sign."""

    def of(n: Normaliser, order: Quotient, u: Quotient) -> Quotient:
        value = n.field.rational_value(order)
        if value is None or value.denominator != 1 or value >= 0:
            return opaque(n, name, order, u)
        found = opaque(n, name, n.field.negative(order), u)
        return n.field.negative(found) if flips and value % 2 else found

    return of


def _odd(name: str) -> Rule:
    return lambda n, u: opaque(n, name, u, parity=-1)


_RULES: dict[str, Rule] = {
    "exp": lambda n, u: n.powers.exp(u),
    "log": lambda n, u: n.powers.log(u),
    "sqrt": lambda n, u: n.powers.rational_power(u, _HALF),
    "cbrt": lambda n, u: n.powers.rational_power(u, Fraction(1, 3)),
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "coth": lambda n, u: n.field.inverse(_tanh(n, u)),
    "sech": lambda n, u: n.field.inverse(_cosh(n, u)),
    "csch": lambda n, u: n.field.inverse(_sinh(n, u)),
    "asinh": _asinh,
    "acosh": _acosh,
    "atanh": _atanh,
    "acoth": lambda n, u: _atanh(n, n.field.inverse(u)),
    "asech": lambda n, u: _acosh(n, n.field.inverse(u)),
    "acsch": lambda n, u: _asinh(n, n.field.inverse(u)),
    "sin": lambda n, u: n.angles.cosine_and_sine(u)[1],
    "cos": lambda n, u: n.angles.cosine_and_sine(u)[0],
    "tan": _tan,
    "cot": lambda n, u: n.field.inverse(_tan(n, u)),
    "sec": lambda n, u: n.field.inverse(n.angles.cosine_and_sine(u)[0]),
    "csc": lambda n, u: n.field.inverse(n.angles.cosine_and_sine(u)[1]),
    "asin": _asin,
    "acos": _acos,
    "atan": _atan,
    "acot": _acot,
    "asec": lambda n, u: _acos(n, n.field.inverse(u)),
    "acsc": lambda n, u: _asin(n, n.field.inverse(u)),
    "delta": _delta,
    "Abs": _absolute,
    "sign": _sign,
    "relu": _relu,
    "Max": _largest,
    "Min": _smallest,
    "Heaviside": _heaviside,
    "floor": integers.floor,
    "ceiling": integers.ceiling,
    "Mod": integers.mod,
    "factorial": integers.factorial,
    "gamma": integers.gamma,
    "loggamma": integers.log_gamma,
    "digamma": integers.digamma,
    "polygamma": integers.polygamma,
    "binomial": integers.binomial,
    "gcd": divisors.gcd,
    "lcm": divisors.lcm,
    "zeta": zeta.zeta,
    "beta": integers.beta,
    "erf": _odd("erf"),
    "erfi": _odd("erfi"),
    "erfc": lambda n, u: n.field.minus(n.field.one, opaque(n, "erf", u, parity=-1)),
    "besselj": _bessel("besselj", True),
    "bessely": _bessel("bessely", True),
    "besseli": _bessel("besseli", False),
    "besselk": _bessel("besselk", False),
    "Si": _odd("Si"),
    "Shi": _odd("Shi"),
    "fresnels": _odd("fresnels"),
    "fresnelc": _odd("fresnelc"),
}
