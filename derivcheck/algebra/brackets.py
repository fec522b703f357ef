"""Iverson brackets: choices that depend on an index that a sum binds, as kernels with square themselves.

``[d >= 0]`` is a kernel; for integral d, ``[d < 0]`` is ``[-d - 1 >= 0]``. Equality of indices is a delta. A
Piecewise is the sum of its values, each times its bracket.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.field import Incomplete, Kernel, Quotient, Vacuous
from derivcheck.algebra.signs import BY_RELATION, NONNEGATIVE
from derivcheck.algebra.term import ONE, RELATIONS, TRUE, ZERO, Term, call, is_integral, make, relation
from derivcheck.algebra.visible import is_total

if TYPE_CHECKING:
    from derivcheck.algebra.normaliser import Normaliser


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
    signs = n.knowledge.quotient_signs(difference)
    if signs <= BY_RELATION[op]:
        return f.one
    if not signs & BY_RELATION[op]:
        return f.zero
    if op in ("eq", "ne"):
        same = n.of(call("delta", left, right))
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
    """[u >= 0]; of an integral u also 1 - [-u - 1 >= 0], if that is in use already."""
    f = n.field
    if _is_integral(n, u):
        mirrored = f.minus(f.negative(u), f.one)
        index = f.find("step", _term(n, mirrored))
        if index is not None:
            return f.minus(f.one, f.generator(index))
    return _kernel(n, u)


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
