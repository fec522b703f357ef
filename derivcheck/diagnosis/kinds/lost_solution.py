"""A solution that was lost.

By dividing by what may be 0, by taking the root of a square, by forgetting one of several factors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import factors, is_zero, listed, names, number, same, shown, terms, total
from derivcheck.language.syntax import Logic, Name, Relation, Subscript, Tree

_LARGEST = 60


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        match spot.node:
            case Logic(op="implies" | "iff", operands=(premise, Relation(ops=("eq",), operands=(unknown, value)))):
                for divisor in (d for d in _divisors(premise) if not same(d, unknown)):
                    zero = Relation(("eq",), (divisor, number(0)), span=setting.statement.span)
                    said = f"a solution was lost: {shown(divisor)}, by which was divided, may be 0"
                    yield Repair(setting.put(spot, _either(spot.node, zero)), said)
                if isinstance(unknown, (Name, Subscript)):
                    for lost in _others(setting, unknown, value):
                        more = Relation(("eq",), (unknown, lost), span=setting.statement.span)
                        said = f"a solution was lost: {shown(unknown)} may be {listed([value, lost], 'or')}"
                        yield Repair(setting.put(spot, _either(spot.node, more)), said)


def _either(implication: Logic, more: Tree) -> Tree:
    """With another possibility beside what is concluded."""
    premise, conclusion = implication.operands
    either = Logic("or", (conclusion, more), span=implication.span)
    return replace(implication, operands=(premise, either))


def _divisors(premise: Tree) -> Iterator[Tree]:
    """Factors on both sides of an equation, by which it was divided."""
    if isinstance(premise, Relation) and premise.ops == ("eq",):
        left, right = ([f for _, term in terms(side) for _, f in factors(term)] for side in premise.operands)
        is_product = is_zero(premise.operands[1])
        common = (f for f in left if is_product or any(same(f, g) for g in right))
        yield from (f for f in common if isinstance(f, (Name, Subscript)))


def _others(setting: Setting, unknown: Tree, value: Tree) -> Iterator[Tree]:
    """What else it may be: the opposite, 0, its value at a counterexample, and expressions at hand with either sign."""
    yield total([(-sign, term) for sign, term in terms(value)])
    yield number(0)
    there = setting.reckoning.of(unknown)
    if there and there[0] is not None and len(there[0]) == 1:
        yield number(Fraction(there[0][0]).limit_denominator(_LARGEST))
    for known in setting.atoms:
        if not names(unknown) & names(known):
            yield known
            yield total([(-1, known)])


DIAGNOSIS = Diagnosis(
    kind="lost-solution",
    cost=0.9,
    why="a square has two roots, a product is 0 if any of its factors is, and what may be 0 cannot be divided by",
    repairs=repairs,
    examples=(
        Example("x**2 == 9 => x == 3", "x**2 == 9 => x == 3 or x == -3", ("x: real",)),
        Example("x**2 - 5*x + 6 == 0 => x == 2", "x**2 - 5*x + 6 == 0 => x == 2 or x == 3", ("x: real",)),
        Example("x**2 == a*x => x == a", "x**2 == a*x => x == a or x == 0", ("x, a: real",)),
        Example("a*x == a*y => x == y", "a*x == a*y => x == y or a == 0", ("a, x, y: real",)),
        Example("(x - 2)*(x - a) == 0 <=> x == 2", "(x - 2)*(x - a) == 0 <=> x == 2 or x == a", ("x, a: real",)),
    ),
)
