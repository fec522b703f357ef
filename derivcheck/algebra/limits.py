"""Limits of terms, by theorems: continuity, the algebra of limits, squeezing, dominance, L'Hôpital's rule.

One approach at a time: a positive symbol t tends to 0 or to infinity; `approaches` writes the variable of a limit so.
What is found is proved; `NoRule` says that these rules do not reach. Where the sign of a parameter decides, `Split`
asks for cases. References: W. Rudin, Principles of Mathematical Analysis, 4.4-4.9 and 5.13.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.algebra.calculus import NoDerivative, differentiate
from derivcheck.algebra.domain import conditions
from derivcheck.algebra.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal import Answer, attempt, holds, vanishes
from derivcheck.algebra.normaliser import Facts
from derivcheck.algebra.signs import BY_RELATION, Split
from derivcheck.algebra.solver import Oracle
from derivcheck.algebra.tendencies import (
    AT_INFINITY,
    AT_ZERO,
    BOUNDED,
    CONTINUOUS,
    INFINITY,
    MINUS_INFINITY,
    is_infinite,
    opposite,
)
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
    make,
    mul,
    neg,
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
_GROWING = symbol("t→", Sort.POSITIVE)


class NoRule(Exception):
    """The rules here do not find this limit."""


class NoLimit(Exception):
    """It is proved that there is no limit, not even an infinite one."""


def limit_of(body: Term, variable: Term, point: Term, direction: str, facts: Facts, near: Facts = ()) -> Term:
    """The limit, `INFINITY` or `MINUS_INFINITY`. ``near``: conditions on the variable that hold near the point.

    Raises NoRule, NoLimit, Split, or Vacuous if the facts contradict each other.
    """
    found = [
        Tendency(at_infinity, facts, tuple(substitute(c, {variable: value}) for c in near), integral).of(
            substitute(body, {variable: value})
        )
        for at_infinity, value, integral in approaches(variable, point, direction)
    ]
    first = found[0]
    for other in found[1:]:
        if is_infinite(first) or is_infinite(other):
            if first is not other:
                raise NoLimit("it differs from both sides")
        elif not _same(first, other, facts):
            raise NoLimit("it differs from both sides")
    return first


def _same(a: Term, b: Term, facts: Facts) -> bool:
    """Whether two limits are the same; NoRule if that is not seen."""
    if a is b:
        return True
    answer = vanishes(sub(a, b), facts)
    if not isinstance(answer, Answer):
        raise Split(answer.facts[0].args[0], tuple(f.op for f in answer.facts))
    if answer.state in ("zero", "vacuous"):
        return True
    if _proved(relation("gt", a, b), facts) or _proved(relation("lt", a, b), facts):
        return False
    raise NoRule("the limits from both sides are not seen to be the same")


def approaches(variable: Term, point: Term, direction: str) -> Iterator[tuple[bool, Term, bool]]:
    """For each side: whether t tends to infinity (or to 0), the variable in terms of t, whether it is an integer."""
    integral = bool(variable.args[1].integral)
    if is_infinite(point):
        yield True, _GROWING if point is INFINITY else neg(_GROWING), integral
        return
    if "+" in direction:
        yield False, add(point, _GROWING), integral
    if "-" in direction:
        yield False, sub(point, _GROWING), integral


def _proved(condition: Term, facts: Facts) -> bool:
    answer = holds(condition, facts)
    return isinstance(answer, Answer) and answer.state == "zero"


def sign_of(term: Term, facts: Facts) -> int:
    """The sign of a term without t; Split if it depends."""
    for op, sign in (("gt", 1), ("lt", -1), ("eq", 0)):
        answer = holds(relation(op, term, ZERO), facts)
        if isinstance(answer, Answer) and answer.state == "vacuous":
            raise Vacuous("contradicting facts")
        if isinstance(answer, Answer) and answer.state == "zero":
            return sign
    raise Split(term, ("lt", "eq", "gt"))


def defined_near(condition: Term, variable: Term, point: Term, direction: str, facts: Facts) -> bool:
    """Whether a condition on the variable holds wherever it is close enough to the point. Raises NoRule or Split."""
    return all(
        Tendency(at_infinity, facts, (), integral).eventually(substitute(condition, {variable: value}))
        for at_infinity, value, integral in approaches(variable, point, direction)
    )


class Tendency:
    """The limits of terms as t tends to infinity, or to 0 from above."""

    def __init__(self, at_infinity: bool, facts: Facts, near: Facts, integral: bool) -> None:
        self.at_infinity = at_infinity
        self.integral = integral
        self.facts = facts
        self.local = (*facts, *near)  # holds for all t that are far enough
        self._memo: dict[Term, Term] = {}
        self._steps = _MOST_STEPS
        self._depth = 0

    def of(self, term: Term) -> Term:
        """The limit. Raises as `limit_of`."""
        if _GROWING not in symbols(term):
            return term
        found = self._memo.get(term)
        if found is None:
            self._steps -= 1
            if self._steps < 0 or self._depth > _MOST_DEPTH or _size(term) > _LARGEST:
                raise NoRule("too many steps")
            self._depth += 1
            try:
                found = self._memo[term] = self._rule(term)
            finally:
                self._depth -= 1
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
        if _GROWING not in symbols(term):
            return sign_of(term, self.facts)
        for op, sign in (("gt", 1), ("lt", -1)):
            if _proved(relation(op, term, ZERO), self.local):
                return sign
        found = self.of(term)
        if is_infinite(found):
            return 1 if found is INFINITY else -1
        sign = sign_of(found, self.facts)
        if sign:
            return sign
        slope = self._derivative(term)
        if slope is ZERO:
            return 0
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise NoRule("too many steps")
        try:
            return -self.side(slope) if self.at_infinity else self.side(slope)
        finally:
            self._depth -= 1

    def eventually(self, condition: Term) -> bool:
        match condition.op:
            case "true" | "false":
                return condition.op == "true"
            case "and":
                return all(self.eventually(c) for c in condition.args)
            case "or":
                return any(self.eventually(c) for c in condition.args)
            case op if op in RELATIONS:
                return self.side(sub(*condition.args)) in BY_RELATION[op]
        raise NoRule(f"whether {condition.op} holds in the end")

    def _require(self, term: Term) -> None:
        """A term that a rule brings in must be defined in the end."""
        for condition in conditions(term):
            if condition not in self.local and not self.eventually(condition):
                raise NoRule("a rule that would leave the domain")

    # --- the algebra of limits

    def _parts(self, parts: tuple[Term, ...]) -> list[Term | None]:
        """The limit of every part; None for one that is only known to be bounded."""
        return [self._of_part(p) for p in parts]

    def _of_part(self, part: Term) -> Term | None:
        try:
            return self.of(part)
        except NoRule:
            if not self._is_bounded(part):
                raise
            return None

    def _is_bounded(self, term: Term) -> bool:
        if _GROWING not in symbols(term) or (term.op == "call" and term.args[0] in BOUNDED):
            return True
        if term.op in ("add", "mul"):
            return all(self._is_bounded(a) for a in term.args)
        value = rational(term.args[1]) if term.op == "power" else None
        if value is not None and value.denominator == 1 and value > 0:
            return self._is_bounded(term.args[0])
        if term.op == "power" and self.integral and term.args[1] is _GROWING and _GROWING not in symbols(term.args[0]):
            return sign_of(sub(call("Abs", term.args[0]), ONE), self.facts) <= 0
        return False

    def _sum(self, term: Term) -> Term:
        found = self._parts(term.args)
        ends = {f for f in found if f is not None and is_infinite(f)}
        if len(ends) == 1:
            return ends.pop()
        if None in found and not ends:
            raise NoRule("a part that is only bounded")
        return self._indeterminate(term) if ends else add(*(f for f in found if f is not None and f is not ZERO))

    def _product(self, term: Term) -> Term:
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
        if None in found or 0 in signs:
            if 0 in signs and None not in found:
                return self._indeterminate(term)
            raise NoRule("a bounded factor beside one that is not")
        negative = sum(s < 0 for s in signs) + sum(f is MINUS_INFINITY for f in ends)
        return MINUS_INFINITY if negative % 2 else INFINITY

    def _vanish(self, finite: list[Term]) -> bool:
        return any(vanishes(f, self.facts) == Answer("zero") for f in finite)

    def _power(self, term: Term, base: Term, exponent: Term) -> Term:
        value = rational(exponent)
        if value is not None:
            return self._rational_power(base, value)
        if _GROWING not in symbols(base):
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
            raise Vacuous("a root of a negative number near the point")
        if value > 0:
            return ZERO
        side = self.side(base)
        if side == 0:
            raise Vacuous("a power of 0 near the point")
        return INFINITY if side == 1 or (whole and value.numerator % 2 == 0) else MINUS_INFINITY

    def _exponential(self, base: Term, exponent: Term) -> Term:
        """A number to a power that varies."""
        if self.integral and exponent is _GROWING:
            if sign_of(sub(call("Abs", base), ONE), self.facts) < 0:
                return ZERO
            if sign_of(base, self.facts) < 0:
                raise NoLimit("the sign alternates")
        sign = sign_of(base, self.facts)
        if sign == 1:
            return self.of(call("exp", mul(exponent, call("log", base))))
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
        return all(c in self.local or self.eventually(c) for c in own if _GROWING in symbols(c))

    def _extremum(self, name: str, args: tuple[Term, ...]) -> Term:
        found = [self.of(a) for a in args]
        winner, loser = (INFINITY, MINUS_INFINITY) if name == "Max" else (MINUS_INFINITY, INFINITY)
        if winner in found:
            return winner
        kept = [f for f in found if f is not loser]
        return loser if not kept else kept[0] if len(kept) == 1 else call(name, *kept)

    # --- indeterminate forms

    def _indeterminate(self, term: Term) -> Term:
        for rule in (self._simplified, self._by_dominance, self._by_quotients, self._by_logarithms, self._inverted):
            try:
                return rule(term)
            except (NoRule, NoDerivative):
                continue
        raise NoRule("an indeterminate form")

    def _normal(self, term: Term) -> tuple[Term, Term]:
        """Numerator and denominator of the normal form."""
        try:
            n = attempt(self.local, Oracle(False), (term,))
            value = n.of(term)
            return n.field.readable(value.n), n.field.readable(value.d)
        except (Incomplete, TooLarge, Restart, Split):
            return term, ONE

    def _simplified(self, term: Term) -> Term:
        n, d = self._normal(term)
        if d is not ONE and _GROWING in symbols(d):
            return self._quotient(n, d)
        simple = n if d is ONE else div(n, d)
        if simple is term or _size(simple) > _size(term):
            raise NoRule("nothing to simplify")
        return self.of(simple)

    def _quotient(self, n: Term, d: Term) -> Term:
        """The limit of n/d; where it is 0/0 or something over infinity, by the leading terms or L'Hôpital's rule."""
        self._steps -= 10
        self._depth += 1
        try:
            if self._steps < 0 or self._depth > _MOST_DEPTH:
                raise NoRule("too many steps")
            return self._quotient_step(n, d)
        finally:
            self._depth -= 1

    def _quotient_step(self, n: Term, d: Term) -> Term:
        above, below = self._of_part(n), self.of(d)
        if not is_infinite(below):
            sign = sign_of(below, self.facts)
            if above is None or (sign == 0 and is_infinite(above)):
                raise NoRule("a bounded numerator")
            if sign or sign_of(above, self.facts):
                return self.of(mul(n, power(d, MINUS_ONE)))
        if above is None or (is_infinite(below) and not is_infinite(above)):
            return ZERO
        try:
            return self._of_leading_terms(n, d)
        except NoRule:
            return self._hopital(n, d)

    def _of_leading_terms(self, n: Term, d: Term) -> Term:
        if n.op != "add" and d.op != "add":
            raise NoRule("no sums to compare")
        lead = self._leading(d.args if d.op == "add" else (d,))
        parts = [self.of(_ratio(p, lead)) for p in (n.args if n.op == "add" else (n,))]
        others = [self.of(_ratio(p, lead)) for p in (d.args if d.op == "add" else (d,))]
        if any(map(is_infinite, (*parts, *others))):
            raise NoRule("the numerator grows faster")
        below = add(*others)
        if sign_of(below, self.facts) == 0:
            raise NoRule("leading terms cancel")
        return div(add(*parts), below)

    def _leading(self, parts: tuple[Term, ...]) -> Term:
        lead = parts[0]
        for part in parts[1:]:
            if is_infinite(self.of(_ratio(part, lead))):
                lead = part
        return lead

    def _hopital(self, n: Term, d: Term) -> Term:
        """n'/d' instead of n/d, the derivative of d being nonzero near the point."""
        above, below = self._derivative(n), self._derivative(d)
        if self.side(below) == 0:
            raise NoRule("L'Hôpital's rule does not apply")
        return self._simplified_or_whole(div(above, below))

    def _simplified_or_whole(self, term: Term) -> Term:
        n, d = self._normal(term)
        if _GROWING in symbols(d):
            return self._quotient(n, d)
        return self.of(n if d is ONE else div(n, d))

    def _derivative(self, term: Term) -> Term:
        """The derivative by t, if the term is differentiable in the end."""
        if _size(term) > _LARGEST:
            raise NoRule("too large")
        try:
            found = differentiate(term, _GROWING)
        except NoDerivative as name:
            raise NoRule(str(name)) from None
        self._require(make("derivative", term, _GROWING, 1))
        n, d = self._normal(found)
        return n if d is ONE else div(n, d)

    def _by_dominance(self, term: Term) -> Term:
        """A sum by its fastest term, if the others are finite multiples of it that do not cancel it."""
        if term.op != "add":
            raise NoRule("no sum")
        lead = self._leading(term.args)
        end = self.of(lead)
        ratios = [self.of(_ratio(p, lead)) for p in term.args]
        if not is_infinite(end) or any(map(is_infinite, ratios)):
            raise NoRule("no fastest term")
        sign = sign_of(add(*ratios), self.facts)
        if sign == 0:
            raise NoRule("the fastest terms cancel")
        return end if sign == 1 else opposite(end)

    def _by_quotients(self, term: Term) -> Term:
        """0 times infinity as 0/0 or as infinity over infinity."""
        if term.op != "mul":
            raise NoRule("no product")
        large = [f for f in term.args if is_infinite(self._of_part(f) or ZERO)]
        small = [f for f in term.args if f not in large]
        for n, d in ((large, small), (small, large)):
            try:
                return self._quotient(mul(*n), self._reciprocal(d))
            except NoRule:
                continue
        raise NoRule("no quotient")

    def _reciprocal(self, factors: list[Term]) -> Term:
        n, d = self._normal(power(mul(*factors), MINUS_ONE))
        return n if d is ONE else div(n, d)

    def _by_logarithms(self, term: Term) -> Term:
        """A product as the exponential of a sum of logarithms."""
        if term.op != "mul":
            raise NoRule("no product")
        sign, parts = 1, []
        for factor in term.args:
            side = self.side(factor)
            if side == 0:
                return ZERO
            sign *= side
            parts.append(_logarithm(factor if side == 1 else neg(factor)))
        found = self.of(call("exp", add(*parts)))
        return found if sign == 1 else opposite(found)

    def _inverted(self, term: Term) -> Term:
        """At infinity, 1/t instead of t."""
        if not self.at_infinity:
            raise NoRule("not at infinity")
        values = {_GROWING: power(_GROWING, MINUS_ONE)}
        near = tuple(substitute(c, values) for c in self.local)
        return Tendency(False, self.facts, near, False)._simplified_or_whole(substitute(term, values))


def _logarithm(term: Term) -> Term:
    """log of a positive term, taken apart where its form shows how."""
    if term.op == "call" and term.args[0] == "exp":
        return term.args[1]  # type: ignore[no-any-return]
    if term.op == "power" and term.args[0].op == "symbol":
        return mul(term.args[1], call("log", term.args[0]))
    return call("log", term)


def _ratio(a: Term, b: Term) -> Term:
    """a/b with exponentials and powers of equal bases put together."""
    exponents: dict[Term, list[Term]] = {}
    for factor, sign in (*((f, ONE) for f in _factors(a)), *((f, MINUS_ONE) for f in _factors(b))):
        base, exponent = factor, ONE
        if factor.op == "call" and factor.args[0] == "exp":
            base, exponent = call("exp", ONE), factor.args[1]
        elif factor.op == "power":
            base, exponent = factor.args
        exponents.setdefault(base, []).append(exponent if sign is ONE else neg(exponent))
    kept = []
    for base, parts in exponents.items():
        total = add(*parts)
        value = rational(total)
        if value == 0 or vanishes(total) == Answer("zero"):
            continue
        if base.op == "call" and base.args == ("exp", ONE):
            kept.append(call("exp", total))
        else:
            kept.append(base if value == 1 else power(base, total if value is None else make("number", value)))
    return mul(*kept)


def _factors(term: Term) -> tuple[Term, ...]:
    return term.args if term.op == "mul" else (term,)


def _size(term: Term) -> int:
    """Nodes, counted with repetition."""
    return 1 + sum(_size(t) for t in term.terms)


