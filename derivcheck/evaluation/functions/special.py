"""Special functions that FLINT encloses, with their derivatives."""

from __future__ import annotations

from typing import Any

from flint import acb, arb, fmpq, fmpz

from derivcheck.evaluation.errors import Unresolved, Unsupported
from derivcheck.evaluation.functions.elementary import above, cos, cosh, exp, general_exponent, log, sin, sinh
from derivcheck.evaluation.functions.rule import Rule
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.jet import Jet, Value, divide, multiply
from derivcheck.evaluation.values.scalar import HALF, ONE, ZERO, Scalar, finite

TWO = fmpq(2)
#: gamma of integers up to this one is exact.
MAX_EXACT_GAMMA = 2_000


def _pi() -> Any:
    return arb.pi()


def _zero_to_zero(x: Scalar) -> Scalar | None:
    return None if x else ZERO


def _not_a_pole(x: Scalar) -> bool | None:
    """The domain of gamma: anything but 0, -1, -2, …"""
    if type(x) is fmpq:
        return bool(x > 0 or x.q != 1)
    return True if x > 0 or not x.contains_integer() else None


def _gamma_exact(x: Scalar) -> Scalar | None:
    return fmpq(fmpz.fac_ui(int(x.p) - 1)) if x.q == 1 and x <= MAX_EXACT_GAMMA else None


def _gaussian(x: Value) -> Value:
    return multiply(exp(-(x * x)), 2 / _pi().sqrt())


def _antigaussian(x: Value) -> Value:
    return multiply(exp(x * x), _pi().sqrt() / 2)


def _between(low: int, high: int) -> Any:
    def inside(x: Scalar) -> bool | None:
        return True if low < x < high else False if x <= low or x >= high else None

    return inside


def _not(value: int) -> Any:
    def inside(x: Scalar) -> bool | None:
        return True if x > value or x < value else False if type(x) is fmpq else None

    return inside


def _li_domain(x: Scalar) -> bool | None:
    if x > 1 or 0 < x < 1:
        return True
    return False if x < 0 or (type(x) is fmpq and x == 1) else None


erf: Rule = Rule(lambda x: x.erf(), (_gaussian,), exact=_zero_to_zero, complex=lambda z: z.erf(), capped=True)
erfc: Rule = Rule(
    lambda x: x.erfc(), (lambda x: -_gaussian(x),), exact=lambda x: None if x else ONE, complex=lambda z: z.erfc(),
    capped=True,
)
erfi: Rule = Rule(
    lambda x: x.erfi(), (lambda x: multiply(exp(x * x), 2 / _pi().sqrt()),), exact=_zero_to_zero, capped=True
)
erfinv: Rule = Rule(lambda x: x.erfinv(), (lambda x: _antigaussian(erfinv(x)),), _between(-1, 1), _zero_to_zero)
erfcinv: Rule = Rule(
    lambda x: x.erfcinv(), (lambda x: -_antigaussian(erfcinv(x)),), _between(0, 2),
    lambda x: ZERO if x == 1 else None,
)


def erf2(a: Value, b: Value) -> Value:
    return erf(b) - erf(a)


gamma: Rule = Rule(
    lambda x: x.gamma(), (lambda x: multiply(gamma(x), digamma(x)),), _not_a_pole, _gamma_exact,
    lambda z: z.gamma(), capped=True,
)


def _log_gamma_domain(x: Scalar) -> bool | None:
    """SymPy's loggamma is complex for negative numbers: not decided there, but a pole is a pole."""
    return True if x > 0 else False if type(x) is fmpq and x.q == 1 else None


loggamma: Rule = Rule(
    lambda x: x.lgamma(), (lambda x: digamma(x),), _log_gamma_domain,
    lambda x: ZERO if x in (ONE, TWO) else None, capped=True,
)
digamma: Rule = Rule(lambda x: x.digamma(), (lambda x: polygamma(ONE, x),), _not_a_pole, capped=True)


def _polygamma_ball(n: Any, x: Any) -> Any:
    return acb(x).polygamma(acb(n)).real


def _natural_order(n: Scalar) -> bool:
    return type(n) is fmpq and n.q == 1 and bool(n >= 0)


def _polygamma_domain(n: Scalar, x: Scalar) -> bool | None:
    return _not_a_pole(x) if _natural_order(n) else None


polygamma: Rule = Rule(
    _polygamma_ball, (None, lambda n, x: polygamma(n + 1, x)), _polygamma_domain, capped=True
)


def trigamma(x: Value) -> Value:
    return polygamma(ONE, x)


def beta(a: Value, b: Value) -> Value:
    return divide(multiply(gamma(a), gamma(b)), gamma(a + b))


def _positive_both(s: Scalar, x: Scalar) -> bool | None:
    return True if s > 0 and x > 0 else None


def _incomplete_slope(s: Value, x: Value) -> Value:
    return multiply(general_exponent(x, s - ONE), exp(-x))


def _any_positive(s: Scalar, x: Scalar) -> bool | None:
    return True if x > 0 else None


uppergamma: Rule = Rule(
    lambda s, x: x.gamma_upper(s), (None, lambda s, x: -_incomplete_slope(s, x)), _any_positive, capped=True
)
lowergamma: Rule = Rule(
    lambda s, x: x.gamma_lower(s), (None, _incomplete_slope), _positive_both, capped=True
)


def _zeta_domain(s: Scalar) -> bool | None:
    return True if s > 1 or s < 1 else False if type(s) is fmpq else None


_zeta: Rule = Rule(lambda s: s.zeta(), (None,), _zeta_domain, lambda s: -HALF if not s else None, capped=True)
_hurwitz: Rule = Rule(
    lambda s, a: s.zeta(a), (None, lambda s, a: -multiply(s, _hurwitz(s + ONE, a))),
    lambda s, a: True if s > 1 and a > 0 else None, capped=True,
)


def zeta(s: Value, *shift: Value) -> Value:
    return _hurwitz(s, shift[0]) if shift else _zeta(s)


def dirichlet_eta(s: Value) -> Value:
    """(1 - 2**(1 - s)) zeta(s)."""
    return multiply(ONE - exp(multiply(ONE - s, arb(2).log())), _zeta(s))


def _polylog_domain(s: Scalar, z: Scalar) -> bool | None:
    return True if z < 1 else None


def _polylog_slope(s: Value, z: Value) -> Value:
    """Li_(s-1)(z)/z, which at 0 has a value that the quotient cannot give."""
    if jet.nonzero(jet.base(z)) is not True:
        raise Unresolved("a derivative of a polylogarithm at 0")
    return divide(polylog(s - ONE, z), z)


polylog: Rule = Rule(
    lambda s, z: z.polylog(s), (None, _polylog_slope), _polylog_domain,
    lambda s, z: None if z else ZERO, capped=True,
)


def _integral_order(n: Scalar) -> bool:
    return type(n) is fmpq and n.q == 1


def _bessel_domain(nu: Scalar, x: Scalar) -> bool | None:
    """Of J and I: everywhere for integer orders, else certainly for positive arguments."""
    return True if _integral_order(nu) or x > 0 else None


def _bessel_positive(nu: Scalar, x: Scalar) -> bool | None:
    return True if x > 0 else None


def _half_sum(first: Value, second: Value) -> Value:
    return multiply(HALF, first + second)


besselj: Rule = Rule(
    lambda nu, x: x.bessel_j(nu), (None, lambda nu, x: _half_sum(besselj(nu - ONE, x), -besselj(nu + ONE, x))),
    _bessel_domain, capped=True,
)
bessely: Rule = Rule(
    lambda nu, x: x.bessel_y(nu), (None, lambda nu, x: _half_sum(bessely(nu - ONE, x), -bessely(nu + ONE, x))),
    _bessel_positive, capped=True,
)
besseli: Rule = Rule(
    lambda nu, x: x.bessel_i(nu), (None, lambda nu, x: _half_sum(besseli(nu - ONE, x), besseli(nu + ONE, x))),
    _bessel_domain, capped=True,
)
besselk: Rule = Rule(
    lambda nu, x: x.bessel_k(nu), (None, lambda nu, x: -_half_sum(besselk(nu - ONE, x), besselk(nu + ONE, x))),
    _bessel_positive, capped=True,
)

airyai: Rule = Rule(lambda x: x.airy_ai(), (lambda x: airyaiprime(x),), capped=True)
airyaiprime: Rule = Rule(lambda x: x.airy_ai(derivative=1), (lambda x: multiply(x, airyai(x)),), capped=True)
airybi: Rule = Rule(lambda x: x.airy_bi(), (lambda x: airybiprime(x),), capped=True)
airybiprime: Rule = Rule(lambda x: x.airy_bi(derivative=1), (lambda x: multiply(x, airybi(x)),), capped=True)

expint: Rule = Rule(
    lambda n, x: x.expint(n), (None, lambda n, x: -expint(n - ONE, x)), lambda n, x: True if x > 0 else None,
    capped=True,
)


def first_exponential_integral(x: Value) -> Value:
    return expint(ONE, x)


Ei: Rule = Rule(lambda x: x.ei(), (lambda x: divide(exp(x), x),), _not(0), capped=True)
li: Rule = Rule(lambda x: x.li(), (lambda x: divide(ONE, log(x)),), _li_domain, _zero_to_zero, capped=True)
Si: Rule = Rule(lambda x: x.si(), (lambda x: _sinc_slope(sin(x), x),), exact=_zero_to_zero, capped=True)
Shi: Rule = Rule(lambda x: x.shi(), (lambda x: _sinc_slope(sinh(x), x),), exact=_zero_to_zero, capped=True)
Ci: Rule = Rule(lambda x: x.ci(), (lambda x: divide(cos(x), x),), above(0), capped=True)
Chi: Rule = Rule(lambda x: x.chi(), (lambda x: divide(cosh(x), x),), above(0), capped=True)


def _sinc_slope(numerator: Value, x: Value) -> Value:
    """sin(x)/x or sinh(x)/x: at 0 it has a value, which a quotient cannot give."""
    if jet.nonzero(jet.base(x)) is True:
        return divide(numerator, x)
    if type(x) is Jet and len(x.coefficients) > 1:
        raise Unresolved("a higher derivative of an integral function at 0")
    return ONE


def offset_li(x: Value) -> Value:
    return li(x) - finite(arb(2).li())


def _quarter_turn(x: Value) -> Value:
    return multiply(x * x, _pi() / 2)


fresnels: Rule = Rule(
    lambda x: x.fresnel_s(), (lambda x: sin(_quarter_turn(x)),), exact=_zero_to_zero, capped=True
)
fresnelc: Rule = Rule(
    lambda x: x.fresnel_c(), (lambda x: cos(_quarter_turn(x)),), exact=_zero_to_zero, capped=True
)


def _lambert_domain(x: Scalar) -> bool | None:
    edge = -(arb(-1).exp())
    return True if x > edge else False if x < edge else None


def _lower_lambert_domain(x: Scalar) -> bool | None:
    inside = _lambert_domain(x)
    if inside is not True:
        return inside
    return True if x < 0 else False if x >= 0 else None


def _lambert_slope(w: Value) -> Value:
    return divide(ONE, multiply(exp(w), ONE + w))


_lambert: Rule = Rule(
    lambda x: x.lambertw(), (lambda x: _lambert_slope(_lambert(x)),), _lambert_domain, _zero_to_zero, capped=True
)
_lower_lambert: Rule = Rule(
    lambda x: x.lambertw(-1), (lambda x: _lambert_slope(_lower_lambert(x)),), _lower_lambert_domain, capped=True
)


def lambert_w(x: Value, *branch: Value) -> Value:
    """The principal branch, or the branches 0 and -1."""
    if not branch or branch[0] == 0:
        return _lambert(x)
    if branch[0] == -1:
        return _lower_lambert(x)
    raise Unsupported("a complex branch of LambertW")


def _parameter(m: Scalar) -> bool | None:
    return True if m < 1 else None


elliptic_k: Rule = Rule(lambda m: acb(m).elliptic_k().real, (None,), _parameter, capped=True)
elliptic_e: Rule = Rule(lambda m: acb(m).elliptic_e().real, (None,), _parameter, capped=True)
