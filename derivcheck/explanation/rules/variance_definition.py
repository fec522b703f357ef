"""The variance is the mean of the square minus the square of the mean, and the covariance likewise of a product."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, operation, same
from derivcheck.explanation.laws import square
from derivcheck.explanation.patterns import times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="Var"), args=(body,)) if scene.is_scalar(body):
            whole = operation("sub", call("Expect", square(body)), square(call("Expect", body)))
            return Rewritten(whole, "definition of the variance")
        case Call(function=Name(name="Cov"), args=(one, other)) if same(one, other):
            return Rewritten(call("Var", one), "covariance with itself")
        case Call(function=Name(name="Cov"), args=(one, other)) if scene.is_scalar(one) and scene.is_scalar(other):
            means = times(call("Expect", one), call("Expect", other))
            whole = operation("sub", call("Expect", times(one, other)), means)
            return Rewritten(whole, "definition of the covariance")
    return None


RULE = Rule(
    name="definition of the variance",
    cost=58,
    formula="Var(X) == Expect(X**2) - Expect(X)**2",
    apply=apply,
    examples=(
        Example("Var(X*Y)", "Expect((X*Y)**2) - Expect(X*Y)**2", ("X: ~Normal(0, 1)", "Y: ~Normal(0, 1)")),
        Example("Cov(X, X)", "Var(X)", ("X: ~Normal(0, 1)",)),
    ),
    also=(
        "definition of the variance",
        "definition of the covariance",
        "covariance with itself",
    ),
)
