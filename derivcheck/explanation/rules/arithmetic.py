"""Numbers among the factors of a product or quotient are multiplied and cancelled."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.diagnosis.trees import factors, is_product, number, product
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Number, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    if not is_product(tree):
        return None
    own = factors(tree)
    numbers = [(s, f.value) for s, f in own if isinstance(f, Number)]
    rest = [(s, f) for s, f in own if not isinstance(f, Number)]
    if len(numbers) < 2 or not rest or any(f.places for _, f in own if isinstance(f, Number)):
        return None
    whole = Fraction(1)
    for sign, value in numbers:
        if sign < 0 and not value:
            return None
        whole = whole * value if sign > 0 else whole / value
    top, bottom = number(whole.numerator), number(whole.denominator)
    return Rewritten(product([(1, top), *rest, *([(-1, bottom)] if whole.denominator > 1 else [])]))


RULE = Rule(
    name="arithmetic",
    cost=42,
    formula="2*(3*x) == 6*x",
    apply=apply,
    examples=(Example("2*x/(2*y)", "x/y", ("x: real", "y: nonzero")),),
    family="linearity",
)
