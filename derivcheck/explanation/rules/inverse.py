"""The derivative of an inverse: from A A⁻¹ = 1 by the product rule, minus the inverse, the derivative, the inverse."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, operation
from derivcheck.explanation.binders import free_names
from derivcheck.explanation.patterns import derivative, differentiated, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene, at
from derivcheck.language.syntax import Call, Name, Number, Operation, Subscript, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match differentiated(tree):
        case (Subscript(value=inverse, indices=(row, column)) as body, target):
            matrix = _inverted(inverse)
            shape = scene.shape(matrix) if matrix is not None else None
            if matrix is None or not shape or len(shape) != 2 or not scene.varies(matrix, target):
                return None
            taken = free_names(body) | free_names(target)
            first = scene.index_for(shape[0], taken)
            second = scene.index_for(shape[1], taken | ({first[0].name} if first is not None else frozenset()))
            if first is None or second is None:
                return None
            (k, over), (m, along) = first, second
            inner = times(
                at(inverse, (row, k), scene),
                derivative(at(matrix, (k, m), scene), target),
                at(inverse, (m, column), scene),
            )
            return Rewritten(operation("neg", call("Sum", call("Sum", inner, along), over)))
    return None


def _inverted(tree: Tree) -> Tree | None:
    """The matrix of which something is the inverse."""
    match tree:
        case Call(function=Name(name="inv"), args=(matrix,)):
            return matrix
        case Operation(op="pow", operands=(matrix, Operation(op="neg", operands=(Number(value=value),)))) if value == 1:
            return matrix
    return None


RULE = Rule(
    name="derivative of an inverse",
    cost=28,
    formula="D(inv(A), t) == -inv(A) @ D(A, t) @ inv(A)",
    apply=apply,
    examples=(
        Example(
            "D(inv(A)[i, j], A[p, q])",
            "-Sum(Sum(inv(A)[i, k]*D(A[k, l], A[p, q])*inv(A)[l, j], l), k)",
            ("n: size", "i, j, k, l, p, q: index(n)", "A: real[n, n]"),
        ),
    ),
)
