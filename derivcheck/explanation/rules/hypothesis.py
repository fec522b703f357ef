"""What is given is put in: an equation's right side for its left one, and 0 for a delta of different indices."""

from __future__ import annotations

from derivcheck.diagnosis.trees import number, same
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene, alike
from derivcheck.language.syntax import Call, Name, Relation, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    for hypothesis in scene.hypotheses:
        match hypothesis:
            case Relation(ops=("eq",), operands=(left, right)) if not isinstance(left, Name) and alike(left, tree):
                return Rewritten(right)
            case Relation(ops=("ne",), operands=(left, right)):
                match tree:
                    case Call(function=Name(name="delta" | "KroneckerDelta"), args=(one, other)):
                        if (same(one, left) and same(other, right)) or (same(one, right) and same(other, left)):
                            return Rewritten(number(0))
    return None


RULE = Rule(
    name="what is given",
    cost=45,
    formula="a, where a == b is given: b",
    apply=apply,
    examples=(
        Example("x*delta(i, k)", "0", ("n: size", "i, k: index(n)", "x: real"), given=("i != k",)),
        Example(
            "x*Sum(y[i], i)", "x", ("n: size", "i, j: index(n)", "y: real[n]", "x: real"), given=("Sum(y[j], j) == 1",)
        ),
    ),
)
