"""Indeterminate forms: leading terms, dominance, L'Hôpital's rule, logarithms of products.

Each rule takes the tendency of t and a term, and raises NoRule where it does not apply. Reference: W. Rudin, Principles
of Mathematical Analysis, theorem 5.13.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.calculus import NoDerivative
from derivcheck.algebra.limits.approach import GROWING, NoRule, sign_of, size
from derivcheck.algebra.limits.tendencies import is_infinite, opposite
from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Term,
    add,
    call,
    div,
    make,
    mul,
    neg,
    power,
    rational,
    substitute,
    symbols,
)

if TYPE_CHECKING:
    from derivcheck.algebra.limits.tendency import Tendency


def resolved(t: Tendency, term: Term) -> Term:
    for rule in (_simplified, _by_dominance, _by_quotients, _by_logarithms, _inverted):
        try:
            return rule(t, term)
        except (NoRule, NoDerivative):
            continue
    raise NoRule("an indeterminate form")


def normal(t: Tendency, term: Term) -> tuple[Term, Term]:
    """Numerator and denominator of the normal form."""
    try:
        n = attempt(t.local, Oracle(False), (term,))
        value = n.of(term)
        return n.field.readable(value.n), n.field.readable(value.d)
    except Vacuous:
        raise NoRule("a term that is not defined in the end") from None
    except (Incomplete, TooLarge, Restart, Split):
        return term, ONE


def _simplified(t: Tendency, term: Term) -> Term:
    n, d = normal(t, term)
    if d is not ONE and GROWING in symbols(d):
        return _quotient(t, n, d)
    simple = n if d is ONE else div(n, d)
    if simple is term or size(simple) > size(term):
        raise NoRule("nothing to simplify")
    return t.of(simple)


def _quotient(t: Tendency, n: Term, d: Term) -> Term:
    """The limit of n/d; where it is 0/0 or something over infinity, by the leading terms or L'Hôpital's rule."""
    t.steps -= 10
    t.depth += 1
    try:
        if t.exhausted():
            raise NoRule("too many steps")
        return _quotient_step(t, n, d)
    finally:
        t.depth -= 1


def _quotient_step(t: Tendency, n: Term, d: Term) -> Term:
    above, below = t.of_part(n), t.of(d)
    if not is_infinite(below):
        sign = sign_of(below, t.facts)
        if above is None or (sign == 0 and is_infinite(above)):
            raise NoRule("a bounded numerator")
        if sign or sign_of(above, t.facts):
            return t.of(mul(n, power(d, MINUS_ONE)))
    if above is None or (is_infinite(below) and not is_infinite(above)):
        return ZERO
    try:
        return _of_leading_terms(t, n, d)
    except NoRule:
        return _hopital(t, n, d)


def _of_leading_terms(t: Tendency, n: Term, d: Term) -> Term:
    if n.op != "add" and d.op != "add":
        raise NoRule("no sums to compare")
    lead = _leading(t, d.args if d.op == "add" else (d,))
    parts = [t.of(_ratio(p, lead)) for p in (n.args if n.op == "add" else (n,))]
    others = [t.of(_ratio(p, lead)) for p in (d.args if d.op == "add" else (d,))]
    if any(map(is_infinite, (*parts, *others))):
        raise NoRule("the numerator grows faster")
    below = add(*others)
    if sign_of(below, t.facts) == 0:
        raise NoRule("leading terms cancel")
    return div(add(*parts), below)


def _leading(t: Tendency, parts: tuple[Term, ...]) -> Term:
    lead = parts[0]
    for part in parts[1:]:
        if is_infinite(t.of(_ratio(part, lead))):
            lead = part
    return lead


def _hopital(t: Tendency, n: Term, d: Term) -> Term:
    """n'/d' instead of n/d, the derivative of d being nonzero near the point."""
    above, below = t.derivative(n), t.derivative(d)
    if t.side(below) == 0:
        raise NoRule("L'Hôpital's rule does not apply")
    return simplified_or_whole(t, div(above, below))


def simplified_or_whole(t: Tendency, term: Term) -> Term:
    """The limit of a term by its normal form."""
    n, d = normal(t, term)
    if GROWING in symbols(d):
        return _quotient(t, n, d)
    return t.of(n if d is ONE else div(n, d))


def _by_dominance(t: Tendency, term: Term) -> Term:
    """A sum by its fastest term, if the others are finite multiples of it that do not cancel it."""
    if term.op != "add":
        raise NoRule("no sum")
    lead = _leading(t, term.args)
    end = t.of(lead)
    ratios = [t.of(_ratio(p, lead)) for p in term.args]
    if not is_infinite(end) or any(map(is_infinite, ratios)):
        raise NoRule("no fastest term")
    sign = sign_of(add(*ratios), t.facts)
    if sign == 0:
        raise NoRule("the fastest terms cancel")
    return end if sign == 1 else opposite(end)


def by_leading_logarithm(t: Tendency, term: Term) -> Term:
    """A factor log(S) of a sum S, by its leading term l: log(S) = log(l) + log(S/l), S/l having a limit > 0."""
    factors = term.args if term.op == "mul" else ()
    own = next((f for f in factors if f.op == "call" and f.args[0] == "log" and f.args[1].op == "add"), None)
    if own is None:
        raise NoRule("no logarithm of a sum")
    rest, parts = mul(*(f for f in factors if f is not own)), own.args[1].args
    lead = _leading(t, parts)
    share = add(*(t.of(_ratio(p, lead)) for p in parts))
    if is_infinite(t.of(rest)) or t.side(lead) != 1 or sign_of(share, t.facts) != 1:
        raise NoRule("no leading term")
    logarithms = [simplified_or_whole(t, mul(rest, _logarithm(f))) for f in _factors(lead)]
    if any(map(is_infinite, logarithms)):
        raise NoRule("an infinite logarithm")
    return add(*logarithms, mul(t.of(rest), call("log", share)))


def _by_quotients(t: Tendency, term: Term) -> Term:
    """0 times infinity as 0/0 or as infinity over infinity."""
    if term.op != "mul":
        raise NoRule("no product")
    large = [f for f in term.args if is_infinite(t.of_part(f) or ZERO)]
    small = [f for f in term.args if f not in large]
    for n, d in ((large, small), (small, large)):
        try:
            return _quotient(t, mul(*n), _reciprocal(t, d))
        except NoRule:
            continue
    raise NoRule("no quotient")


def _reciprocal(t: Tendency, factors: list[Term]) -> Term:
    n, d = normal(t, power(mul(*factors), MINUS_ONE))
    return n if d is ONE else div(n, d)


def _by_logarithms(t: Tendency, term: Term) -> Term:
    """A product as the exponential of a sum of logarithms."""
    if term.op != "mul":
        raise NoRule("no product")
    sign, parts = 1, []
    for factor in term.args:
        side = t.side(factor)
        if side == 0:
            return ZERO
        sign *= side
        parts.append(_logarithm(factor if side == 1 else neg(factor)))
    found = t.of(call("exp", add(*parts)))
    return found if sign == 1 else opposite(found)


def _inverted(t: Tendency, term: Term) -> Term:
    """At infinity, 1/t instead of t."""
    if not t.at_infinity:
        raise NoRule("not at infinity")
    values = {GROWING: power(GROWING, MINUS_ONE)}
    near = tuple(substitute(c, values) for c in t.local)
    return simplified_or_whole(type(t)(False, t.facts, near, False), substitute(term, values))


def _logarithm(term: Term) -> Term:
    """log of a positive term, taken apart where its form shows how."""
    if term.op == "call" and term.args[0] == "exp":
        return term.args[1]  # type: ignore[no-any-return]
    if term.op == "power" and (term.args[0].op == "symbol" or GROWING in symbols(term.args[1])):
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
    kept: list[Term] = []
    raised: dict[Term, list[Term]] = {}  # numbers to one power that varies
    for base, parts in exponents.items():
        total = add(*parts)
        value = rational(total)
        if value == 0 or vanishes(total) == Answer("zero"):
            continue
        if base.op == "call" and base.args == ("exp", ONE):
            kept.append(call("exp", total))
        elif value is not None:
            kept.append(base if value == 1 else power(base, make("number", value)))
        elif len(parts) == 1 and GROWING not in symbols(base):
            below = parts[0].op == "mul" and parts[0].args[0] is MINUS_ONE
            exponent = mul(*parts[0].args[1:]) if below else parts[0]
            raised.setdefault(exponent, []).append(power(base, MINUS_ONE) if below else base)
        else:
            kept.append(power(base, total))
    kept += [power(mul(*bases), exponent) for exponent, bases in raised.items()]
    return mul(*kept)


def _factors(term: Term) -> tuple[Term, ...]:
    return term.args if term.op == "mul" else (term,)
