"""A product with a sum is multiplied out, where a delta stands among its terms."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import factors, product, terms, walk
from derivcheck.explanation.binders import bound
from derivcheck.explanation.patterns import added, summed, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    sum_ = summed(tree)
    if sum_ is None:
        return None
    parts = [(s * sign, t) for s, term in terms(sum_.args[0]) for sign, t in _multiplied_out(term, bound(sum_))]
    if len(parts) == len(terms(sum_.args[0])):
        return None
    return Rewritten(added([(s, replace(sum_, args=(t, *sum_.args[1:]))) for s, t in parts]))


def _multiplied_out(term: Tree, indices: tuple[str, ...]) -> list[tuple[int, Tree]]:
    """The terms of a product, one of whose factors is a sum with a delta of the index."""
    own = factors(term)
    for place, (where, factor) in enumerate(own):
        if where > 0 and len(terms(factor)) > 1 and _has_delta(factor, indices):
            rest = product([f for k, f in enumerate(own) if k != place])
            return [(s, times(rest, t)) for s, t in terms(factor)]
    return [(1, term)]


def _has_delta(tree: Tree, indices: tuple[str, ...]) -> bool:
    for spot in walk(tree):
        match spot.node:
            case Call(function=Name(name="delta" | "KroneckerDelta"), args=args):
                if any(isinstance(a, Name) and a.name in indices for a in args):
                    return True
    return False


RULE = Rule(
    name="multiplying out",
    cost=35,
    formula="Sum(f*(g + h), i) == Sum(f*g, i) + Sum(f*h, i)",
    apply=apply,
    examples=(
        Example(
            "Sum(y[i]*(delta(i, k) - x), i)",
            "Sum(y[i]*delta(i, k), i) - Sum(y[i]*x, i)",
            ("n: size", "i, k: index(n)", "y: real[n]", "x: real"),
        ),
    ),
    backwards="a common factor taken out",
)
