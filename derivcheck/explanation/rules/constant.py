"""What does not depend on the variable has the derivative 0."""

from __future__ import annotations

from derivcheck.diagnosis.trees import number
from derivcheck.explanation.patterns import differentiated
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    found = differentiated(tree)
    if found is None or scene.varies(*found) or not scene.is_scalar(found[0]):
        return None
    return Rewritten(number(0))


RULE = Rule(
    name="constants",
    cost=20,
    formula="D(c, x) == 0",
    apply=apply,
    examples=(Example("D(c**2, x)", "0", ("c, x: real",)),),
    family="linearity",
    immediate=True,
)
