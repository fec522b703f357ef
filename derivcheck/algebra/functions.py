"""Rules that bring functions to kernels: hyperbolic, inverse, piecewise, integer-valued and special functions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

import flint

from derivcheck.algebra.enclosure import NoEnclosure, enclose
from derivcheck.algebra.field import Incomplete, Kernel, Quotient, TooLarge, Vacuous
from derivcheck.algebra.signs import ANY, NONNEGATIVE, POSITIVE
from derivcheck.algebra.term import PI, Term, call, constant, is_integral, make

if TYPE_CHECKING:
    from derivcheck.algebra.normal import Normaliser

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


def _ratio(n: Normaliser, a: Quotient, b: Quotient) -> Quotient:
    return n.field.times(a, n.field.inverse(b))


def _cosh(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.scaled(_exponentials(n, u)[0], _HALF)


def _sinh(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.scaled(_exponentials(n, u)[1], _HALF)


def _tanh(n: Normaliser, u: Quotient) -> Quotient:
    plus, minus = _exponentials(n, u)
    return _ratio(n, minus, plus)


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
    ratio = _ratio(n, f.plus(f.one, u), f.minus(f.one, u))
    return f.scaled(n.powers.log_absolute(ratio), _HALF)


# --- trigonometric family


def _tan(n: Normaliser, u: Quotient) -> Quotient:
    cosine, sine = n.angles.cosine_and_sine(u)
    return _ratio(n, sine, cosine)


_ARCSINES = {Fraction(0): 0, Fraction(1, 4): Fraction(1, 6), _HALF: Fraction(1, 4), Fraction(3, 4): Fraction(1, 3),
             Fraction(1): _HALF}  # fmt: skip
_ARCTANGENTS = {Fraction(0): 0, Fraction(1, 3): Fraction(1, 6), Fraction(1): Fraction(1, 4), Fraction(3): Fraction(1, 3)}


def _inverse_angle(n: Normaliser, kind: str, u: Quotient, known: dict[Fraction, Fraction | int]) -> Quotient:
    f = n.field
    square = f.rational_value(f.times(u, u))
    if square in known:
        sign = 0 if f.is_zero(u) else next(iter(n.knowledge.quotient_signs(u)))
        return f.scaled(n.constant(PI), known[square] * Fraction(sign))
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


def _heaviside(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.scaled(n.field.plus(_sign(n, u), n.field.one), _HALF)


# --- integers


def _floor(n: Normaliser, u: Quotient) -> Quotient:
    f = n.field
    whole, rest = _split_integer(n, u)
    if f.is_zero(rest) or f.rational_value(rest) is not None:
        return whole
    try:
        value = enclose(f.readable_quotient(rest), 256).floor().unique_fmpz()
        if value is not None:
            return f.plus(whole, f.integer(int(value)))
    except NoEnclosure:
        pass
    return f.plus(whole, opaque(n, "floor", rest))


def _split_integer(n: Normaliser, u: Quotient) -> tuple[Quotient, Quotient]:
    """u = integer part that can be seen + rest, whose coefficients of integral monomials are in [0, 1)."""
    f = n.field
    if not u.d.is_constant():
        return f.zero, u
    d = int(u.d.leading_coefficient())
    whole = f.zero_polynomial
    for monomial, coefficient in u.n.terms():
        if all(is_integral(f.kernels[i].term) for i, e in enumerate(monomial) if e):
            whole = whole + f.context.from_dict({monomial: int(coefficient) // d})
    part = Quotient(whole, f.one_polynomial)
    return part, f.minus(u, part)


def _ceiling(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.negative(_floor(n, n.field.negative(u)))


def _mod(n: Normaliser, a: Quotient, b: Quotient) -> Quotient:
    return n.field.minus(a, n.field.times(b, _floor(n, _ratio(n, a, b))))


# --- gamma family


def _split_shift(n: Normaliser, u: Quotient) -> tuple[int, Quotient]:
    """u = k + v for an integer k such that v has its constant term in [1, 2)."""
    f = n.field
    if not u.d.is_constant():
        return 0, u
    constant_term = int(u.n.to_dict().get((0,) * f.capacity, 0))
    k = constant_term // int(u.d.leading_coefficient()) - 1
    if abs(k) > 200:
        raise TooLarge("a factorial is too large to expand")
    return k, f.minus(u, f.integer(k))


def _gamma(n: Normaliser, u: Quotient) -> Quotient:
    f = n.field
    value = f.rational_value(u)
    if value is not None and value.denominator == 1:
        if value <= 0:
            raise Vacuous("a pole of the gamma function")
        if value > 2000:
            raise TooLarge("a factorial is too large to expand")
        return f.integer(int(flint.fmpz(int(value) - 1).fac_ui(int(value) - 1)))
    k, v = _split_shift(n, u)
    if f.rational_value(v) == Fraction(3, 2):
        base = f.scaled(n.powers.rational_power(n.constant(PI), _HALF), _HALF)
    else:
        signs = POSITIVE if n.knowledge.quotient_signs(v) == POSITIVE else ANY
        base = opaque(n, "gamma", v, signs=signs)
    for j in range(k):
        base = f.times(base, f.plus(v, f.integer(j)))
    for j in range(k, 0):
        base = _ratio(n, base, f.plus(v, f.integer(j)))
    return base


def _factorial(n: Normaliser, u: Quotient) -> Quotient:
    return _gamma(n, n.field.plus(u, n.field.one))


def _log_gamma(n: Normaliser, u: Quotient) -> Quotient:
    return n.powers.log(_gamma(n, u))


def _digamma(n: Normaliser, u: Quotient) -> Quotient:
    return _polygamma(n, n.field.zero, u)


def _polygamma(n: Normaliser, m: Quotient, u: Quotient) -> Quotient:
    f = n.field
    order = f.rational_value(m)
    if order is None or order.denominator != 1 or not 0 <= order <= 20:
        return opaque(n, "polygamma", m, u)
    k, v = _split_shift(n, u)
    if order == 0 and f.rational_value(v) == 1:
        base = f.negative(n.constant(constant("EulerGamma")))
    else:
        base = opaque(n, "polygamma", m, v)
    factor = (-1) ** int(order) * int(flint.fmpz(int(order)).fac_ui(int(order)))
    for j in range(k):
        base = f.plus(base, f.scaled(f.integer_power(f.plus(v, f.integer(j)), -int(order) - 1), Fraction(factor)))
    for j in range(k, 0):
        base = f.minus(base, f.scaled(f.integer_power(f.plus(v, f.integer(j)), -int(order) - 1), Fraction(factor)))
    return base


def _binomial(n: Normaliser, top: Quotient, bottom: Quotient) -> Quotient:
    f = n.field
    k = f.rational_value(bottom)
    if k is not None and k.denominator == 1 and 0 <= k <= 30:
        result = f.one
        for j in range(int(k)):
            result = f.scaled(f.times(result, f.minus(top, f.integer(j))), Fraction(1, j + 1))
        return result
    rest = f.minus(top, bottom)
    if n.knowledge.quotient_signs(bottom) <= NONNEGATIVE and n.knowledge.quotient_signs(rest) <= NONNEGATIVE:
        return _ratio(n, _factorial(n, top), f.times(_factorial(n, bottom), _factorial(n, rest)))
    return opaque(n, "binomial", top, bottom)


def _beta(n: Normaliser, a: Quotient, b: Quotient) -> Quotient:
    return _ratio(n, n.field.times(_gamma(n, a), _gamma(n, b)), _gamma(n, n.field.plus(a, b)))


# --- anything else


def opaque(
    n: Normaliser, name: str, *args: Quotient, parity: int = 0, signs: frozenset[int] = ANY, like: Term | None = None
) -> Quotient:
    """The value of a function of which only equality of arguments (and parity) is used, as a kernel."""
    f = n.field
    if parity and not args[0].n.is_zero() and args[0].n.leading_coefficient() < 0:
        return f.negative(opaque(n, name, f.negative(args[0]), parity=parity, signs=signs))
    if parity and f.is_zero(args[0]):
        return f.zero
    kind = name if like is None else f"apply {like.args[:3]}"
    for index, kernel in f.kernels.items():
        if kernel.kind == kind and len(kernel.arguments) == len(args):
            pairs = zip(kernel.arguments, args, strict=True)
            if all(f.is_zero(f.minus(a, b)) for a, b in pairs):
                return f.generator(index)
    occurring = [i for a in args for p in a for i in f.occurring(p)]
    if any(f.kernels[i].kind == "imaginary" for i in occurring):
        raise Incomplete(f"{name} of a complex number")
    shown = [f.readable_quotient(a) for a in args]
    term = call(name, *shown) if like is None else make("apply", *like.args[:3], *shown)
    fixed = like is None and all(i in f.constants for i in occurring)
    return f.generator(f.add_kernel(Kernel(kind, term, signs, fixed, arguments=args)))


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
    "Abs": _absolute,
    "sign": _sign,
    "relu": _relu,
    "Max": _largest,
    "Min": _smallest,
    "Heaviside": _heaviside,
    "floor": _floor,
    "ceiling": _ceiling,
    "Mod": _mod,
    "factorial": _factorial,
    "gamma": _gamma,
    "loggamma": _log_gamma,
    "digamma": _digamma,
    "polygamma": _polygamma,
    "binomial": _binomial,
    "beta": _beta,
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
