"""The derivative of a quotient: the denominator times the derivative of the numerator, minus the numerator times the
derivative of the denominator, all over the square of the denominator."""

from __future__ import annotations

from derivcheck.diagnosis.trees import factors, number, operation, product, terms
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
    above = [f for s, f in own if s > 0]
    below = product([(1, f) for s, f in own if s < 0])
    if all(s > 0 for s, _ in own) or not scene.varies(below, target) or not scene.is_scalar(body):
        return None
    square = operation("pow", below, number(2))
    top = product([(1, f) for f in above])
    if not scene.varies(top, target):
        whole = operation("div", times(top, derivative(below, target)), square)
        return Rewritten(operation("neg", whole), "quotient rule")
    difference = operation("sub", times(derivative(top, target), below), times(top, derivative(below, target)))
    return Rewritten(operation("div", difference, square))


RULE = Rule(
    name="quotient rule",
    cost=30,
    formula="D(f/g, x) == (D(f, x)*g - f*D(g, x))/g**2",
    apply=apply,
    examples=(
        Example("D(x/(1 + x), x)", "(D(x, x)*(1 + x) - x*D(1 + x, x))/(1 + x)**2", ("x: positive",)),
        Example("D(1/(1 + x), x)", "-D(1 + x, x)/(1 + x)**2", ("x: positive",)),
    ),
)
