"""The sum of a sum is the sum of the sums; squares and products within are multiplied out for that."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import factors, number, operation, product, terms
from derivcheck.explanation.binders import bound, free_names
from derivcheck.explanation.patterns import added, summed, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Number, Operation, Tree

_MOST_TERMS = 8


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    sum_ = summed(tree)
    if sum_ is None or not scene.is_scalar(sum_):
        return None
    parts = [(s * sign, t) for s, term in terms(sum_.args[0]) for sign, t in _multiplied_out(term)]
    if not 1 < len(parts) <= _MOST_TERMS:
        return None
    indices = frozenset(bound(sum_))
    if not any(free_names(t) & indices for _, t in parts):
        return None
    return Rewritten(added([(s, replace(sum_, args=(t, *sum_.args[1:]))) for s, t in parts]))


def _multiplied_out(term: Tree) -> list[tuple[int, Tree]]:
    """The terms of a square of a sum, or of a product with one."""
    match term:
        case Operation(op="pow", operands=(base, Number(value=value))) if value == 2 and len(terms(base)) == 2:
            (one, a), (other, b) = terms(base)
            squares = (1, operation("pow", a, number(2))), (1, operation("pow", b, number(2)))
            return [squares[0], (one * other, times(number(2), a, b)), squares[1]]
    own = factors(term)
    for place, (where, factor) in enumerate(own):
        if where > 0 and len(own) > 1 and len(terms(factor)) > 1:
            before, after = own[:place], own[place + 1 :]
            return [(s, product([*before, *factors(t), *after])) for s, t in terms(factor)]
    return [(1, term)]


RULE = Rule(
    name="sum of terms",
    cost=65,
    formula="Sum(f + g, i) == Sum(f, i) + Sum(g, i)",
    apply=apply,
    examples=(
        Example(
            "Sum((y[i] - x)**2, i)",
            "Sum(y[i]**2, i) - Sum(2*y[i]*x, i) + Sum(x**2, i)",
            ("n: size", "i: index(n)", "y: real[n]", "x: real"),
        ),
    ),
    backwards="one sum of all terms",
)
