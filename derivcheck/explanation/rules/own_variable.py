"""The derivative of a variable by itself is 1, and by another one 0: by entries, a Kronecker delta."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, number, same
from derivcheck.explanation.patterns import differentiated, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Name, Number, Subscript, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    found = differentiated(tree)
    if found is None:
        return None
    if same(*found):
        return Rewritten(number(1))
    match found:
        case Subscript(value=Name(name=one), indices=left), Subscript(value=Name(name=other), indices=right):
            if one != other or len(left) != len(right) or scene.definition(one) is not None:
                return None
            return Rewritten(times(*map(_alike, left, right)))
    return None


def _alike(one: Tree, other: Tree) -> Tree:
    if same(one, other):
        return number(1)
    return number(0) if isinstance(one, Number) and isinstance(other, Number) else call("delta", one, other)


RULE = Rule(
    name="own variable",
    cost=22,
    formula="D(z[j], z[k]) == delta(j, k)",
    apply=apply,
    examples=(
        Example("D(x, x)", "1", ("x: real",)),
        Example("D(z[j], z[k])", "delta(j, k)", ("n: size", "j, k: index(n)", "z: real[n]")),
    ),
    family="linearity",
    immediate=True,
)
