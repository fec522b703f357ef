"""A factor that stands there several times is a power."""

from __future__ import annotations

from derivcheck.diagnosis.trees import factors, gathered, product
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Number, Operation, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    if not isinstance(tree, Operation) or tree.op != "mul" or not scene.is_scalar(tree):
        return None
    own = [f for f in factors(tree) if not isinstance(f[1], Number)]
    found = gathered(own)
    if len(found) >= len(own) or any(s < 0 for s, _ in found):
        return None
    numbers = [f for f in factors(tree) if isinstance(f[1], Number)]
    return Rewritten(product([*numbers, *found]), "")


RULE = Rule(
    name="powers",
    cost=75,
    formula="f*f == f**2",
    apply=apply,
    examples=(Example("2*x*y*x", "2*x**2*y", ("x, y: real",)),),
    immediate=True,
)
