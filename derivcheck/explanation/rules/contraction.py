"""In a sum with a Kronecker delta only one term is left: the one at which its two indices agree."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import factors, operation, product, terms
from derivcheck.explanation.binders import bound, free_names
from derivcheck.explanation.patterns import added, summed
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    sum_ = summed(tree)
    if sum_ is None or len(bound(sum_)) != len(sum_.args) - 1:
        return None
    parts = terms(sum_.args[0])
    if len(parts) > 1:
        if not any(_deltas(term, bound(sum_)) for _, term in parts):
            return None
        split = [(s, replace(sum_, args=(t, *sum_.args[1:]))) for s, t in parts]
        return Rewritten(added(split), "sum rule for sums")
    sign, term = parts[0]
    for factor, index, value in _deltas(term, bound(sum_)):
        rest = list(factors(term))
        rest.remove((1, factor))
        body = scene.put(product(rest), {index: value})
        ranges = [r for r, own in zip(sum_.args[1:], bound(sum_), strict=True) if own != index]
        whole = replace(sum_, args=(body, *ranges)) if ranges else body
        return Rewritten(whole if sign > 0 else operation("neg", whole))
    return None


def _deltas(term: Tree, indices: tuple[str, ...]) -> list[tuple[Tree, str, Tree]]:
    """Deltas among the factors, each with the index that it fixes, and at what."""
    found: list[tuple[Tree, str, Tree]] = []
    for where, factor in factors(term):
        match factor:
            case Call(function=Name(name="delta" | "KroneckerDelta"), args=(one, other)) if where > 0:
                for index, value in ((one, other), (other, one)):
                    if isinstance(index, Name) and index.name in indices and index.name not in free_names(value):
                        found.append((factor, index.name, value))
                        break
    return found


RULE = Rule(
    name="contraction of a delta",
    cost=17,
    formula="Sum(f[j]*delta(j, k), j) == f[k]",
    apply=apply,
    examples=(Example("Sum(exp(z[j])*delta(j, k), j)", "exp(z[k])", ("n: size", "j, k: index(n)", "z: real[n]")),),
    also=("sum rule for sums",),
    backwards="an index replaced by a sum with a delta",
)
