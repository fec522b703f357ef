"""A sum is differentiated term by term."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.explanation.binders import free_names
from derivcheck.explanation.patterns import derivative, differentiated, summed
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    found = differentiated(tree)
    sum_ = summed(found[0]) if found is not None else None
    if found is None or sum_ is None or not scene.varies(*found):
        return None
    target = found[1]
    sum_ = scene.away_from(sum_, free_names(target))
    return Rewritten(replace(sum_, args=(derivative(sum_.args[0], target), *sum_.args[1:])))


RULE = Rule(
    name="derivative under the sum",
    cost=21,
    formula="D(Sum(f, i), x) == Sum(D(f, x), i)",
    apply=apply,
    examples=(
        Example(
            "D(Sum(exp(z[j]), j), z[k])", "Sum(D(exp(z[j]), z[k]), j)", ("n: size", "j, k: index(n)", "z: real[n]")
        ),
        Example("D(Sum(z[j]**2, j), z[j])", "Sum(D(z[k]**2, z[j]), k)", ("n: size", "j, k: index(n)", "z: real[n]")),
    ),
    family="linearity",
)
