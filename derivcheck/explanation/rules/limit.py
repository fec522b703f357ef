"""Limits: what is continuous is put in; where numerator and denominator both tend to 0, their derivatives decide.

The second is the rule of Bernoulli and L'Hôpital.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import factors, is_sum, is_zero, operation, product
from derivcheck.explanation.normal import readable
from derivcheck.explanation.patterns import derivative
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Tree

_INFINITE = frozenset({"oo"})


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="Limit"), args=(body, Name(name=own) as variable, point, *_)):
            if any(n in _INFINITE for n in scene.mentions(point)) or not scene.is_scalar(body):
                return None
            own_factors = factors(body)
            above = product([f for f in own_factors if f[0] > 0])
            below = product([(1, f) for s, f in own_factors if s < 0])
            if all(s > 0 for s, _ in own_factors) or not _vanishes(below, own, point, scene):
                return Rewritten(scene.put(body, {own: point}), "limit of what is continuous")
            if is_sum(body) or not _vanishes(above, own, point, scene):
                return None
            quotient = operation("div", derivative(above, variable), derivative(below, variable))
            return Rewritten(replace(tree, args=(quotient, *tree.args[1:])), "rule of L'Hôpital")
    return None


def _vanishes(tree: Tree, own: str, point: Tree, scene: Scene) -> bool:
    found = readable(scene.put(tree, {own: point}), scene)
    return found is not None and is_zero(found)


RULE = Rule(
    name="limits",
    cost=55,
    formula="Limit(f/g, x, a) == Limit(D(f, x)/D(g, x), x, a)",
    apply=apply,
    examples=(
        Example("Limit(sin(x)/x, x, 0)", "Limit(D(sin(x), x)/D(x, x), x, 0)", ("x: real",)),
        Example("Limit(cos(x) + x, x, 0)", "cos(0)", ("x: real",)),
    ),
    also=(
        "rule of L'Hôpital",
        "limit of what is continuous",
    ),
)
