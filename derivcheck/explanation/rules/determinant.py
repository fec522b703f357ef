"""The determinant of a matrix of four blocks: that of one times that of the Schur complement of the other."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, operation
from derivcheck.explanation.patterns import times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Listed, Name, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(
            function=Name(name="det"),
            args=(
                Call(
                    function=Name(name="block"),
                    args=(Listed(items=(Listed(items=(a, b)), Listed(items=(c, d)))),),
                ),
            ),
        ):
            inner = operation("sub", d, operation("matmul", operation("matmul", c, call("inv", a)), b))
            return Rewritten(times(call("det", a), call("det", inner)))
    return None


RULE = Rule(
    name="determinant of blocks",
    cost=45,
    formula="det(block([[A, B], [C, D]])) == det(A)*det(D - C @ inv(A) @ B)",
    apply=apply,
    examples=(
        Example(
            "det(block([[A, U], [H, C]]))",
            "det(A)*det(C - H @ inv(A) @ U)",
            (
                "n, m: size",
                "A: real[n, n], invertible",
                "U: real[n, m]",
                "H: real[m, n]",
                "C: real[m, m]",
            ),
        ),
    ),
)
