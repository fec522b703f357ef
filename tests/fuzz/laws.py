"""Laws: pairs of terms that are equal wherever both are defined, filled with random parts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

from derivcheck.algebra.term import (
    HALF,
    ONE,
    PI,
    TRUE,
    TWO,
    ZERO,
    Term,
    add,
    call,
    div,
    make,
    mul,
    neg,
    number,
    power,
    relation,
    sub,
)

from .random_terms import Terms
from .world import M, P, Q, T

Pair = tuple[Term, Term]
Law = Callable[[Terms, Term, Term], Pair]


def _f(name: str) -> Callable[..., Term]:
    return lambda *args: call(name, *args)


_exp, _log, _sqrt, _abs, _sin, _cos = map(_f, ("exp", "log", "sqrt", "Abs", "sin", "cos"))
_sinh, _cosh, _tanh, _atan, _asin, _acos = map(_f, ("sinh", "cosh", "tanh", "atan", "asin", "acos"))


def _square(a: Term) -> Term:
    return power(a, TWO)


def _d(body: Term, variable: Term, order: int = 1) -> Term:
    return make("derivative", body, variable, order)


def _choice(if_so: Term, condition: Term, otherwise: Term) -> Term:
    return make("piecewise", if_so, condition, otherwise, TRUE)


def _integral(law: Callable[[Term, Term, Term], Pair]) -> Law:
    """A law about a base and two integral exponents."""
    return lambda s, a, b: law(a, s.integer(), s.integer())


def _natural(law: Callable[[Term], Pair]) -> Law:
    return lambda s, a, b: law(s.natural())


def _by_variable(law: Callable[[Term, Term, Term], Pair]) -> Law:
    """A law about two terms and the variable by which they are differentiated."""
    return lambda s, a, b: law(a, b, s.variable())


def _simple(law: Callable[[Term, Term], Pair]) -> Law:
    return lambda s, a, b: law(a, b)


#: Derivatives of functions, as the chain rule multiplies them.
_OUTER: tuple[tuple[str, Callable[[Term], Term]], ...] = (
    ("exp", _exp),
    ("log", lambda u: div(ONE, u)),
    ("sqrt", lambda u: div(ONE, mul(TWO, _sqrt(u)))),
    ("sin", _cos),
    ("cos", lambda u: neg(_sin(u))),
    ("tan", lambda u: add(ONE, _square(call("tan", u)))),
    ("asin", lambda u: div(ONE, _sqrt(sub(ONE, _square(u))))),
    ("acos", lambda u: neg(div(ONE, _sqrt(sub(ONE, _square(u)))))),
    ("atan", lambda u: div(ONE, add(ONE, _square(u)))),
    ("sinh", _cosh),
    ("tanh", lambda u: div(ONE, _square(_cosh(u)))),
    ("asinh", lambda u: div(ONE, _sqrt(add(_square(u), ONE)))),
    ("acosh", lambda u: div(ONE, _sqrt(sub(_square(u), ONE)))),
    ("atanh", lambda u: div(ONE, sub(ONE, _square(u)))),
    ("sigmoid", lambda u: div(_exp(u), _square(add(ONE, _exp(u))))),
    ("softplus", lambda u: call("sigmoid", u)),
    ("Abs", lambda u: div(u, _abs(u))),
    ("relu", lambda u: _choice(ONE, relation("gt", u, ZERO), ZERO)),
    ("erf", lambda u: div(mul(TWO, _exp(neg(_square(u)))), _sqrt(PI))),
    ("floor", lambda u: ZERO),
    ("gamma", lambda u: mul(call("gamma", u), call("digamma", u))),
)


def _chain_rule(s: Terms, a: Term, b: Term) -> Pair:
    name, slope = s.random.choice(_OUTER)
    v = s.variable()
    return _d(call(name, a), v), mul(slope(a), _d(a, v))


def _distributed(a: Term, b: Term, c: Term) -> Pair:
    return mul(a, add(b, c)), add(mul(a, b), mul(a, c))


LAWS: dict[str, Law] = {
    "commute": _simple(lambda a, b: (mul(add(a, b), b), mul(b, add(b, a)))),
    "distribute": lambda s, a, b: _distributed(a, b, s.leaf()),
    "square of sum": _simple(lambda a, b: (_square(add(a, b)), add(_square(a), mul(TWO, a, b), _square(b)))),
    "difference of squares": _simple(lambda a, b: (sub(_square(a), _square(b)), mul(sub(a, b), add(a, b)))),
    "cancel": _simple(lambda a, b: (div(mul(a, b), b), a)),
    "common denominator": _simple(lambda a, b: (add(div(ONE, a), div(ONE, b)), div(add(a, b), mul(a, b)))),
    "exp of sum": _simple(lambda a, b: (_exp(add(a, b)), mul(_exp(a), _exp(b)))),
    "exp of log": _simple(lambda a, b: (_exp(_log(a)), a)),
    "log of exp": _simple(lambda a, b: (_log(_exp(a)), a)),
    "log of product": _simple(lambda a, b: (_log(mul(a, b)), add(_log(_abs(a)), _log(_abs(b))))),
    "log of quotient": _simple(lambda a, b: (sub(_log(a), _log(b)), _log(div(a, b)))),
    "log of square": _simple(lambda a, b: (_log(_square(a)), mul(TWO, _log(_abs(a))))),
    "root of square": _simple(lambda a, b: (_sqrt(_square(a)), _abs(a))),
    "square of root": _simple(lambda a, b: (_square(_sqrt(a)), a)),
    "root of product": _simple(lambda a, b: (_sqrt(mul(a, b)), mul(_sqrt(_abs(a)), _sqrt(_abs(b))))),
    "roots": _simple(lambda a, b: (mul(power(a, HALF), power(a, number(Fraction(3, 2)))), _square(a))),
    "Pythagoras": _simple(lambda a, b: (mul(b, add(_square(_sin(a)), _square(_cos(a)))), b)),
    "sine of sum": _simple(lambda a, b: (_sin(add(a, b)), add(mul(_sin(a), _cos(b)), mul(_cos(a), _sin(b))))),
    "double angle": _simple(lambda a, b: (_cos(mul(TWO, a)), sub(_square(_cos(a)), _square(_sin(a))))),
    "tangent": _simple(lambda a, b: (call("tan", a), div(_sin(a), _cos(a)))),
    "half turn": lambda s, a, b: (_sin(add(a, PI)), neg(_sin(a))),
    "half turns": _integral(lambda a, n, k: (_cos(add(a, mul(n, PI))), mul(power(number(-1), n), _cos(a)))),
    "arcus": _simple(lambda a, b: (add(_asin(a), _acos(a)), mul(HALF, PI))),
    "sine of arcsine": _simple(lambda a, b: (_sin(_asin(a)), a)),
    "cosine of arcsine": _simple(lambda a, b: (_cos(_asin(a)), _sqrt(sub(ONE, _square(a))))),
    "tangent of arctangent": _simple(lambda a, b: (call("tan", _atan(a)), a)),
    "odd arctangent": _simple(lambda a, b: (_atan(neg(a)), neg(_atan(a)))),
    "arctangent of inverse": _simple(
        lambda a, b: (add(_atan(a), _atan(div(ONE, a))), mul(HALF, PI, call("sign", a)))
    ),
    "arcus cotangent": _simple(lambda a, b: (call("acot", a), sub(mul(HALF, PI, _choice(
        ONE, relation("ge", a, ZERO), number(-1))), _atan(a)))),
    "hyperbola": _simple(lambda a, b: (sub(_square(_cosh(a)), _square(_sinh(a))), ONE)),
    "sinh": _simple(lambda a, b: (_sinh(a), mul(HALF, sub(_exp(a), _exp(neg(a)))))),
    "asinh": _simple(lambda a, b: (call("asinh", a), _log(add(a, _sqrt(add(_square(a), ONE)))))),
    "acosh": _simple(lambda a, b: (call("acosh", a), _log(add(a, _sqrt(sub(_square(a), ONE)))))),
    "atanh": _simple(lambda a, b: (call("atanh", a), mul(HALF, _log(div(add(ONE, a), sub(ONE, a)))))),
    "tanh of log": _simple(lambda a, b: (_tanh(_log(a)), div(sub(_square(a), ONE), add(_square(a), ONE)))),
    "sigmoid": _simple(lambda a, b: (call("sigmoid", neg(a)), sub(ONE, call("sigmoid", a)))),
    "softplus": _simple(lambda a, b: (sub(call("softplus", a), call("softplus", neg(a))), a)),
    "Abs of product": _simple(lambda a, b: (_abs(mul(a, b)), mul(_abs(a), _abs(b)))),
    "Abs as Max": _simple(lambda a, b: (_abs(a), call("Max", a, neg(a)))),
    "Max by Abs": _simple(lambda a, b: (call("Max", a, b), mul(HALF, add(a, b, _abs(sub(a, b)))))),
    "Max and Min": _simple(lambda a, b: (add(call("Max", a, b), call("Min", a, b)), add(a, b))),
    "relu": _simple(lambda a, b: (call("relu", a), mul(HALF, add(a, _abs(a))))),
    "sign": _simple(lambda a, b: (mul(call("sign", a), _abs(a)), a)),
    "step": _simple(lambda a, b: (call("Heaviside", a), mul(HALF, add(ONE, call("sign", a))))),
    "Piecewise": _simple(lambda a, b: (_choice(a, relation("ge", a, b), b), call("Max", a, b))),
    "pieces exchanged": _simple(
        lambda a, b: (_choice(a, relation("lt", a, b), b), _choice(b, relation("ge", a, b), a))
    ),
    "floor of shift": _integral(lambda a, n, k: (call("floor", add(a, n)), add(call("floor", a), n))),
    "ceiling": _simple(lambda a, b: (call("ceiling", a), neg(call("floor", neg(a))))),
    "Mod": _simple(lambda a, b: (call("Mod", a, b), sub(a, mul(b, call("floor", div(a, b)))))),
    "halves": lambda s, a, b: (lambda n: (
        add(call("floor", div(n, TWO)), call("ceiling", div(n, TWO))), n))(s.integer()),
    "gamma": _simple(lambda a, b: (call("gamma", add(a, ONE)), mul(a, call("gamma", a)))),
    "gamma by two": _simple(lambda a, b: (call("gamma", add(a, TWO)), mul(add(a, ONE), a, call("gamma", a)))),
    "digamma": _simple(lambda a, b: (call("digamma", add(a, ONE)), add(call("digamma", a), div(ONE, a)))),
    "reflection of gamma": _simple(lambda a, b: (
        mul(call("gamma", a), call("gamma", sub(ONE, a)), _sin(mul(PI, a))), PI)),
    "duplication of gamma": _simple(lambda a, b: (
        mul(call("gamma", a), call("gamma", add(a, HALF)), power(TWO, sub(mul(TWO, a), ONE))),
        mul(_sqrt(PI), call("gamma", mul(TWO, a))))),
    "beta": _simple(lambda a, b: (
        call("beta", a, b), div(mul(call("gamma", a), call("gamma", b)), call("gamma", add(a, b))))),
    "trigamma": _simple(lambda a, b: (
        call("polygamma", ONE, add(a, ONE)), sub(call("polygamma", ONE, a), div(ONE, _square(a))))),
    "Bessel recurrence": _integral(lambda a, n, k: (
        add(call("besselj", sub(n, ONE), a), call("besselj", add(n, ONE), a)),
        div(mul(TWO, n, call("besselj", n, a)), a))),
    "negative Bessel order": _integral(lambda a, n, k: (
        call("besselj", neg(n), a), mul(power(number(-1), n), call("besselj", n, a)))),
    "odd error function": _simple(lambda a, b: (
        add(call("erf", a), call("erfc", neg(a))), add(ONE, mul(TWO, call("erf", a))))),
    "Pascal": lambda s, a, b: (lambda m: (
        add(call("binomial", a, m), call("binomial", a, add(m, ONE))), call("binomial", add(a, ONE), add(m, ONE))))(M),
    "factorial": _natural(lambda m: (call("factorial", add(m, ONE)), mul(add(m, ONE), call("factorial", m)))),
    "binomial": _natural(lambda m: (call("binomial", m, TWO), mul(HALF, m, sub(m, ONE)))),
    "power of sum": _integral(lambda a, n, k: (power(a, add(n, k)), mul(power(a, n), power(a, k)))),
    "power of product": lambda s, a, b: (lambda n: (power(mul(a, b), n), mul(power(a, n), power(b, n))))(s.integer()),
    "power of power": _integral(lambda a, n, k: (power(power(a, n), k), power(a, mul(n, k)))),
    "inverse power": _integral(lambda a, n, k: (power(a, neg(n)), div(ONE, power(a, n)))),
    "shifted power": _integral(lambda a, n, k: (power(a, add(n, ONE)), mul(a, power(a, n)))),
    "even power": _integral(lambda a, n, k: (power(neg(a), mul(TWO, n)), power(a, mul(TWO, n)))),
    "power of -1": _integral(lambda a, n, k: (power(power(number(-1), n), TWO), ONE)),
    "real power of sum": _simple(lambda a, b: (power(P, add(a, b)), mul(power(P, a), power(P, b)))),
    "real power by exp": _simple(lambda a, b: (power(P, a), _exp(mul(a, _log(P))))),
    "power of real power": _simple(lambda a, b: (power(power(P, a), b), power(P, mul(a, b)))),
    "power of nonnegative": _simple(lambda a, b: (mul(power(Q, a), power(Q, b)), power(Q, add(a, b)))),
    "derivative of sum": _by_variable(lambda a, b, v: (_d(add(a, b), v), add(_d(a, v), _d(b, v)))),
    "product rule": _by_variable(lambda a, b, v: (_d(mul(a, b), v), add(mul(_d(a, v), b), mul(a, _d(b, v))))),
    "quotient rule": _by_variable(lambda a, b, v: (
        _d(div(a, b), v), div(sub(mul(_d(a, v), b), mul(a, _d(b, v))), _square(b)))),
    "power rule": lambda s, a, b: (lambda n, v: (
        _d(power(a, n), v), mul(n, power(a, sub(n, ONE)), _d(a, v))))(s.integer(), s.variable()),
    "second derivative": _by_variable(lambda a, b, v: (_d(_d(a, v), v), _d(a, v, 2))),
    "chain rule": _chain_rule,
    "Subs": _simple(lambda a, b: (make("subs", _d(_square(T), T), T, a), mul(TWO, a))),
}  # fmt: skip


#: What an equation is put into, on both sides.
CONTEXTS: tuple[Callable[[Term, Term], Term], ...] = (
    lambda e, a: e,
    lambda e, a: e,
    lambda e, a: add(e, a),
    lambda e, a: mul(a, e),
    lambda e, a: div(a, e),
    lambda e, a: _exp(e),
    lambda e, a: _square(e),
    lambda e, a: _abs(sub(e, a)),
    lambda e, a: call("Max", e, a),
    lambda e, a: _choice(e, relation("gt", a, ZERO), a),
    lambda e, a: _sqrt(add(_square(e), ONE)),
    lambda e, a: _atan(e),
)


def true_pair(source: Terms) -> tuple[str, Term, Term]:
    """The name of a law and two terms that it makes equal wherever both are defined."""
    random: Random = source.random
    name = random.choice(_NAMES)
    a, b = source.term(random.choice((0, 1, 1, 2))), source.term(random.choice((0, 1, 1)))
    left, right = LAWS[name](source, a, b)
    context, c = random.choice(CONTEXTS), source.leaf()
    left, right = context(left, c), context(right, c)
    return name, *random.choice(((left, right), (right, left)))


_NAMES = list(LAWS)
