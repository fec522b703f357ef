"""Variances of independent terms add up; a constant factor is squared; a constant that is added changes nothing."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import call, factors, number, product, terms, total
from derivcheck.explanation.laws import square
from derivcheck.explanation.patterns import summed, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="Var"), args=(body,)):
            return _of(body, scene)
    return None


def _of(body: Tree, scene: Scene) -> Rewritten | None:
    if not scene.random_names(body):
        return Rewritten(number(0), "variance of a constant")
    parts = terms(body)
    varying = [(s, t) for s, t in parts if scene.random_names(t)]
    if len(varying) < len(parts):
        return Rewritten(call("Var", total(varying)), "a constant added does not change the variance")
    if len(parts) > 1:
        return Rewritten(total([(1, call("Var", t)) for _, t in parts]), "variances of independent terms add up")
    sum_ = summed(body)
    if sum_ is not None:
        whole = replace(sum_, args=(call("Var", sum_.args[0]), *sum_.args[1:]))
        return Rewritten(whole, "variances of independent terms add up")
    own = factors(parts[0][1])
    fixed = [f for f in own if not scene.random_names(f[1])]
    rest = call("Var", product([f for f in own if f not in fixed]))
    if fixed:
        return Rewritten(times(square(product(fixed)), rest), "variance of a multiple")
    return Rewritten(rest, "variance of a multiple") if parts[0][0] < 0 else None


RULE = Rule(
    name="variance of a sum",
    cost=53,
    formula="Var(a*X + b + Y) == a**2*Var(X) + Var(Y)",
    apply=apply,
    examples=(
        Example("Var(a*X)", "a**2*Var(X)", ("a: real", "X: ~MeanVar(0, 1)")),
        Example("Var(X - Y)", "Var(X) + Var(Y)", ("X: ~MeanVar(0, 1)", "Y: ~MeanVar(0, 1)")),
    ),
    also=(
        "variances of independent terms add up",
        "variance of a multiple",
        "variance of a constant",
        "a constant added does not change the variance",
    ),
)
