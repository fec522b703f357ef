"""The derivative of a product: each factor is differentiated in turn, while the others stay."""

from __future__ import annotations

from derivcheck.diagnosis.trees import factors, terms, total
from derivcheck.explanation.patterns import derivative, differentiated, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    found = differentiated(tree)
    if found is None or len(terms(found[0])) > 1 or terms(found[0])[0][0] < 0:
        return None
    body, target = found
    own = factors(body)
    if len(own) < 2 or not all(s > 0 and scene.varies(f, target) and scene.is_scalar(f) for s, f in own):
        return None
    parts = [f for _, f in own]
    return Rewritten(
        total([(1, times(*parts[:k], derivative(f, target), *parts[k + 1 :])) for k, f in enumerate(parts)])
    )


RULE = Rule(
    name="product rule",
    cost=31,
    formula="D(f*g, x) == D(f, x)*g + f*D(g, x)",
    apply=apply,
    examples=(Example("D(x*sin(x), x)", "D(x, x)*sin(x) + x*D(sin(x), x)", ("x: real",)),),
)
