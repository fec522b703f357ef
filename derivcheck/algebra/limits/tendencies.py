"""Where elementary functions tend to at the ends of their domains, and which of them are continuous or bounded."""

from __future__ import annotations

from derivcheck.algebra.term import HALF, MINUS_ONE, ONE, PI, TWO, ZERO, Term, constant, mul, neg

INFINITY, MINUS_INFINITY = constant("oo"), constant("-oo")


def is_infinite(term: Term) -> bool:
    return term is INFINITY or term is MINUS_INFINITY


def opposite(term: Term) -> Term:
    return MINUS_INFINITY if term is INFINITY else INFINITY if term is MINUS_INFINITY else neg(term)


_QUARTER = mul(HALF, PI)
#: Limits at oo and at -oo.
AT_INFINITY: dict[str, tuple[Term | None, Term | None]] = {
    "exp": (INFINITY, ZERO), "log": (INFINITY, None), "sqrt": (INFINITY, None), "cbrt": (INFINITY, None),
    "sinh": (INFINITY, MINUS_INFINITY), "cosh": (INFINITY, INFINITY), "tanh": (ONE, MINUS_ONE),
    "coth": (ONE, MINUS_ONE),
    "sech": (ZERO, ZERO), "csch": (ZERO, ZERO), "asinh": (INFINITY, MINUS_INFINITY), "acosh": (INFINITY, None),
    "atan": (_QUARTER, neg(_QUARTER)), "acot": (ZERO, ZERO), "sigmoid": (ONE, ZERO), "softplus": (INFINITY, ZERO),
    "relu": (INFINITY, ZERO), "Abs": (INFINITY, INFINITY), "sign": (ONE, MINUS_ONE), "Heaviside": (ONE, ZERO),
    "erf": (ONE, MINUS_ONE), "erfc": (ZERO, TWO), "erfi": (INFINITY, MINUS_INFINITY),
    "floor": (INFINITY, MINUS_INFINITY),
    "ceiling": (INFINITY, MINUS_INFINITY), "gamma": (INFINITY, None), "loggamma": (INFINITY, None),
    "digamma": (INFINITY, None), "factorial": (INFINITY, None),
}  # fmt: skip

#: Limits where the argument tends to 0 from above.
AT_ZERO: dict[str, Term] = {"log": MINUS_INFINITY, "gamma": INFINITY, "loggamma": INFINITY, "digamma": MINUS_INFINITY}

#: Continuous wherever they are defined.
CONTINUOUS = frozenset({
    "exp", "log", "sqrt", "cbrt", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "sinh", "cosh",
    "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "sigmoid", "softplus", "relu", "Abs", "Max", "Min",
    "erf", "erfc", "erfi", "gamma", "loggamma", "digamma", "sinc", "Si", "Ei",
})  # fmt: skip

#: Bounded and defined everywhere.
BOUNDED = frozenset({"sin", "cos", "tanh", "atan", "sigmoid", "sign", "Heaviside", "erf", "sech", "delta"})
