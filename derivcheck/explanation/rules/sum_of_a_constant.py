"""A sum whose terms are all the same is their number times one of them."""

from __future__ import annotations

from derivcheck.explanation.binders import bound, free_names
from derivcheck.explanation.patterns import summed, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene, parsed
from derivcheck.language import syntax
from derivcheck.language.core import Axis
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import Name, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    sum_ = summed(tree)
    if sum_ is None or len(bound(sum_)) != len(sum_.args) - 1 or not scene.is_scalar(sum_.args[0]):
        return None
    if free_names(sum_.args[0]) & frozenset(bound(sum_)):
        return None
    counts = [_count(ranged, scene) for ranged in sum_.args[1:]]
    found = [c for c in counts if c is not None]
    return Rewritten(times(*found, sum_.args[0])) if len(found) == len(counts) else None


def _count(ranged: Tree, scene: Scene) -> Tree | None:
    """How many values an index takes that runs from 1, or over an axis."""
    match ranged:
        case Name(name=own):
            symbol = scene.setting.environment.symbol_or_none(own)
            return None if symbol is None or symbol.axis is None else _length(symbol.axis)
        case syntax.Tupled(items=(Name(), syntax.Number(value=first), last)) if first == 1:
            return last
    return None


def _length(axis: Axis) -> Tree | None:
    """The last number of an axis that begins with 1."""
    if axis.last is None or str(axis.first) != "1":
        return None
    try:
        return parsed(str(axis.last))
    except LanguageError:
        return None


RULE = Rule(
    name="sum of a constant",
    cost=39,
    formula="Sum(c, (i, 1, n)) == n*c",
    apply=apply,
    examples=(Example("Sum(x**2, i)", "n*x**2", ("n: size", "i: index(n)", "x: real")),),
    family="linearity",
    backwards="as many equal terms, as a sum",
)
