"""Random terms: everything that scalars can be made of, each part where it is most likely to have a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random

from derivcheck.algebra.term import (
    PI,
    TRUE,
    Term,
    add,
    call,
    conjunction,
    constant,
    disjunction,
    div,
    make,
    mul,
    neg,
    number,
    power,
    relation,
    sub,
)

from .world import K, M, N, P, Q, T, W, X, Y, Z

Rule = Callable[["Terms"], Term]


class Terms:
    """A source of random terms. ``leaves``: terms that are to occur often; ``calculus``: derivatives and `Subs` too."""

    def __init__(self, random: Random, leaves: Sequence[Term] = (), calculus: bool = True) -> None:
        self.random = random
        self.leaves = tuple(leaves)
        self.calculus = calculus
        self.variables = random.sample((X, Y, Z, P, Q, W), random.randint(1, 3))
        self.integers = random.sample((N, K, M), random.randint(1, 2))
        self.depth = 0

    def term(self, depth: int) -> Term:
        """A term of at most this depth."""
        before, self.depth = self.depth, depth
        try:
            return self._term()
        finally:
            self.depth = before

    def _term(self) -> Term:
        if self.depth <= 0 or self.random.random() < 0.1:
            return self.leaf()
        names, weights = (_ALL_NAMES, _ALL_WEIGHTS) if self.calculus else (_PLAIN_NAMES, _PLAIN_WEIGHTS)
        return _RULES[self.random.choices(names, weights)[0]](self)

    def part(self) -> Term:
        """A part of the term being made."""
        return self.term(self.depth - 1 if self.random.random() < 0.7 else self.depth - 2)

    def leaf(self) -> Term:
        draw = self.random.random()
        if self.leaves and draw < 0.45:
            return self.random.choice(self.leaves)
        if draw < 0.72:
            return self.random.choice(self.variables)
        if draw < 0.8:
            return self.random.choice(self.integers)
        if draw < 0.96:
            return self.constant()
        return self.random.choice((PI, constant("E")))

    def constant(self) -> Term:
        return number(self.random.choice(_CONSTANTS))

    def variable(self) -> Term:
        return self.random.choice(self.variables)

    def integer(self) -> Term:
        """An integer by its form, as exponents have it."""
        a, b = self.random.choice(self.integers), self.random.choice(self.integers)
        shift = number(self.random.choice((-2, -1, 1, 2, 3)))
        return self.random.choice(
            (a, a, add(a, shift), mul(number(2), a), neg(a), add(a, b), sub(a, b), add(mul(number(2), a), number(1)))
        )

    def natural(self) -> Term:
        return self.random.choice((M, M, add(M, number(1)), mul(number(2), M), call("Abs", self.integer())))

    def positive(self) -> Term:
        """A term that is positive more often than not."""
        e = self.part()
        return self.random.choice((P, e, call("exp", e), add(power(e, number(2)), number(1)), call("Abs", e)))

    def condition(self) -> Term:
        op = self.random.choice(("lt", "le", "gt", "ge", "eq", "ne", "gt", "le"))
        right = self.random.choice((number(0), self.leaf(), self.leaf()))
        one = relation(op, self.part(), right)
        draw = self.random.random()
        if draw < 0.8:
            return one
        other = relation(self.random.choice(("lt", "ge")), self.leaf(), self.leaf())
        return conjunction(one, other) if draw < 0.9 else disjunction(one, other)


_CONSTANTS = tuple(Fraction(a, b) for a, b in [
    (0, 1), (1, 1), (1, 1), (2, 1), (2, 1), (3, 1), (-1, 1), (-1, 1), (-2, 1), (1, 2), (1, 2), (-1, 2), (3, 2),
    (1, 3), (4, 1), (5, 1), (1, 4), (-3, 1),
])  # fmt: skip
_EXPONENTS = tuple(Fraction(a, b) for a, b in [
    (2, 1), (2, 1), (3, 1), (-1, 1), (-2, 1), (1, 2), (1, 2), (1, 3), (3, 2), (-1, 2), (2, 3), (0, 1), (4, 1),
])  # fmt: skip


def _unary(name: str) -> Rule:
    return lambda s: call(name, s.part())


def _of_positive(name: str) -> Rule:
    return lambda s: call(name, s.positive())


def _extremum(s: Terms) -> Term:
    parts = [s.part() for _ in range(s.random.choice((2, 2, 2, 3)))]
    return call(s.random.choice(("Max", "Min")), *parts)


def _piecewise(s: Terms) -> Term:
    pieces = [s.part(), s.condition()]
    if s.random.random() < 0.25:
        pieces += [s.part(), s.condition()]
    if s.random.random() < 0.9:
        pieces += [s.part(), TRUE]
    return make("piecewise", *pieces)


def _sign_power(s: Terms) -> Term:
    return power(number(s.random.choice((-1, -1, -2, 2))), s.integer())


def _rounded(s: Terms) -> Term:
    fraction = div(s.integer(), number(s.random.choice((2, 3, -2))))
    inner = s.random.choice((s.part(), fraction, add(s.part(), s.constant())))
    name = s.random.choice(("floor", "ceiling", "Mod"))
    return call(name, inner, number(s.random.choice((1, 2, 3, -2)))) if name == "Mod" else call(name, inner)


def _gamma(s: Terms) -> Term:
    shifted = s.random.choice((s.part(), s.positive(), add(s.leaf(), number(s.random.choice((1, 2, 3, -1))))))
    name = s.random.choice(("gamma", "gamma", "digamma", "loggamma"))
    return call(name, shifted)


def _factorial(s: Terms) -> Term:
    if s.random.random() < 0.6:
        return call("factorial", s.random.choice((s.natural(), s.integer())))
    return call("binomial", s.random.choice((s.integer(), s.leaf())), s.random.choice((M, N, number(2), number(3))))


def _special(s: Terms) -> Term:
    order = s.random.choice((*s.integers, number(0), number(1), number(-2), number(Fraction(1, 2))))
    return s.random.choice((
        call(s.random.choice(("erf", "erfc", "Si", "Ei", "Shi", "LambertW", "zeta", "airyai", "li", "sinc")), s.part()),
        call(s.random.choice(("erf", "erfi", "fresnels", "Ci", "trigamma", "frac")), s.part()),
        call(s.random.choice(("besselj", "besseli", "bessely", "besselk")), order, s.part()),
        call("polygamma", s.random.choice((number(0), number(1), M)), s.positive()),
        call("beta", s.positive(), s.positive()),
        call(s.random.choice(("legendre", "chebyshevt", "hermite")), s.natural(), s.part()),
    ))  # fmt: skip


def _derivative(s: Terms) -> Term:
    s.calculus = s.random.random() < 0.2
    body = s.part()
    s.calculus = True
    variable = s.random.choice(s.variables)
    return make("derivative", body, variable, s.random.choice((1, 1, 1, 2)))


def _substitution(s: Terms) -> Term:
    before, s.variables = s.variables, [T, T, *s.variables]
    body = s.term(s.depth - 1)
    if s.random.random() < 0.6:
        body = make("derivative", body, T, 1)
    s.variables = before
    value = s.part()
    return make("subs", body, T, value)


_RULES: dict[str, Rule] = {
    "add": lambda s: add(*(s.part() for _ in range(s.random.choice((2, 2, 3))))),
    "sub": lambda s: sub(s.part(), s.part()),
    "mul": lambda s: mul(*(s.part() for _ in range(s.random.choice((2, 2, 3))))),
    "div": lambda s: div(s.part(), s.part()),
    "neg": lambda s: neg(s.part()),
    "number power": lambda s: power(s.part(), number(s.random.choice(_EXPONENTS))),
    "integer power": lambda s: power(s.part(), s.integer()),
    "real power": lambda s: power(s.positive(), s.part()),
    "sign power": _sign_power,
    "exp": _unary("exp"),
    "log": _of_positive("log"),
    "sqrt": _of_positive("sqrt"),
    "cbrt": _of_positive("cbrt"),
    "trigonometric": lambda s: call(s.random.choice(("sin", "cos", "tan", "cot", "sec")), s.part()),
    "multiple of pi": lambda s: call(s.random.choice(("sin", "cos", "tan")), mul(s.random.choice((
        s.integer(), number(s.random.choice((Fraction(1, 3), Fraction(1, 4), Fraction(2, 5), Fraction(1, 6)))))), PI)),
    "inverse trigonometric": lambda s: call(
        s.random.choice(("asin", "acos", "atan", "atan", "acot", "asec")), s.part()),
    "hyperbolic": lambda s: call(s.random.choice(("sinh", "cosh", "tanh", "coth", "sech")), s.part()),
    "inverse hyperbolic": lambda s: call(s.random.choice(("asinh", "acosh", "atanh", "acoth")), s.part()),
    "activation": lambda s: call(s.random.choice(("sigmoid", "softplus", "relu", "relu", "Heaviside")), s.part()),
    "absolute": lambda s: call(s.random.choice(("Abs", "Abs", "sign")), s.part()),
    "extremum": _extremum,
    "piecewise": _piecewise,
    "rounded": _rounded,
    "special": _special,
    "gamma": _gamma,
    "factorial": _factorial,
    "derivative": _derivative,
    "substitution": _substitution,
}  # fmt: skip
_WEIGHTS: dict[str, float] = {
    "add": 12, "sub": 6, "mul": 12, "div": 7, "neg": 2, "number power": 9, "integer power": 4, "real power": 3,
    "sign power": 1, "exp": 5, "log": 5, "sqrt": 4, "cbrt": 1, "trigonometric": 5, "multiple of pi": 1,
    "inverse trigonometric": 4, "hyperbolic": 3, "inverse hyperbolic": 2, "activation": 3, "absolute": 5, "extremum": 4,
    "piecewise": 4, "rounded": 3, "special": 1.5, "gamma": 2, "factorial": 2, "derivative": 7, "substitution": 1.5,
}  # fmt: skip
_ALL_NAMES, _ALL_WEIGHTS = list(_WEIGHTS), list(_WEIGHTS.values())
_PLAIN_NAMES = [n for n in _ALL_NAMES if n not in ("derivative", "substitution")]
_PLAIN_WEIGHTS = [_WEIGHTS[n] for n in _PLAIN_NAMES]
