"""Conditions in the simplest form in which they say the same: ``x**2 > 0`` as ``x != 0``.

Only for readers; whoever prints a simpler condition must check that it implies the written one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.algebra.normal_form.field import Field, Incomplete, Polynomial, Quotient, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.normal_form.normaliser import Facts
from derivcheck.algebra.signs.signs import NEGATIVE, POSITIVE, Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import RELATIONS, ZERO, Term, add, number, rational, relation

_FLIPPED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}


def simpler(condition: Term, facts: Facts) -> tuple[Term, ...]:
    """Relations that are simpler and together say the same under the facts; the condition itself if none are seen."""
    if condition.op not in RELATIONS:
        return (condition,)
    peeled = tuple(_peeled(condition))
    if peeled != (condition,):
        return tuple(dict.fromkeys(s for c in peeled for s in simpler(c, facts)))
    try:
        normaliser = attempt(facts, Oracle(False), condition.args)
        difference = normaliser.field.minus(*(normaliser.of(side) for side in condition.args))
        known, open_factors = normaliser.knowledge.factored(difference)
        found = _relations(normaliser.field, condition.op, known, open_factors, difference)
    except (Incomplete, TooLarge, Vacuous, Split, Restart):
        return (condition,)
    return (condition,) if found is None else found


def _peeled(condition: Term) -> Iterator[Term]:
    """Away with outer parts that only carry a sign: Abs(u) != 0 and u**2 > 0 say u != 0, sqrt(u) > 0 says u > 0."""
    op, left, right = condition.op, *condition.args
    if right is ZERO and op in ("ne", "gt"):
        if left.op == "call" and left.args[0] == "Abs":
            yield from _peeled(relation("ne", left.args[1], ZERO))
            return
        if left.op == "call" and left.args[0] == "sqrt":
            yield from _peeled(relation("gt", left.args[1], ZERO))
            return
        if left.op == "power" and op == "ne" and rational(left.args[1]) is not None:
            whole = (rational(left.args[1]) or Fraction(1)).denominator == 1
            yield from _peeled(relation("ne" if whole else "gt", left.args[0], ZERO))
            return
        if left.op == "mul" and op == "ne":
            for factor in left.args:
                if rational(factor) is None:
                    yield from _peeled(relation("ne", factor, ZERO))
            return
    yield condition


def _relations(
    f: Field, op: str, known: frozenset[int], factors: list[tuple[Polynomial, int]], whole: Quotient
) -> tuple[Term, ...] | None:
    if any(not _plain(f, p) for p, _ in factors) or known not in (POSITIVE, NEGATIVE):
        return None
    if op == "ne":
        return tuple(arranged(f, "ne", p) for p, _ in factors)
    if len(factors) != 1:
        return None
    p, exponent = factors[0]
    if exponent % 2 == 0:
        return (arranged(f, "ne", p),) if (op, known) in (("gt", POSITIVE), ("lt", NEGATIVE)) else None
    return (arranged(f, op if known == POSITIVE else _FLIPPED[op], p),)


def _plain(f: Field, p: Polynomial) -> bool:
    """Whether the polynomial reads well: few terms, in symbols and constants alone."""
    return len(p) <= 6 and all(f.kernels[i].kind in ("symbol", "constant") for i in f.occurring(p))


def arranged(f: Field, op: str, p: Polynomial) -> Term:
    """``p op 0`` with the negative terms on the other side: ``x != 1``, ``a > b``."""
    if len(p) == 1:
        scale = 1 if p.leading_coefficient() > 0 else -1
        return relation(op if scale > 0 else _FLIPPED[op], f.readable(p * scale), ZERO)
    left = [f.context.from_dict({m: int(c)}) for m, c in p.terms() if c > 0 and any(m)]
    right = [f.context.from_dict({m: -int(c)}) for m, c in p.terms() if c < 0 and any(m)]
    constant = sum(int(c) for m, c in p.terms() if not any(m))
    if not left:
        left, right, constant, op = right, [], -constant, _FLIPPED[op]
    shown_left, shown_right = _sum(f, left), _sum(f, right)
    if constant:
        if right and constant > 0:
            shown_left = add(shown_left, number(constant))
        elif right:
            shown_right = add(shown_right, number(-constant))
        else:
            return _divided(f, op, left, -constant)
    return relation(op, shown_left, shown_right)


def _divided(f: Field, op: str, left: list[Polynomial], bound: int) -> Term:
    """A single term's coefficient goes to the other side: ``2*x != 1`` as ``x != 1/2``."""
    if len(left) == 1:
        coefficient = int(left[0].leading_coefficient())
        monomial = f.monomial(left[0].monoms()[0])
        return relation(op, f.readable(monomial), number(Fraction(bound, coefficient)))
    return relation(op, _sum(f, left), number(bound))


def _sum(f: Field, parts: list[Polynomial]) -> Term:
    return add(*sorted((f.readable(p) for p in parts), key=str)) if parts else ZERO
