"""The exponential of a sum is a product: under a sum, numbers that do not depend on the index are separated."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import call, factors, product, terms, total, walk
from derivcheck.explanation.binders import bound, free_names
from derivcheck.explanation.patterns import summed
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Subscript, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    sum_ = summed(tree)
    if sum_ is None or len(terms(sum_.args[0])) > 1:
        return None
    indices, own = frozenset(bound(sum_)), factors(sum_.args[0])
    found = [(s, part) for s, f in own for part in (_separated(f, indices) if s > 0 else [f])]
    return Rewritten(replace(sum_, args=(product(found), *sum_.args[1:]))) if len(found) > len(own) else None


def _separated(factor: Tree, indices: frozenset[str]) -> list[Tree]:
    match factor:
        case Call(function=Name(name="exp"), args=(exponent,)):
            moving = [(s, t) for s, t in terms(exponent) if free_names(t) & indices]
            fixed = [(s, t) for s, t in terms(exponent) if not free_names(t) & indices]
            if moving and fixed and not any(isinstance(s.node, Subscript) for _, t in fixed for s in walk(t)):
                return [call("exp", total(fixed)), call("exp", total(moving))]
    return [factor]


RULE = Rule(
    name="exponential of a sum",
    cost=38,
    formula="exp(f + g) == exp(f)*exp(g)",
    apply=apply,
    examples=(
        Example(
            "Sum(exp(z[i] + x), i)", "Sum(exp(x)*exp(z[i]), i)", ("n: size", "i: index(n)", "z: real[n]", "x: real")
        ),
    ),
    family="linearity",
)
