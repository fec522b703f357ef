"""What stands above and below a fraction line is cancelled."""

from __future__ import annotations

from derivcheck.diagnosis.trees import factors, gathered, is_product, product
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Number, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    if not is_product(tree) or not scene.is_scalar(tree):
        return None
    own = [f for f in factors(tree) if not isinstance(f[1], Number)]
    found = gathered(own)
    if len(found) >= sum(len(gathered([f for f in own if f[0] == side])) for side in (1, -1)):
        return None
    numbers = [f for f in factors(tree) if isinstance(f[1], Number)]
    return Rewritten(product([*numbers, *found]))


RULE = Rule(
    name="cancelling",
    cost=19,
    formula="f*g/g == f",
    apply=apply,
    examples=(Example("x*(1 + y)*y/(1 + y)", "x*y", ("x: real", "y: positive")),),
    immediate=True,
    backwards="one more factor above and below",
)
