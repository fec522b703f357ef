"""What does not depend on the index of a sum can be taken out of it."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import factors, operation, product, terms
from derivcheck.explanation.binders import bound, free_names
from derivcheck.explanation.patterns import summed, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    sum_ = summed(tree)
    if sum_ is None or not scene.is_scalar(sum_):
        return None
    parts = terms(sum_.args[0])
    indices = frozenset(bound(sum_))
    if len(parts) > 1:
        return None
    sign, term = parts[0]
    own = factors(term)
    fixed = [f for f in own if not free_names(f[1]) & indices and not scene.random_names(f[1])]
    rest = [f for f in own if f not in fixed]
    if (not fixed and sign > 0) or not rest:
        return None
    whole = times(product(fixed), replace(sum_, args=(product(rest), *sum_.args[1:])))
    return Rewritten(whole if sign > 0 else operation("neg", whole))


RULE = Rule(
    name="constant out of the sum",
    cost=40,
    formula="Sum(c*f, i) == c*Sum(f, i)",
    apply=apply,
    examples=(Example("Sum(x*z[j], j)", "x*Sum(z[j], j)", ("n: size", "j: index(n)", "z: real[n]", "x: real")),),
    family="linearity",
    backwards="constant into the sum",
)
