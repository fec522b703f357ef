"""The ratio test: a sequence whose neighbouring terms have a quotient that tends to less than 1 tends to 0.

If a(n+1) = r(n)*a(n) and |r(n)| tends to L, then a(n) tends to 0 for L < 1, and |a(n)| to infinity for L > 1 if no a(n)
is 0 in the end. Reference: W. Rudin, Principles of Mathematical Analysis, theorem 3.34.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.limits.approach import GROWING, NoRule, proved, sign_of
from derivcheck.algebra.limits.tendencies import INFINITY, MINUS_INFINITY, is_infinite
from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.normal_form.normaliser import Facts
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Sort,
    Term,
    add,
    call,
    div,
    mul,
    neg,
    power,
    relation,
    sub,
    substitute,
    symbol,
    symbols,
)

if TYPE_CHECKING:
    from derivcheck.algebra.limits.tendency import Tendency

_PLACE = symbol("n→", Sort.SIZE)


def by_ratio(t: Tendency, term: Term) -> Term:
    """The limit of a sequence of products with powers and factorials. Raises NoRule or Split."""
    if not (t.at_infinity and t.integral and _is_product_of_many(term)):
        raise NoRule("not a sequence of growing products")
    compared = _compared_with_one(t, t.of(ratio_of(t, term)))
    if compared == 0:
        raise NoRule("the ratio tends to 1")
    if compared < 0:
        return ZERO
    side = t.side(term)
    if side == 0:
        raise NoRule("a sequence of zeros")
    return INFINITY if side == 1 else MINUS_INFINITY


def _compared_with_one(t: Tendency, ratio: Term) -> int:
    """The sign of |ratio| - 1."""
    if is_infinite(ratio):
        return 1
    if all(proved(relation("lt", side, ONE), t.facts) for side in (ratio, neg(ratio))):
        return -1
    return sign_of(sub(call("Abs", ratio), ONE), t.facts)


def _is_product_of_many(term: Term) -> bool:
    """Whether the number of factors grows: a power with what grows in its exponent, or a factorial."""
    if GROWING not in symbols(term):
        return False
    own = term.op == "power" and GROWING in symbols(term.args[1])
    if own or (term.op == "call" and term.args[0] == "factorial"):
        return True
    return term.op in ("mul", "power") and any(map(_is_product_of_many, term.terms))


def ratio_of(t: Tendency, term: Term) -> Term:
    """By what a term of the sequence has to be multiplied to get the next one.

    Powers of one number are kept apart from the rest, so that nobody has to ask for that number's sign.
    """
    here = substitute(term, {GROWING: _PLACE})
    factors = here.args if here.op == "mul" else (here,)
    geometric = [f for f in factors if f.op == "power" and _PLACE not in symbols(f.args[0])]
    facts = tuple(substitute(f, {GROWING: _PLACE}) for f in t.local)
    parts = [_of_product(mul(*own), facts) for own in (geometric, [f for f in factors if f not in geometric]) if own]
    return substitute(mul(*parts), {_PLACE: GROWING})


def _of_product(here: Term, facts: Facts) -> Term:
    after = substitute(here, {_PLACE: add(_PLACE, ONE)})
    quotient = div(after, here)
    try:
        n = attempt(facts, Oracle(False), (quotient,))
        value = n.of(quotient)
        above, below = n.field.readable(value.n), n.field.readable(value.d)
    except (Vacuous, Incomplete, TooLarge, Restart, Split):
        raise NoRule("a ratio that is not found") from None
    ratio = above if below is ONE else div(above, below)
    if vanishes(sub(after, mul(ratio, here)), facts) != Answer("zero"):
        raise NoRule("a ratio that is not seen to hold where a term is 0")
    return ratio


def by_common_exponent(t: Tendency, term: Term) -> Term:
    """n**n*(n + 1)**(-n) as (n/(n + 1))**n, for positive bases. Raises NoRule or Split."""
    bases: dict[Term, list[Term]] = {}
    rest: list[Term] = []
    for factor in term.args if term.op == "mul" else ():
        base, exponent = _as_power(factor)
        if GROWING in symbols(base) and GROWING in symbols(exponent):
            below = exponent.op == "mul" and exponent.args[0] is MINUS_ONE
            own = mul(*exponent.args[1:]) if below else exponent
            bases.setdefault(own, []).append(power(base, MINUS_ONE) if below else base)
        else:
            rest.append(factor)
    if not bases or all(len(parts) == 1 for parts in bases.values()):
        raise NoRule("no powers with one exponent")
    if any(t.side(part) != 1 for parts in bases.values() for part in parts):
        raise NoRule("a base that is not positive")
    return t.of(mul(*rest, *(power(mul(*parts), exponent) for exponent, parts in bases.items())))


def _as_power(factor: Term) -> tuple[Term, Term]:
    """Base and exponent; of exp(log(b)*e), too, and of its reciprocal."""
    if factor.op == "power" and factor.args[1] is MINUS_ONE:
        base, exponent = _as_power(factor.args[0])
        return (base, neg(exponent)) if base is not factor.args[0] else (factor, ONE)
    if factor.op == "power":
        return factor.args[0], factor.args[1]
    inner = factor.args[1] if factor.op == "call" and factor.args[0] == "exp" else ONE
    parts = inner.args if inner.op == "mul" else (inner,)
    logs = [p for p in parts if p.op == "call" and p.args[0] == "log"]
    if len(logs) != 1:
        return factor, ONE
    return logs[0].args[1], mul(*(p for p in parts if p is not logs[0]))
