"""The one table of functions of scalars: SymPy's name to how it is evaluated."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.evaluation.functions import choices as c
from derivcheck.evaluation.functions import elementary as e
from derivcheck.evaluation.functions import integers as n
from derivcheck.evaluation.functions import orthogonal as o
from derivcheck.evaluation.functions import special as s
from derivcheck.evaluation.values.jet import Value


def _log(x: Value, *b: Value) -> Value:
    return e.log_to_base(x, b[0]) if b else e.log(x)


#: Called with values (scalars or jets); each raises Undefined or Unresolved as it must.
FUNCTIONS: dict[str, Callable[..., Value]] = {
    # exponential, logarithm, roots
    "exp": e.exp, "log": _log, "sqrt": e.sqrt, "cbrt": e.cbrt, "root": e.root,
    "sigmoid": e.sigmoid, "softplus": e.softplus, "relu": c.relu,
    # trigonometric
    "sin": e.sin, "cos": e.cos, "tan": e.tan, "cot": e.cot, "sec": e.sec, "csc": e.csc, "sinc": e.sinc,
    "asin": e.asin, "acos": e.acos, "atan": e.atan, "acot": e.acot, "asec": e.asec, "acsc": e.acsc, "atan2": e.atan2,
    # hyperbolic
    "sinh": e.sinh, "cosh": e.cosh, "tanh": e.tanh, "coth": e.coth, "sech": e.sech, "csch": e.csch,
    "asinh": e.asinh, "acosh": e.acosh, "atanh": e.atanh, "acoth": e.acoth, "asech": e.asech, "acsch": e.acsch,
    # choices and roundings
    "Abs": c.absolute, "sign": c.sign, "Max": c.maximum, "Min": c.minimum, "Heaviside": c.heaviside,
    "floor": c.floor, "ceiling": c.ceiling, "frac": c.frac, "Mod": c.modulo, "delta": c.delta,

    # integers
    "factorial": n.factorial, "factorial2": n.factorial2, "subfactorial": n.subfactorial, "binomial": n.binomial,
    "rf": n.rising_factorial, "RisingFactorial": n.rising_factorial,
    "ff": n.falling_factorial, "FallingFactorial": n.falling_factorial,
    "fibonacci": n.fibonacci, "harmonic": n.harmonic, "lucas": n.lucas, "catalan": n.catalan,
    "bernoulli": n.bernoulli, "gcd": n.greatest_divisor, "lcm": n.least_multiple,
    # complex numbers
    "re": c.real_part, "im": c.imaginary_part, "conjugate": c.conjugate, "arg": c.argument,
    # error functions and integrals
    "erf": s.erf, "erfc": s.erfc, "erfi": s.erfi, "erfinv": s.erfinv, "erfcinv": s.erfcinv, "erf2": s.erf2,
    "expint": s.expint, "E1": s.first_exponential_integral, "Ei": s.Ei, "li": s.li, "Li": s.offset_li,
    "Si": s.Si, "Ci": s.Ci, "Shi": s.Shi, "Chi": s.Chi, "fresnels": s.fresnels, "fresnelc": s.fresnelc,
    # gamma and zeta
    "gamma": s.gamma, "loggamma": s.loggamma, "digamma": s.digamma, "trigamma": s.trigamma, "polygamma": s.polygamma,
    "beta": s.beta, "uppergamma": s.uppergamma, "lowergamma": s.lowergamma,
    "zeta": s.zeta, "dirichlet_eta": s.dirichlet_eta, "polylog": s.polylog, "LambertW": s.lambert_w,
    # Bessel, Airy, elliptic
    "besselj": s.besselj, "bessely": s.bessely, "besseli": s.besseli, "besselk": s.besselk,
    "airyai": s.airyai, "airybi": s.airybi, "airyaiprime": s.airyaiprime, "airybiprime": s.airybiprime,
    "elliptic_k": s.elliptic_k, "elliptic_e": s.elliptic_e,
    # orthogonal polynomials
    "legendre": o.legendre, "chebyshevt": o.chebyshev_first, "chebyshevu": o.chebyshev_second,
    "hermite": o.hermite, "laguerre": o.laguerre, "assoc_laguerre": o.associated_laguerre,
    "gegenbauer": o.gegenbauer, "jacobi": o.jacobi,
}
