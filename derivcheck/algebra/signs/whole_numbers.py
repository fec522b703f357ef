"""Arithmetic with whole numbers as such, by z3: there is none between 0 and 1.

Terms are translated as they stand: sums, products, powers, floors and remainders, absolute values. A power with a
natural number as exponent is a variable, the whole part of the exponent split off. Only *unsat* means anything; limits
count z3's own steps, so that the answer is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import add as plus
from operator import mul as times
from typing import Any, NamedTuple

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.signs.signs import NONNEGATIVE
from derivcheck.algebra.term import (
    MINUS_ONE,
    ONE,
    RELATIONS,
    ZERO,
    Sort,
    Term,
    add,
    call,
    div,
    is_bound,
    mul,
    number,
    power,
    rational,
    symbols,
)
from derivcheck.algebra.visible import visible_signs

_STEPS = 400_000
_MOST_VARIABLES = 12
_MOST_FACTORS = 8


class Untranslatable(Exception):
    """Something of which this arithmetic knows nothing."""


class Contradiction(NamedTuple):
    """Whether facts and the opposite of a statement have no solution; ``vacuous``: the facts alone have none."""

    found: bool
    vacuous: bool = False


@lru_cache(maxsize=1024)
def contradiction(statement: Term, facts: tuple[Term, ...], whole: bool) -> Contradiction:
    """Whether the statement follows from the facts; integers are taken for real numbers unless ``whole``."""
    import z3

    translation = _Translation(z3, whole, _periods(statement) if whole else {})
    try:
        opposite = z3.Not(translation.truth(statement))
    except Untranslatable:
        return Contradiction(False)
    known = []
    for fact in facts:
        try:
            known.append(translation.truth(fact))
        except Untranslatable:
            continue  # a fact that is left out is not made use of
    if len(translation.variables) > _MOST_VARIABLES:
        return Contradiction(False)
    solver = z3.SolverFor("QF_NIRA") if whole else z3.Tactic("qfnra-nlsat").solver()
    solver.set("rlimit", _STEPS)
    solver.add(*known, *translation.constraints)
    solver.push()
    solver.add(opposite)
    if solver.check() != z3.unsat:
        return Contradiction(False)
    solver.pop()
    return Contradiction(True, solver.check() == z3.unsat)


class _Translation:
    """Terms in z3's language; ``constraints`` say what the variables stand for."""

    def __init__(self, z3: Any, whole: bool, periods: dict[Term, int]) -> None:
        self.z3, self.whole, self.periods = z3, whole, periods
        self.variables: dict[Term, Any] = {}
        self.constraints: list[Any] = []

    def truth(self, statement: Term) -> Any:
        match statement.op:
            case "and" | "or":
                join = self.z3.And if statement.op == "and" else self.z3.Or
                return join(*map(self.truth, statement.args))
            case "not":
                return self.z3.Not(self.truth(statement.args[0]))
            case "true" | "false":
                return self.z3.BoolVal(statement.op == "true")
            case op if op in RELATIONS:
                left, right = map(self.value, statement.args)
                return _COMPARE[op](left, right)
        raise Untranslatable(statement.op)

    def value(self, term: Term) -> Any:
        known = rational(term)
        if known is not None:
            whole = self.whole and known.denominator == 1
            return self.z3.IntVal(int(known)) if whole else self.z3.RealVal(str(known))
        match term.op:
            case "add":
                return self._joined(plus, term)
            case "mul":
                return self._joined(times, term)
            case "power":
                return self._power(*term.args)
            case "symbol" | "entry":
                return self._variable(term)
            case "call":
                return self._call(*term.args)
        raise Untranslatable(term.op)

    def _joined(self, join: Callable[[Any, Any], Any], term: Term) -> Any:
        first, *others = map(self.value, term.args)
        for other in others:
            first = join(first, other)
        return first

    def _power(self, base: Term, exponent: Term) -> Any:
        fixed = rational(exponent)
        if fixed is not None:
            if fixed.denominator != 1 or not 0 < abs(fixed) <= _MOST_FACTORS:
                raise Untranslatable("an exponent")
            return self._repeated(self.value(base) if fixed > 0 else self._reciprocal(base), abs(int(fixed)))
        steps, rest = _split(exponent)
        if not 0 <= steps <= _MOST_FACTORS or not is_integral(rest) or not visible_signs(rest) <= NONNEGATIVE:
            raise Untranslatable("an exponent that is not known to be a natural number")
        below = self.value(base)
        own = self._own(power(base, rest), is_integral(base))
        self.constraints += [self.z3.Implies(below > 0, own > 0), self.z3.Implies(below >= 1, own >= 1)]
        return own * self._repeated(below, steps) if steps else own

    def _reciprocal(self, base: Term) -> Any:
        """Anything where the base is 0: there the statement has no value."""
        below = self.value(base)
        own = self._own(power(base, MINUS_ONE), integral=False)
        self.constraints.append(self.z3.Implies(below != 0, own * below == 1))
        return own

    def _repeated(self, value: Any, times_: int) -> Any:
        result = value
        for _ in range(times_ - 1):
            result = result * value
        return result

    def _variable(self, term: Term) -> Any:
        if term.args[1] is Sort.COMPLEX or any(map(is_bound, symbols(term))):
            raise Untranslatable("a complex number, or an index that is bound")
        if term in self.periods:
            return self.periods[term] * self._whole_part(term) + self._rest(term)
        if term not in self.variables:
            own = self._own(term, term.args[1].integral)
            match term.args[1]:
                case Sort.POSITIVE:
                    self.constraints.append(own > 0)
                case Sort.NONNEGATIVE | Sort.NATURAL:
                    self.constraints.append(own >= 0)
                case Sort.SIZE:
                    self.constraints.append(own >= 1)
                case Sort.NONZERO:
                    self.constraints.append(own != 0)
        return self.variables[term]

    def _whole_part(self, term: Term) -> Any:
        return self._own(call("floor", term), integral=True)

    def _rest(self, term: Term) -> Any:
        """A real number is a multiple of its period and a rest, which alone matters to floors."""
        own = self._own(call("frac", term), integral=False)
        self.constraints += [own >= 0, own < self.periods[term]]
        return own

    def _own(self, term: Term, integral: bool) -> Any:
        found = self.variables.get(term)
        if found is None:
            make = self.z3.Int if integral and self.whole else self.z3.Real
            found = self.variables[term] = make(f"v{len(self.variables)}")
        return found

    def _call(self, name: str, *args: Term) -> Any:
        if name in ("floor", "ceiling", "Mod"):
            return self._rounded(name, *args)
        values = list(map(self.value, args))
        match name, values:
            case "Abs", [u]:
                return self.z3.If(u >= 0, u, -u)
            case "Max", [first, *others]:
                for other in others:
                    first = self.z3.If(first >= other, first, other)
                return first
            case "Min", [first, *others]:
                for other in others:
                    first = self.z3.If(first <= other, first, other)
                return first
        raise Untranslatable(name)

    def _rounded(self, name: str, u: Term, *more: Term) -> Any:
        if name != "Mod":
            return self._floor(u) if name == "floor" else -self._floor(mul(MINUS_ONE, u))
        return self.value(u) - self.value(more[0]) * self._floor(div(u, more[0]))

    def _floor_of_quotient(self, above: Term, divisor: Term) -> Any:
        """The whole q with q*d <= p < q*d + d, for a positive d, and with >= and > for a negative one."""
        p, d = self.value(above), self.value(divisor)
        own = self.z3.Int(f"f{len(self.constraints)}")
        within = self.z3.And(own * d <= p, p <= own * d + d - 1)
        mirrored = self.z3.And(own * d >= p, p >= own * d + d + 1)
        self.constraints += [self.z3.Implies(d > 0, within), self.z3.Implies(d < 0, mirrored)]
        return own

    def _floor(self, u: Term) -> Any:
        """The whole numbers in a sum, and a variable for the floor of the rest."""
        if not self.whole:
            raise Untranslatable("floors of real numbers")
        quotient = _quotient(u)
        if quotient is not None:
            return self._floor_of_quotient(*quotient)
        outside, inside = self.value(ZERO), self.value(ZERO)
        for factor, part in _linear(u):
            if part in self.periods:
                whole = factor * self.periods[part]
                if whole.denominator != 1:  # in a fact, whose floors were not looked at
                    raise Untranslatable("another period")
                outside = outside + int(whole) * self._whole_part(part)
                inside = inside + self.z3.RealVal(str(factor)) * self._rest(part)
                continue
            steps = factor.__floor__() if is_integral(part) else 0
            if steps:
                outside = outside + steps * self.value(part)
            if factor != steps:
                inside = inside + self.z3.RealVal(str(factor - steps)) * self.value(part)
        own = self.z3.Int(f"f{len(self.constraints)}")
        self.constraints += [own <= inside, inside < own + 1]
        return outside + own


def _quotient(u: Term) -> tuple[Term, Term] | None:
    """(p, d) with u = p/d, both whole, for a divisor that is no number."""
    factors = _factors(u)
    below = [f for f in factors if f.op == "power" and f.args[1] is MINUS_ONE and rational(f.args[0]) is None]
    if len(below) != 1:
        return None
    above, divisor = mul(*(f for f in factors if f is not below[0])), below[0].args[0]
    return (above, divisor) if is_integral(above) and is_integral(divisor) else None


def _factors(term: Term) -> list[Term]:
    return [f for a in term.args for f in _factors(a)] if term.op == "mul" else [term]


def _linear(term: Term, factor: Fraction = Fraction(1)) -> Iterator[tuple[Fraction, Term]]:
    """A term as multiples of others."""
    if term.op == "add":
        for part in term.args:
            yield from _linear(part, factor)
        return
    if term.op == "mul":
        numbers = [value for value in map(rational, term.args) if value is not None]
        others = [part for part in term.args if rational(part) is None]
        if numbers:
            for value in numbers:
                factor = factor * value
            yield from _linear(mul(*others), factor)
            return
    own = rational(term)
    yield (factor, term) if own is None else (factor * own, ONE)


def _periods(term: Term) -> dict[Term, int]:
    """Real numbers in floors, each with a number of which all its factors there make a whole number."""
    found: dict[Term, int] = {}
    if term.op == "call" and term.args[0] in ("floor", "ceiling", "Mod"):
        inside = div(*term.args[1:]) if term.args[0] == "Mod" else term.args[1]
        for factor, part in _linear(inside):
            if part.op == "symbol" and part.args[1] is Sort.REAL:
                found[part] = lcm(found.get(part, 1), factor.denominator)
    for part in term.terms:
        for own, period in _periods(part).items():
            found[own] = lcm(found.get(own, 1), period)
    return found


def _split(exponent: Term) -> tuple[int, Term]:
    """The number in a sum, and the rest, always in the same order."""
    total: dict[Term, Fraction] = {}
    for factor, part in _linear(exponent):
        total[part] = total.get(part, Fraction(0)) + factor
    whole = total.pop(ONE, Fraction(0))
    if whole.denominator != 1:
        raise Untranslatable("an exponent that is no whole number")
    rest = sorted((part for part, factor in total.items() if factor), key=str)
    return int(whole), add(*(p if total[p] == 1 else mul(number(total[p]), p) for p in rest))


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}
