"""One function for another: sine for cosine, a logarithm for an exponential, a function for its derivative, the second
moment for the variance, a maximum for a minimum, an absolute value left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from derivcheck.diagnosis.derivatives import entrywise_slopes
from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    call,
    children,
    is_one,
    is_sum,
    is_worked_out,
    name,
    number,
    operation,
    replaced,
    same,
    shown,
    walk,
    with_children,
)
from derivcheck.language import syntax
from derivcheck.language.syntax import Call, Operation, Tree
from derivcheck.language.writing import written

_GROUPS = (
    ("sin", "cos"), ("sinh", "cosh", "sin", "cos"), ("tan", "tanh", "sigmoid"), ("exp", "log"), ("Max", "Min"),
    ("max", "min"), ("floor", "ceiling"), ("asin", "acos"), ("relu", "Heaviside", "Abs", "sign"),
    ("sigmoid", "softplus", "exp"), ("Expect", "Var"), ("sqrt", "exp"), ("eigmax", "eigmin"), ("det", "tr"),
    ("erf", "erfc"), ("logsumexp", "softmax"), ("tr", "norm"), ("Sum", "Product"), ("increasing", "decreasing"),
)  # fmt: skip
_COMMON = ("sigmoid", "tanh", "relu", "exp", "log")
_UNDER_ROOT = 0.8
_OF_TENSOR = 0.3
_LINEAR = frozenset({"Expect", "Sum"})
_DERIVATIVES = frozenset({"D", "grad", "jac"})
_ENTRYWISE = ("sigmoid", "tanh", "relu", "exp", "log", "Abs", "sqrt", "sin", "cos")
_WRAPPERS = ("Abs", "exp", "log", "sigmoid", "relu", "tanh")


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if spot.role not in ("value", "statement"):
            continue
        penalty = setting.penalty(spot) or 0.0
        for due, extra in (*_others(spot.node), *_of_definitions(spot.node, setting)):
            said = f"{shown(spot.node)} stands where {shown(due)} is right"
            entrywise = _OF_TENSOR * (_is_wrapped(spot.node, due) and bool(setting.rank(spot.node)))
            of_root = _UNDER_ROOT * (_is_wrapped(spot.node, due) and isinstance(spot.parent, Call))
            yield Repair(setting.put(spot, due), said, penalty + extra + entrywise + of_root)
    yield from _everywhere(setting)
    yield from _of_vectors(setting)


def _of_vectors(setting: Setting) -> Iterator[Repair]:
    """The slope of a function that was applied entry by entry, in place of its value."""
    slopes = {written(applied): slope for applied, slope in entrywise_slopes(setting)}
    for spot in setting.spots if slopes else ():
        slope = slopes.get(written(spot.node)) if spot.role == "value" else None
        if slope is not None:
            said = f"{shown(spot.node)} stands where its slope {shown(slope)} is right"
            yield Repair(setting.put(spot, slope), said, 0.05 + (setting.penalty(spot) or 0.0))


def _is_wrapped(tree: Tree, due: Tree) -> bool:
    return isinstance(due, Call) and len(due.args) == 1 and due.args[0] is tree


def _everywhere(setting: Setting) -> Iterator[Repair]:
    """A function that cannot be taken out of another operation, and one for another throughout one side."""
    if is_worked_out(setting.statement, _LINEAR) and not is_worked_out(setting.statement, _DERIVATIVES):
        for own in _repeated(setting.statement):
            bare = _without(setting.statement, own)
            yield Repair(bare, f"`{own}` is not linear: without it, {shown(bare)} is right", 0.8)
    sides = setting.statement.operands if isinstance(setting.statement, syntax.Relation) else ()
    for place, side in enumerate(sides):
        for own, other in product(() if is_worked_out(side, _DERIVATIVES) else _repeated(side), _ENTRYWISE):
            if own != other:
                said = f"`{own}` stands where `{other}` is right, everywhere in {shown(side)}"
                due = replaced(setting.statement, (place,), _with_function(side, own, other))
                yield Repair(due, said, 0.6 + 0.1 * (place == 0))


def _repeated(tree: Tree) -> list[str]:
    """Functions of one number that are called more than once."""
    calls = (s.node for s in walk(tree) if isinstance(s.node, Call) and len(s.node.args) == 1)
    return [own for own, times in Counter(c.function.name for c in calls).items() if times > 1 and own in _ENTRYWISE]


def _without(tree: Tree, function: str) -> Tree:
    if isinstance(tree, Call) and tree.function.name == function:
        return _without(tree.args[0], function)
    return with_children(tree, tuple(_without(c, function) for c in children(tree)))


def _with_function(tree: Tree, function: str, other: str) -> Tree:
    due = with_children(tree, tuple(_with_function(c, function, other) for c in children(tree)))
    return replace(due, function=name(other)) if isinstance(due, Call) and due.function.name == function else due


def _of_definitions(tree: Tree, setting: Setting) -> Iterator[tuple[Tree, float]]:
    """Declared and defined functions for each other; the derivative of a function for the function."""
    if isinstance(tree, (syntax.Name, syntax.Subscript)):
        defined = (f for f in setting.functions if setting.is_defined(f))
        yield from ((call(f, tree), 0.3) for f in defined)  # the hat of a normalised input
    if not isinstance(tree, Call):
        return
    if tree.function.name in setting.functions:
        for other in (*setting.functions, *_COMMON):
            if other != tree.function.name:
                yield replace(tree, function=name(other)), 0.05
    elif tree.function.name in _COMMON:
        for other in setting.functions:
            yield replace(tree, function=name(other)), 0.1
    if len(tree.args) == 1 and isinstance(tree.args[0], syntax.Name):
        yield call("D", tree, tree.args[0]), 0.0


def _others(tree: Tree) -> Iterator[tuple[Tree, float]]:
    if isinstance(tree, Call):
        own = tree.function.name
        for group in _GROUPS:
            if own in group:
                for other in group:
                    if other != own:
                        yield replace(tree, function=name(other)), 0.0
        if own == "Var" and len(tree.args) == 1:
            yield call("Expect", operation("pow", tree.args[0], number(2))), 0.0
        if own == "Expect" and _is_square(tree.args[0]):
            assert isinstance(tree.args[0], Operation)
            yield call("Var", tree.args[0].operands[0]), 0.0
        if own in _DERIVATIVES:
            yield tree.args[0], 0.2  # what is differentiated for its derivative
        if own in ("sigmoid", "exp") and isinstance(tree.args[0], syntax.Subscript):
            yield replace(tree.args[0], value=call("softmax", tree.args[0].value)), 0.1
        if len(tree.args) == 1:
            yield tree.args[0], 0.2  # the function is too much
            if own in ("sigmoid", "tanh"):
                yield _derivative(own, tree), 0.1
    yield from _slopes(tree)
    if isinstance(tree, (syntax.Number, syntax.Direction, syntax.Tupled, syntax.Relation, syntax.Logic)):
        return
    if not is_sum(tree) or len(getattr(tree, "operands", ())) > 1:
        if isinstance(tree, Operation) and tree.op == "div":
            yield call("floor", tree), 0.2
            yield call("ceiling", tree), 0.25
        compound = 0.2 * isinstance(tree, (Operation, Call))
        for wrapper in _WRAPPERS:
            yield call(wrapper, tree), (0.25 if wrapper == "Abs" else 0.6) + compound


def _slopes(tree: Tree) -> Iterator[tuple[Tree, float]]:
    """`f*(1 - f)` and `1 - f**2`, the derivatives of the sigmoid and of tanh, for each other."""
    match tree:
        case Operation(op="mul", operands=(f, Operation(op="sub", operands=(one, g)))) if is_one(one) and same(f, g):
            yield operation("sub", one, operation("pow", f, number(2))), 0.0
        case Operation(op="sub", operands=(one, Operation(op="pow", operands=(f, _) as power))) if is_one(one):
            if isinstance(f, Call) and isinstance(power[1], syntax.Number) and power[1].value == 2:
                yield operation("mul", f, operation("sub", one, f)), 0.0


def _is_square(tree: Tree) -> bool:
    return isinstance(tree, Operation) and tree.op == "pow" and isinstance(tree.operands[1], syntax.Number)


def _derivative(own: str, tree: Tree) -> Tree:
    """sigmoid' and tanh' in terms of themselves."""
    one = number(1)
    if own == "sigmoid":
        return operation("mul", tree, operation("sub", one, tree))
    return operation("sub", one, operation("pow", tree, number(2)))


DIAGNOSIS = Diagnosis(
    kind="function",
    cost=1.25,
    why="two functions were confused, or one was left out",
    repairs=repairs,
    examples=(
        Example("D(sin(x), x) == sin(x)", "cos(x)", ("x: real",)),
        Example("sqrt(x**2) == x", "Abs(x)", ("x: real",)),
        Example("D(log(1 + exp(x)), x) == tanh(x)", "sigmoid(x)", ("x: real",)),
        Example("D(sigmoid(x), x) == sigmoid(x)", "sigmoid(x)*(1 - sigmoid(x))", ("x: real",)),
    ),
)
