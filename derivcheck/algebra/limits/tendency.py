"""Limits of terms as t tends to 0 or to infinity, by theorems: continuity, the algebra of limits, squeezing.

Indeterminate forms are resolved in `indeterminate`. Reference: W. Rudin, Principles of Mathematical
Analysis, chapter 4.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod

from derivcheck.algebra.calculus import NoDerivative, differentiate
from derivcheck.algebra.domain import conditions
from derivcheck.algebra.limits import indeterminate
from derivcheck.algebra.limits.approach import GROWING, NoLimit, NoRule, proved, sign_of, size
from derivcheck.algebra.limits.differences import by_differences
from derivcheck.algebra.limits.ratio import by_common_exponent, by_ratio
from derivcheck.algebra.limits.tendencies import (
    AT_INFINITY,
    AT_ZERO,
    BOUNDED,
    CONTINUOUS,
    INFINITY,
    MINUS_INFINITY,
    is_infinite,
)
from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.normal_form.normaliser import Facts
from derivcheck.algebra.signs.signs import BY_RELATION, Split
from derivcheck.algebra.term import (
    ONE,
    RELATIONS,
    ZERO,
    Sort,
    Term,
    add,
    call,
    div,
    make,
    mul,
    power,
    rational,
    relation,
    sub,
    substitute,
    symbol,
    symbols,
)

_MOST_DEPTH = 14
_MOST_STEPS = 400
_LARGEST = 60  # nodes of a term that is worked with


class Tendency:
    """The limits of terms as t tends to infinity, or to 0 from above."""

    def __init__(self, at_infinity: bool, facts: Facts, near: Facts, integral: bool) -> None:
        self.at_infinity = at_infinity
        self.integral = integral
        self.facts = facts
        self.local = (*facts, *near)  # holds for all t that are far enough
        self._memo: dict[Term, Term] = {}
        self.steps = _MOST_STEPS
        self.depth = 0

    def exhausted(self) -> bool:
        return self.steps < 0 or self.depth > _MOST_DEPTH

    def limit(self, term: Term) -> Term:
        """The limit. Raises NoLimit, too, where it is proved that there is none."""
        return self._rule(term) if GROWING in symbols(term) else term

    def of(self, term: Term) -> Term:
        """The limit of a part. Raises NoRule or Split."""
        if GROWING not in symbols(term):
            return term
        found = self._memo.get(term)
        if found is None:
            self.steps -= 1
            if self.exhausted() or size(term) > _LARGEST:
                raise NoRule("too many steps")
            self.depth += 1
            try:
                found = self._memo[term] = self._rule(term)
            except NoLimit as reason:
                raise NoRule(str(reason)) from None  # the whole may have a limit all the same
            finally:
                self.depth -= 1
        return found

    def _rule(self, term: Term) -> Term:
        match term.op:
            case "symbol":
                return INFINITY if self.at_infinity else ZERO
            case "add":
                return self._sum(term)
            case "mul":
                return self._product(term)
            case "power":
                return self._power(term, *term.args)
            case "call":
                return self._call(term, term.args[0], term.args[1:])
            case "piecewise":
                for value, condition in zip(term.args[::2], term.args[1::2], strict=True):
                    if self.eventually(condition):
                        return self.of(value)
        raise NoRule(f"no rule for {term.op}")

    # --- signs for all t that are far enough

    def side(self, term: Term) -> int:
        """The sign of a term from some t on. Raises NoRule or Split."""
        if GROWING not in symbols(term):
            return sign_of(term, self.facts)
        for op, sign in (("gt", 1), ("lt", -1)):
            if proved(relation(op, term, ZERO), self.local):
                return sign
        if term.op in ("add", "mul"):
            combined = self._combined_side(term)
            if combined is not None:
                return combined
        found = self.of(term)
        if is_infinite(found):
            return 1 if found is INFINITY else -1
        sign = sign_of(found, self.facts)
        if sign:
            return sign
        slope = self.derivative(term)
        if slope is ZERO:
            return 0
        self.depth += 1
        if self.exhausted():
            raise NoRule("too many steps")
        try:
            return -self.side(slope) if self.at_infinity else self.side(slope)
        finally:
            self.depth -= 1

    def _combined_side(self, term: Term) -> int | None:
        """Of a sum whose parts have one sign, and of a product."""
        self.depth += 1
        try:
            sides = [] if self.exhausted() else [self.side(part) for part in term.args]
        except (NoRule, Split):
            return None
        finally:
            self.depth -= 1
        if not sides:
            return None
        if term.op == "mul":
            return prod(sides)
        signs = {s for s in sides if s}
        return signs.pop() if len(signs) == 1 else None

    def eventually(self, condition: Term) -> bool:
        match condition.op:
            case "true" | "false":
                return condition.op == "true"
            case "and":
                return all(self.eventually(c) for c in condition.args)
            case "or":
                return any(self.eventually(c) for c in condition.args)
            case "every" if GROWING not in symbols(condition.args[3]):
                return self._from_the_first_on(*condition.args)
            case op if op in RELATIONS:
                return self.side(sub(*condition.args)) in BY_RELATION[op]
        raise NoRule(f"whether {condition.op} holds in the end")

    def _from_the_first_on(self, index: Term, first: Term, last: Term, condition: Term) -> bool:
        """Whether a condition holds for all indices from the first on, wherever the last is."""
        if GROWING in symbols(first):
            raise NoRule("a range that begins elsewhere each time")
        own = symbol(f"{index.args[0]}→", Sort.INTEGER)
        inside = (*self.facts, relation("ge", own, first))
        written = substitute(condition, {index: own})
        if not any(proved(c, inside) for c in (written.args if written.op == "or" else (written,))):
            raise NoRule("a condition that is not seen for every index")
        return True

    def _require(self, term: Term) -> None:
        """A term that a rule brings in must be defined in the end."""
        for condition in conditions(term):
            if condition not in self.local and not self.eventually(condition):
                raise NoRule("a rule that would leave the domain")

    # --- the algebra of limits

    def _parts(self, parts: tuple[Term, ...]) -> list[Term | None]:
        """The limit of every part; None for one that is only known to be bounded."""
        return [self.of_part(p) for p in parts]

    def of_part(self, part: Term) -> Term | None:
        try:
            return self.of(part)
        except NoRule:
            if not self._is_bounded(part):
                raise
            return None

    def _is_bounded(self, term: Term) -> bool:
        if GROWING not in symbols(term) or (term.op == "call" and term.args[0] in BOUNDED):
            return True
        if term.op in ("add", "mul"):
            return all(self._is_bounded(a) for a in term.args)
        value = rational(term.args[1]) if term.op == "power" else None
        if value is not None and value.denominator == 1 and value > 0:
            return self._is_bounded(term.args[0])
        if term.op == "power" and self.integral and term.args[1] is GROWING and GROWING not in symbols(term.args[0]):
            return sign_of(sub(call("Abs", term.args[0]), ONE), self.facts) <= 0
        return False

    def _sum(self, term: Term) -> Term:
        found = self._parts(term.args)
        ends = {f for f in found if f is not None and is_infinite(f)}
        if len(ends) == 1:
            return ends.pop()
        if None in found and not ends:
            raise NoRule("a part that is only bounded")
        if ends:
            return indeterminate.resolved(self, term)
        return add(*(f for f in found if f is not None and f is not ZERO))

    def _product(self, term: Term) -> Term:
        for rule in (by_ratio, by_differences, by_common_exponent, indeterminate.by_leading_logarithm):
            try:
                return rule(self, term)
            except NoRule:
                continue
        found = self._parts(term.args)
        ends = [f for f in found if f is not None and is_infinite(f)]
        finite = [f for f in found if f is not None and not is_infinite(f)]
        if not ends:
            if None not in found:
                return ZERO if ZERO in finite else mul(*(f for f in finite if f is not ONE))
            if self._vanish(finite):
                return ZERO
            raise NoRule("a factor that is only bounded")
        signs = [sign_of(f, self.facts) for f in finite]
        if any(s == 0 and GROWING not in symbols(f) and f in term.args for s, f in zip(signs, finite, strict=True)):
            return ZERO
        if None in found or 0 in signs:
            if 0 in signs and None not in found:
                return indeterminate.resolved(self, term)
            raise NoRule("a bounded factor beside one that is not")
        negative = sum(s < 0 for s in signs) + sum(f is MINUS_INFINITY for f in ends)
        return MINUS_INFINITY if negative % 2 else INFINITY

    def _vanish(self, finite: list[Term]) -> bool:
        return any(vanishes(f, self.facts) == Answer("zero") for f in finite)

    def _power(self, term: Term, base: Term, exponent: Term) -> Term:
        value = rational(exponent)
        if value is not None:
            return self._rational_power(base, value)
        if GROWING not in symbols(base):
            return self._exponential(base, exponent)
        if self.side(base) != 1:
            raise NoRule("a real power of a number that is not positive")
        return self.of(call("exp", mul(exponent, call("log", base))))

    def _rational_power(self, base: Term, value: Fraction) -> Term:
        found, whole = self.of(base), value.denominator == 1
        raised = power(found, make("number", value))
        if is_infinite(found):
            if value < 0:
                return ZERO
            return INFINITY if found is INFINITY or value.numerator % 2 == 0 else MINUS_INFINITY
        if whole and value > 0:
            return raised
        sign = sign_of(found, self.facts)
        if sign and (whole or sign == 1):
            return raised
        if sign == -1:
            raise NoRule("a root of a negative number")
        if value > 0:
            return ZERO
        side = self.side(base)
        if side == 0:
            raise NoRule("a negative power of 0")
        return INFINITY if side == 1 or (whole and value.numerator % 2 == 0) else MINUS_INFINITY

    def _exponential(self, base: Term, exponent: Term) -> Term:
        """A number to a power that varies."""
        if self.integral and exponent is GROWING:
            if sign_of(sub(call("Abs", base), ONE), self.facts) < 0:
                return ZERO
            if sign_of(base, self.facts) < 0:
                raise NoLimit("the sign alternates")
        sign = sign_of(base, self.facts)
        if sign == 1:
            found = self.of(exponent)
            if not is_infinite(found):
                return power(base, found)
            above = sign_of(sub(base, ONE), self.facts)
            return ONE if above == 0 else INFINITY if (above == 1) == (found is INFINITY) else ZERO
        if sign == 0 and self.side(exponent) == 1:
            return ZERO
        raise NoRule("a power of a number that is not positive")

    def _call(self, term: Term, name: str, args: tuple[Term, ...]) -> Term:
        if name in ("Max", "Min"):
            return self._extremum(name, args)
        if len(args) != 1:
            raise NoRule(f"no rule for {name}")
        (argument,) = args
        if name in ("sign", "Heaviside") and not is_infinite(self.of(argument)):
            return call(name, make("number", Fraction(self.side(argument))))
        found = self.of(argument)
        if is_infinite(found):
            end = AT_INFINITY.get(name, (None, None))[found is MINUS_INFINITY]
            if end is None:
                raise NoRule(f"{name} at {found}")
            return end
        if name in CONTINUOUS and self._continues(name, argument, found):
            return call(name, found)
        if name in AT_ZERO and sign_of(found, self.facts) == 0 and self.side(argument) == 1:
            return AT_ZERO[name]
        raise NoRule(f"{name} at an end of its domain")

    def _continues(self, name: str, argument: Term, found: Term) -> bool:
        """Whether a function is defined at the limit of its argument, and the argument stays within its domain."""
        for condition in conditions(call(name, found)):
            if condition.op not in RELATIONS:
                return False
            side = sign_of(sub(*condition.args), self.facts)
            if side not in BY_RELATION[condition.op]:
                return False
            if side == 0 and not self._stays(name, argument):
                return False
        return True

    def _stays(self, name: str, argument: Term) -> bool:
        own = conditions(call(name, argument))
        return all(c in self.local or self.eventually(c) for c in own if GROWING in symbols(c))

    def _extremum(self, name: str, args: tuple[Term, ...]) -> Term:
        found = [self.of(a) for a in args]
        winner, loser = (INFINITY, MINUS_INFINITY) if name == "Max" else (MINUS_INFINITY, INFINITY)
        if winner in found:
            return winner
        kept = [f for f in found if f is not loser]
        return loser if not kept else kept[0] if len(kept) == 1 else call(name, *kept)

    def derivative(self, term: Term) -> Term:
        """The derivative by t, if the term is differentiable in the end."""
        if size(term) > _LARGEST:
            raise NoRule("too large")
        try:
            found = differentiate(term, GROWING)
        except NoDerivative as name:
            raise NoRule(str(name)) from None
        self._require(make("derivative", term, GROWING, 1))
        n, d = indeterminate.normal(self, found)
        return n if d is ONE else div(n, d)
