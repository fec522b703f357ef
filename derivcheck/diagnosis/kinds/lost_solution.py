"""A solution that was lost.

By dividing by what may be 0, by taking the root of a square, by forgetting one of several factors.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import listed, names, number, shown, terms, total
from derivcheck.language.syntax import Logic, Name, Relation, Subscript, Tree

_LARGEST = 60


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        match spot.node:
            case Logic(op="implies" | "iff", operands=(_, Relation(ops=("eq",), operands=(unknown, value)))):
                if isinstance(unknown, (Name, Subscript)):
                    for lost in _others(setting, unknown, value):
                        more = Relation(("eq",), (unknown, lost), span=setting.statement.span)
                        either = Logic("or", (spot.node.operands[1], more), span=setting.statement.span)
                        due = Logic(spot.node.op, (spot.node.operands[0], either), span=setting.statement.span)
                        said = f"a solution was lost: {shown(unknown)} may be {listed([value, lost], 'or')}"
                        yield Repair(setting.put(spot, due), said)


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
        Example("(x - 2)*(x - a) == 0 <=> x == 2", "(x - 2)*(x - a) == 0 <=> x == 2 or x == a", ("x, a: real",)),
    ),
)
