"""Iverson brackets: choices that depend on an index that a sum binds, as kernels with square themselves.

``[d >= 0]`` is a kernel; for integral d, ``[d < 0]`` is ``[-d - 1 >= 0]``; of other d and -d one is chosen, with
``[-d >= 0] = 1 - [d >= 0] + [d = 0]``. Equality is a delta. A Piecewise is the sum of its values, each times its
bracket, and a function with pieces is written so: ``relu(u) = u*[u >= 0]``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.field import Field, Incomplete, Kernel, Quotient, Vacuous
from derivcheck.algebra.normal_form.opaque import opaque
from derivcheck.algebra.signs.signs import BY_RELATION, NONNEGATIVE
from derivcheck.algebra.term import ONE, RELATIONS, TRUE, ZERO, Term, call, make, relation
from derivcheck.algebra.visible import is_total

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser


def choice(n: Normaliser, term: Term) -> Quotient:
    """A Piecewise as a sum over its pieces."""
    f = n.field
    total, left = f.zero, f.one
    for value, condition in zip(term.args[::2], term.args[1::2], strict=True):
        own = bracket(n, condition)
        here = f.times(left, own)
        if not f.is_zero(here):
            if not is_total(value):
                # Where the bracket is 0 the value need not be defined, so it is no factor.
                raise Incomplete("a piece that is not always defined, under a sum")
            total = f.plus(total, f.times(here, _value(n, value)))
        left = f.minus(left, here)
    if not f.is_zero(left):
        raise Incomplete("a Piecewise that may have no case")
    return total


def _value(n: Normaliser, value: Term) -> Quotient:
    try:
        return n.of(value)
    except Vacuous:
        raise Incomplete("a piece without a value, under a sum") from None


def bracket(n: Normaliser, condition: Term) -> Quotient:
    """1 where the condition holds, 0 elsewhere."""
    f = n.field
    match condition.op:
        case "true" | "false":
            return f.one if condition.op == "true" else f.zero
        case "not":
            return f.minus(f.one, bracket(n, condition.args[0]))
        case "and" | "or":
            product = f.one
            for part in condition.args:
                own = bracket(n, part)
                product = f.times(product, own if condition.op == "and" else f.minus(f.one, own))
            return product if condition.op == "and" else f.minus(f.one, product)
        case op if op in RELATIONS:
            return _comparison(n, op, *condition.args)
    raise Incomplete(f"a bracket with {condition.op}")


def _comparison(n: Normaliser, op: str, left: Term, right: Term) -> Quotient:
    f = n.field
    difference = f.minus(n.of(left), n.of(right))
    signs = n.knowledge.signs_here(difference)
    if signs <= BY_RELATION[op]:
        return f.one
    if not signs & BY_RELATION[op]:
        return f.zero
    if op in ("eq", "ne"):
        same = n.of(call("delta", left, right)) if _is_integral(n, difference) else null(n, difference)
        return same if op == "eq" else f.minus(f.one, same)
    if op in ("le", "lt"):
        difference, op = f.negative(difference), "ge" if op == "le" else "gt"
    if op == "ge":
        return _step(n, difference)
    if _is_integral(n, difference):
        return _step(n, f.minus(difference, f.one))
    return f.minus(f.one, _step(n, f.negative(difference)))


def _is_integral(n: Normaliser, u: Quotient) -> bool:
    return u.d.is_one() and all(is_integral(n.field.kernels[i].term) for i in n.field.occurring(u.n))


def _step(n: Normaliser, u: Quotient) -> Quotient:
    """[u >= 0], by the one of u and its mirror image that has a kernel."""
    f = n.field
    if _is_integral(n, u):
        mirrored = f.minus(f.negative(u), f.one)
        index = f.find("step", _term(n, mirrored))
        return _kernel(n, u) if index is None else f.minus(f.one, f.generator(index))
    signs = n.knowledge.signs_here(u)
    if signs <= NONNEGATIVE or not signs & NONNEGATIVE:
        return f.one if signs <= NONNEGATIVE else f.zero
    if _oriented(f, u):
        return _kernel(n, u)
    opposite = f.minus(f.one, _kernel(n, f.negative(u)))
    return opposite if 0 not in signs else f.plus(opposite, null(n, u))


def null(n: Normaliser, u: Quotient) -> Quotient:
    """[u = 0]: the same for u and -u."""
    own = u if _oriented(n.field, u) else n.field.negative(u)
    return n.of(call("delta", n.field.readable_quotient(own), ZERO))


def _oriented(f: Field, u: Quotient) -> bool:
    """Of u and -u the one that is written without a minus in front, whatever the order of kernels."""
    negative = f.negative(u)
    return str(f.readable_quotient(u)) >= str(f.readable_quotient(negative))


def function(n: Normaliser, name: str, *args: Quotient) -> Quotient:
    """A function with pieces, of something that a sum runs over, by brackets; another function as it is."""
    f = n.field
    match name:
        case "Abs":
            return _absolute(n, *args)
        case "relu":
            return f.scaled(f.plus(args[0], _absolute(n, *args)), Fraction(1, 2))
        case "Max" | "Min":
            return _extreme(n, 1 if name == "Max" else -1, *args)
        case "sign" | "Heaviside":
            above, below = _step(n, args[0]), _step(n, f.negative(args[0]))
            sign = f.minus(above, below)
            return sign if name == "sign" else f.scaled(f.plus(sign, f.one), Fraction(1, 2))
    return opaque(n, name, *args)


def _absolute(n: Normaliser, u: Quotient) -> Quotient:
    """Factor by factor: ``|p| = p*(2*[p >= 0] - 1)``."""
    f = n.field
    total = f.one
    for part, direction in ((u.n, 1), (u.d, -1)):
        content, factors = f.factor(part)
        total = f.times(total, f.integer_power(f.integer(abs(content)), direction))
        for p, exponent in factors:
            own = Quotient(p, f.one_polynomial)
            size = f.integer_power(own, exponent * direction)
            total = f.times(total, size if exponent % 2 == 0 else f.times(size, _direction(n, own)))
    return total


def _direction(n: Normaliser, p: Quotient) -> Quotient:
    """1 where p > 0, -1 where p < 0, of a quantity by which it is multiplied."""
    f = n.field
    own = p if _oriented(f, p) else f.negative(p)
    sign = f.minus(f.scaled(_step(n, own), Fraction(2)), f.one)
    return sign if own is p else f.negative(sign)


def _extreme(n: Normaliser, direction: int, *args: Quotient) -> Quotient:
    """Max(a, b) = (a + b + |a - b|)/2."""
    f, best = n.field, args[0]
    for a in args[1:]:
        distance = f.scaled(_absolute(n, f.minus(a, best)), Fraction(direction))
        best = f.scaled(f.total([a, best, distance]), Fraction(1, 2))
    return best


def _term(n: Normaliser, u: Quotient) -> Term:
    return make("piecewise", ONE, relation("ge", n.field.readable_quotient(u), ZERO), ZERO, TRUE)


def _kernel(n: Normaliser, u: Quotient) -> Quotient:
    f = n.field
    signs = n.knowledge.quotient_signs(u)
    if signs <= NONNEGATIVE:
        return f.one
    term = _term(n, u)
    index = f.find("step", term)
    if index is None:
        index = f.add_kernel(Kernel("step", term, NONNEGATIVE, False, arguments=(u,)))
        f.relate(index, 2, f.generators[index] ** 2 - f.generators[index])
    return f.generator(index)
