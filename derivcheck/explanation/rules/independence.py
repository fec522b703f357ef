"""The expectation of a product of independent factors is the product of their expectations."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, factors, product, terms
from derivcheck.explanation.patterns import times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="Expect"), args=(body,)) if len(terms(body)) == 1 and terms(body)[0][0] > 0:
            groups: list[tuple[frozenset[str], list[tuple[int, Tree]]]] = []
            for factor in factors(body):
                names, own = scene.random_names(factor[1]), [factor]
                for group in [g for g in groups if g[0] & names]:
                    groups.remove(group)
                    names, own = names | group[0], [*group[1], *own]
                groups.append((names, own))
            if len(groups) < 2:
                return None
            return Rewritten(times(*(call("Expect", product(own)) for _, own in groups)))
    return None


RULE = Rule(
    name="independence",
    cost=52,
    formula="Expect(X*Y) == Expect(X)*Expect(Y)",
    apply=apply,
    examples=(
        Example("Expect(X*Y**2)", "Expect(X)*Expect(Y**2)", ("m: real", "X: ~Normal(m, 1)", "Y: ~Normal(0, 1)")),
    ),
)
