"""An inner product, a norm or a trace as a sum."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, number, operation
from derivcheck.explanation.binders import free_names
from derivcheck.explanation.patterns import times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene, at
from derivcheck.language.syntax import Call, Name, Number, Operation, Transpose, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Operation(op="matmul", operands=(left, right)) if scene.is_scalar(tree):
            return _product(left, right, scene)
        case Operation(op="pow", operands=(Call(function=Name(name="norm"), args=(inner,)), Number() as exponent)):
            if exponent.value != 2:
                return None
            return _squares(inner, scene)
        case Call(function=Name(name="norm"), args=(inner,)):
            found = _squares(inner, scene)
            return None if found is None else Rewritten(call("sqrt", found.tree), "definition of the norm")
        case Call(function=Name(name="inner"), args=(left, right)):
            return _sum((left, right), scene)
        case Call(function=Name(name="tr" | "trace"), args=(inner,)):
            return _trace(inner, scene)
    return None


def _product(left: Tree, right: Tree, scene: Scene) -> Rewritten | None:
    """Of `x.T @ y`, also times a number; a longer product is read as `x.T @ (A @ y)`."""
    if isinstance(left, Transpose):
        return _sum((left.value, right), scene)
    match left:
        case Operation(op="matmul", operands=(first, second)):
            return _product(first, operation("matmul", second, right), scene)
        case Operation(op="mul", operands=operands):
            numbers = [o for o in operands if scene.is_scalar(o)]
            (rest, *others) = [o for o in operands if not scene.is_scalar(o)]
            found = None if others else _product(rest, right, scene)
            return None if found is None else Rewritten(times(*numbers, found.tree), found.said)
    return None


def _sum(parts: tuple[Tree, Tree], scene: Scene) -> Rewritten | None:
    shape = scene.shape(parts[1])
    if not shape or scene.shape(parts[0]) != shape or len(shape) > 1:
        return None
    found = scene.index_for(shape[0], free_names(parts[0]) | free_names(parts[1]))
    if found is None:
        return None
    own, ranged = found
    return Rewritten(call("Sum", times(*(at(p, (own,), scene) for p in parts)), ranged))


def _squares(inner: Tree, scene: Scene) -> Rewritten | None:
    shape, taken = scene.shape(inner), set(free_names(inner))
    indices, ranges = [], []
    for axis in shape or ():
        found = scene.index_for(axis, taken)
        if found is None:
            return None
        indices.append(found[0])
        ranges.append(found[1])
        taken.add(found[0].name)
    if not indices:
        return None
    square = operation("pow", at(inner, tuple(indices), scene), number(2))
    return Rewritten(call("Sum", square, *ranges), "definition of the norm")


def _trace(inner: Tree, scene: Scene) -> Rewritten | None:
    shape = scene.shape(inner)
    found = scene.index_for(shape[0], free_names(inner)) if shape else None
    if found is None:
        return None
    return Rewritten(call("Sum", at(inner, (found[0], found[0]), scene), found[1]), "definition of the trace")


RULE = Rule(
    name="inner product as a sum",
    cost=4,
    formula="x.T @ y == Sum(x[i]*y[i], i)",
    apply=apply,
    examples=(
        Example("x.T @ y", "Sum(x[i]*y[i], i)", ("n: size", "i: index(n)", "x, y: real[n]")),
        Example("2*x.T @ y", "2*Sum(x[i]*y[i], i)", ("n: size", "i: index(n)", "x, y: real[n]")),
        Example("norm(x)**2", "Sum(x[i]**2, i)", ("n: size", "i: index(n)", "x: real[n]")),
    ),
    family="entries",
    also=(
        "definition of the norm",
        "definition of the trace",
    ),
)
