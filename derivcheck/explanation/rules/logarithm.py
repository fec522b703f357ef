"""The logarithm of a product is a sum, that of a power a multiple, and that of an exponential its exponent."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, factors, shown, total
from derivcheck.explanation.patterns import derivative, differentiated, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.rules.definition import head
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Operation, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    found = differentiated(tree)
    if found is None:
        return None
    match found:
        case (Call(function=Name(name="log" | "ln"), args=(inner,)), target) if scene.varies(inner, target):
            unfolded = scene.unfolded(inner)
            apart = taken_apart(inner if unfolded is None else unfolded)
            if apart is None:
                return None
            said = [f"definition of {shown(head(inner))}"] if unfolded is not None else []
            return Rewritten(derivative(apart, target), ", ".join([*said, RULE.name]))
    return None


def taken_apart(inner: Tree) -> Tree | None:
    """The logarithm of an expression as a sum of simpler ones; None if it is simple."""
    match inner:
        case Call(function=Name(name="exp"), args=(exponent,)):
            return exponent
        case Operation(op="pow", operands=(base, exponent)):
            return times(exponent, call("log", base))
        case Operation(op="mul" | "div"):
            parts = [(s, taken_apart(f) or call("log", f)) for s, f in factors(inner)]
            return total([(s, f) for s, f in parts])
    return None


RULE = Rule(
    name="logarithm of a quotient",
    cost=15,
    formula="log(f/g) == log(f) - log(g)",
    apply=apply,
    examples=(Example("D(log(exp(x)/(1 + exp(x))), x)", "D(x - log(1 + exp(x)), x)", ("x: real",)),),
)
