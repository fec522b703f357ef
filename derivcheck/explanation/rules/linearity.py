"""The derivative of a sum is the sum of the derivatives, and constant factors stay in front."""

from __future__ import annotations

from derivcheck.diagnosis.trees import factors, operation, product, terms, total
from derivcheck.explanation.patterns import derivative, differentiated, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    found = differentiated(tree)
    if found is None or not scene.varies(*found):
        return None
    body, target = found
    parts = terms(body)
    if len(parts) > 1:
        varying = [(s, derivative(t, target)) for s, t in parts if scene.varies(t, target)]
        return Rewritten(total(varying), "sum rule")
    (sign, term), *_ = parts
    own = factors(term)
    fixed = [f for f in own if not scene.varies(f[1], target)]
    if not fixed and sign > 0:
        return None
    rest = product([f for f in own if f not in fixed])
    whole = times(product(fixed), derivative(rest, target))
    return Rewritten(whole if sign > 0 else operation("neg", whole), "constant factor" if fixed else "sum rule")


RULE = Rule(
    name="linearity",
    cost=21,
    formula="D(a*f + b*g, x) == a*D(f, x) + b*D(g, x)",
    apply=apply,
    examples=(
        Example("D(sin(x) + 2*x, x)", "D(sin(x), x) + D(2*x, x)", ("x: real",)),
        Example("D(a*sin(x)/b, x)", "a*D(sin(x), x)/b", ("a, x: real", "b: nonzero")),
    ),
    family="linearity",
    also=(
        "sum rule",
        "constant factor",
    ),
)
