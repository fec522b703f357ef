"""The derivative of a power: the exponent comes to the front and is lowered by 1, times the derivative of the base."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, number, operation, same
from derivcheck.explanation.patterns import derivative, differentiated, power, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Number, Operation, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    found = differentiated(tree)
    if found is None:
        return None
    match found:
        case (Operation(op="pow", operands=(base, exponent)) as body, target) if scene.is_scalar(base):
            return _of_power(body, base, exponent, target, scene)
    return None


def _of_power(body: Tree, base: Tree, exponent: Tree, target: Tree, scene: Scene) -> Rewritten | None:
    if scene.varies(exponent, target):
        if scene.varies(base, target):
            return None
        return Rewritten(times(body, call("log", base), derivative(exponent, target)), "derivative of an exponential")
    lowered = power(base, exponent.value - 1) if isinstance(exponent, Number) else _less_one(base, exponent)
    if same(base, target):
        return Rewritten(times(exponent, lowered))
    return Rewritten(times(exponent, lowered, derivative(base, target)), "power rule and chain rule")


def _less_one(base: Tree, exponent: Tree) -> Tree:
    return power(base, operation("sub", exponent, number(1)))


RULE = Rule(
    name="power rule",
    cost=32,
    formula="D(f**n, x) == n*f**(n - 1)*D(f, x)",
    apply=apply,
    examples=(
        Example("D(x**3, x)", "3*x**2", ("x: real",)),
        Example("D((1 + x**2)**3, x)", "3*(1 + x**2)**2*D(1 + x**2, x)", ("x: real",)),
        Example("D(2**x, x)", "2**x*log(2)*D(x, x)", ("x: real",)),
    ),
    also=(
        "power rule and chain rule",
        "derivative of an exponential",
    ),
)
