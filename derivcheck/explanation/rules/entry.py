"""An entry of a matrix expression.

That of a sum is taken term by term; that of a product is a sum over the inner index, that of a transpose has its
indices swapped, and that of a gradient is a partial derivative.
"""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, number, with_children
from derivcheck.explanation.binders import free_names
from derivcheck.explanation.patterns import derivative, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene, at
from derivcheck.language.syntax import Call, Name, Operation, Subscript, Transpose, Tree

#: Functions of tensors that do not act entry by entry.
_WHOLE = frozenset({"softmax", "inv", "vec", "kron", "outer", "block", "cumsum"})


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    if not isinstance(tree, Subscript):
        return None
    found = _entry(tree.value, tree.indices, scene)
    return None if found is None else Rewritten(found[0], found[1])


def _entry(value: Tree, indices: tuple[Tree, ...], scene: Scene) -> tuple[Tree, str] | None:
    match value:
        case Operation(op="matmul", operands=(left, right)):
            return _of_product(left, right, indices, scene)
        case Operation(op="neg" | "add" | "sub" | "mul" | "div", operands=operands):
            return with_children(value, tuple(at(o, indices, scene) for o in operands)), "entries"
        case Transpose(value=inner) if len(scene.shape(inner) or ()) == 2:
            return Subscript(inner, indices[::-1], span=value.span), "entry of a transpose"
        case Transpose(value=inner):
            return Subscript(inner, indices[-1:], span=value.span), "entry of a transpose"
        case Call(function=Name(name=called), args=args):
            return _of_call(called, args, indices, scene)
    return None


def _of_call(called: str, args: tuple[Tree, ...], indices: tuple[Tree, ...], scene: Scene) -> tuple[Tree, str] | None:
    match called, args, indices:
        case "grad" | "gradient", (body, target), _:
            return derivative(body, Subscript(target, indices, span=target.span)), "entry of a gradient"
        case "jac" | "jacobian", (body, target), (row, column):
            entry = at(body, (row,), scene)
            return derivative(entry, Subscript(target, (column,), span=target.span)), "entry of a Jacobian"
        case "hess" | "hessian", (body, target), (one, other):
            inner = derivative(body, Subscript(target, (one,), span=target.span))
            return derivative(inner, Subscript(target, (other,), span=target.span)), "entry of a Hessian"
        case "D", (body, target), _:
            return derivative(at(body, indices, scene), target), "entries"
        case "diag", (vector,), (one, other):
            return times(at(vector, (one,), scene), call("delta", one, other)), "entry of a diagonal matrix"
        case "eye", _, (one, other):
            return call("delta", one, other), "entry of the identity"
        case "ones", _, _:
            return number(1), "entries"
        case "outer", (left, right), (one, other):
            return times(at(left, (one,), scene), at(right, (other,), scene)), "entry of an outer product"
    if called in _WHOLE or scene.setting.environment.knows(called) or not args:
        return None
    if all(not scene.shape(a) or len(scene.shape(a) or ()) == len(indices) for a in args):
        return call(called, *(at(a, indices, scene) for a in args)), "entries"
    return None


def _of_product(left: Tree, right: Tree, indices: tuple[Tree, ...], scene: Scene) -> tuple[Tree, str] | None:
    first, second = scene.shape(left), scene.shape(right)
    if not first or not second:
        return None
    taken = free_names(left) | free_names(right)
    for index in indices:
        taken |= free_names(index)
    found = scene.index_for(second[0], taken)
    if found is None:
        return None
    own, ranged = found
    row = indices[: len(first) - 1]
    column = indices[len(first) - 1 :]
    if len(second) == 1 and column:
        return None
    if isinstance(left, Transpose) and len(first) == 2 and len(scene.shape(left.value) or ()) == 1:
        one = at(left.value, (own,), scene)
        column = indices[-1:] if len(second) == 2 else ()
    else:
        one = at(left, (*row, own), scene)
    return call("Sum", times(one, at(right, (own, *column), scene)), ranged), "entry of a product"


RULE = Rule(
    name="entries",
    cost=3,
    formula="(A @ B)[i, k] == Sum(A[i, j]*B[j, k], j)",
    apply=apply,
    examples=(
        Example("(A.T @ x)[i]", "Sum(A.T[i, j]*x[j], j)", ("n: size", "i, j: index(n)", "A: real[n, n]", "x: real[n]")),
        Example("grad(f(x), x)[i]", "D(f(x), x[i])", ("n: size", "i: index(n)", "x: real[n]", "f: function(real[n])")),
    ),
    family="entries",
    also=("entry of",),
)
