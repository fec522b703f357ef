"""Mean, variance and second moment of a random variable, as its law says."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from derivcheck.diagnosis.trees import call, factors, is_zero, number, same, shown, terms
from derivcheck.explanation.laws import covariance, is_normal, moments, square, variable
from derivcheck.explanation.patterns import added, power, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Number, Operation, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="Expect"), args=(body,)):
            return _mean(body, scene)
        case Call(function=Name(name="Var"), args=(body,)):
            found = moments(body, scene)
            return None if found is None else Rewritten(found.variance, f"variance of {shown(body)}")
        case Call(function=Name(name="Cov"), args=(one, other)):
            whole = _covariance(one, other, scene)
            return None if whole is None else Rewritten(whole, f"covariance of {shown(one)} and {shown(other)}")
    return None


def _mean(body: Tree, scene: Scene) -> Rewritten | None:
    found = moments(body, scene)
    if found is not None:
        return Rewritten(found.mean, f"mean of {shown(body)}")
    match body:
        case Operation(op="pow", operands=(base, Number(value=value))) if value == 2:
            found = moments(base, scene)
            if found is None:
                return None
            whole = added([(1, found.variance)] + ([] if is_zero(found.mean) else [(1, square(found.mean))]))
            return Rewritten(whole, f"second moment of {shown(base)}")
        case Operation(op="pow", operands=(base, Number(value=value))) if value.denominator == 1 and value > 2:
            return _central(base, int(value), scene)
    own = factors(body)
    if len(own) == 2 and all(s > 0 for s, _ in own):
        return _product(own[0][1], own[1][1], scene)
    return None


def _central(base: Tree, order: int, scene: Scene) -> Rewritten | None:
    """A power of a normal variable's deviation from its mean: 0 if odd, else (order - 1)!! variance**(order/2)."""
    for spot in [base, *(t for _, t in terms(base))]:
        found = moments(spot, scene)
        if found is None or not is_normal(spot, scene):
            continue
        centred = added([(1, spot), (-1, found.mean)])
        if same(base, centred) or (is_zero(found.mean) and same(base, spot)):
            value = (
                number(0)
                if order % 2
                else times(number(prod(range(1, order, 2))), power(found.variance, Fraction(order, 2)))
            )
            return Rewritten(value, f"central moment of {shown(spot)}")
    return None


def _product(one: Tree, other: Tree, scene: Scene) -> Rewritten | None:
    """Of two entries of one random vector: the product of the means, and the covariance."""
    left, right = moments(one, scene), moments(other, scene)
    shared = _covariance(one, other, scene)
    if left is None or right is None or shared is None:
        return None
    whole = added([(1, shared), (1, times(left.mean, right.mean))])
    return Rewritten(whole, "the same draw or different ones")


def _covariance(one: Tree, other: Tree, scene: Scene) -> Tree | None:
    """Of two entries: the declared one; the variance where the indices agree, else 0."""
    declared = covariance(one, other, scene)
    if declared is not None:
        return declared
    left, right, found = variable(one, scene), variable(other, scene), moments(one, scene)
    if left is None or right is None or found is None or left[0] != right[0]:
        return None
    deltas = [number(1) if same(a, b) else call("delta", a, b) for a, b in zip(left[1], right[1], strict=True)]
    return times(*deltas, found.variance)


RULE = Rule(
    name="moments",
    cost=50,
    formula="Expect(X**2) == Var(X) + Expect(X)**2",
    apply=apply,
    examples=(
        Example("Expect(X)", "m", ("m: real", "s: positive", "X: ~Normal(m, s)")),
        Example("Expect((X - m)**4)", "3*s**2", ("m: real", "s: positive", "X: ~Normal(m, s)")),
        Example("Expect(X**2)", "s + m**2", ("m: real", "s: positive", "X: ~Normal(m, s)")),
        Example(
            "Expect(X[i]*X[j])", "delta(i, j)*s", ("n: size", "i, j: index(n)", "s: positive", "X[i]: ~Normal(0, s)")
        ),
    ),
    family="expectation",
    also=(
        "mean of",
        "variance of",
        "covariance of",
        "second moment of",
        "central moment of",
        "the same draw or different ones",
    ),
)
