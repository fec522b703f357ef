"""Products and squares of sums are multiplied out under an expectation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import comb

from derivcheck.diagnosis.trees import call, factors, is_one, is_sum, number, operation, product, terms
from derivcheck.explanation.binders import bound, free_names
from derivcheck.explanation.patterns import added, power, summed, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Number, Operation, Tree

_MOST_TERMS = 24
_HIGHEST = 6  # power of two terms that is multiplied out


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="Expect"), args=(body,)) if scene.random_names(body):
            found = _multiplied_out(body, scene)
            return None if found is None else Rewritten(call("Expect", found))
    return None


def _multiplied_out(tree: Tree, scene: Scene) -> Tree | None:
    """One step: a square of a sum or of a product, a higher power of two terms, or a product with a sum."""
    match tree:
        case Operation(op="pow", operands=(base, Number(value=value))) if _is_expanded(base, value):
            return _binomial(base, int(value))
        case Operation(op="pow", operands=(base, Number(value=value))) if value == 2:
            return _squared(base, scene)
    own = factors(tree)
    if len(own) == 1 or len(terms(tree)) > 1:
        return None
    for place, (where, factor) in enumerate(own):
        inner = factor
        match factor:
            case Operation(op="pow", operands=(base, Number(value=value))) if value == 2 and where > 0:
                inner = _squared(base, scene) or factor
        rest = product([f for k, f in enumerate(own) if k != place])
        if where > 0 and 1 < len(terms(inner)) <= _MOST_TERMS:
            return added([(s, times(rest, t)) for s, t in terms(inner)])
        sum_ = summed(inner)
        if where > 0 and sum_ is not None and scene.random_names(rest):
            sum_ = scene.away_from(sum_, free_names(rest))
            return replace(sum_, args=(times(rest, sum_.args[0]), *sum_.args[1:]))
    return None


def _is_expanded(base: Tree, exponent: Fraction) -> bool:
    return exponent.denominator == 1 and 3 <= exponent <= _HIGHEST and len(terms(base)) == 2


def _binomial(base: Tree, exponent: int) -> Tree:
    """The binomial theorem."""
    (one, a), (other, b) = terms(base)
    found: list[tuple[int, Tree]] = []
    for k in range(exponent + 1):
        sign = one ** (exponent - k) * other**k
        powers = (p if is_one(p) else power(p, Fraction(e)) for p, e in ((a, exponent - k), (b, k)))
        found.append((sign, times(number(comb(exponent, k)), *powers)))
    return added(found)


def _squared(base: Tree, scene: Scene) -> Tree | None:
    if is_sum(base) and len(terms(base)) > 1:
        parts = terms(base)
        found: list[tuple[int, Tree]] = []
        for k, (sign, term) in enumerate(parts):
            found.append((1, operation("pow", term, number(2))))
            found += [(sign * s, times(number(2), term, t)) for s, t in parts[k + 1 :]]
        return added(found)
    sum_ = summed(base)
    if sum_ is not None:
        other = scene.away_from(sum_, free_names(sum_) | frozenset(bound(sum_)))
        inner = replace(other, args=(times(sum_.args[0], other.args[0]), *other.args[1:]))
        return replace(sum_, args=(inner, *sum_.args[1:]))
    own = factors(base)
    return product([(s, operation("pow", f, number(2))) for s, f in own]) if len(own) > 1 else None


RULE = Rule(
    name="multiplying out under the expectation",
    cost=54,
    formula="Expect((X + Y)**2) == Expect(X**2 + 2*X*Y + Y**2)",
    apply=apply,
    examples=(
        Example("Expect((X - Y)**2)", "Expect(X**2 - 2*X*Y + Y**2)", ("X: ~Normal(0, 1)", "Y: ~Normal(0, 1)")),
        Example("Expect((X + 1)**3)", "Expect(X**3 + 3*X**2 + 3*X + 1)", ("X: ~Normal(0, 1)",)),
        Example(
            "Expect(Sum(X[i], i)**2)",
            "Expect(Sum(Sum(X[i]*X[j], j), i))",
            ("n: size", "i, j: index(n)", "X[i]: ~Normal(0, 1)"),
        ),
    ),
    backwards="collected under the expectation",
)
