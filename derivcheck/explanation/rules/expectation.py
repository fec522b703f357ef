"""The expectation of a sum is the sum of the expectations, and constants stay in front."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import call, factors, operation, product, terms, total
from derivcheck.explanation.patterns import summed, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Operation, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="Expect"), args=(body,)):
            return _of(body, scene)
    return None


def _of(body: Tree, scene: Scene) -> Rewritten | None:
    if not scene.random_names(body):
        return Rewritten(body, "expectation of a constant")
    parts = terms(body)
    if len(parts) > 1:
        return Rewritten(total([(s, _expected(t, scene)) for s, t in parts]))
    sum_ = summed(body)
    if sum_ is not None:
        return Rewritten(replace(sum_, args=(call("Expect", sum_.args[0]), *sum_.args[1:])))
    sign, term = parts[0]
    match term:
        case Operation(op="matmul", operands=(left, right)):
            if bool(scene.random_names(left)) != bool(scene.random_names(right)):
                whole = operation("matmul", _expected(left, scene), _expected(right, scene))
                return Rewritten(whole if sign > 0 else operation("neg", whole))
    own = factors(term)
    fixed = [f for f in own if not scene.random_names(f[1])]
    if not fixed and sign > 0:
        return None
    whole = times(product(fixed), call("Expect", product([f for f in own if f not in fixed])))
    return Rewritten(whole if sign > 0 else operation("neg", whole))


def _expected(tree: Tree, scene: Scene) -> Tree:
    return call("Expect", tree) if scene.random_names(tree) else tree


RULE = Rule(
    name="linearity of the expectation",
    cost=51,
    formula="Expect(a*X + b*Y) == a*Expect(X) + b*Expect(Y)",
    apply=apply,
    examples=(
        Example("Expect(a*X + 1)", "Expect(a*X) + 1", ("a, m: real", "X: ~MeanVar(m, 1)")),
        Example("Expect(Sum(X[i], i))", "Sum(Expect(X[i]), i)", ("n: size", "i: index(n)", "X[i]: ~Normal(0, 1)")),
    ),
    family="expectation",
    also=("expectation of a constant",),
)
