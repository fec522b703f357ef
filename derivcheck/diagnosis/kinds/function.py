"""One function for another: sine for cosine, a logarithm for an exponential, a function for its derivative, the second
moment for the variance, a maximum for a minimum, an absolute value left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import call, children, is_sum, name, number, operation, shown, walk, with_children
from derivcheck.language import syntax
from derivcheck.language.syntax import Call, Operation, Tree

_GROUPS = (
    ("sin", "cos"), ("sinh", "cosh", "sin", "cos"), ("tan", "tanh", "sigmoid"), ("exp", "log"), ("Max", "Min"),
    ("max", "min"), ("floor", "ceiling"), ("asin", "acos"), ("relu", "Heaviside", "Abs", "sign"),
    ("sigmoid", "softplus", "exp"), ("Expect", "Var"), ("sqrt", "exp"), ("eigmax", "eigmin"), ("det", "tr"),
    ("erf", "erfc"), ("logsumexp", "softmax"), ("tr", "norm"), ("Sum", "Product"), ("increasing", "decreasing"),
)  # fmt: skip
_COMMON = ("sigmoid", "tanh", "relu", "exp", "log")
_OF_TENSOR = 0.3
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
            yield Repair(setting.put(spot, due), said, penalty + extra + entrywise)
    yield from _everywhere(setting)


def _is_wrapped(tree: Tree, due: Tree) -> bool:
    return isinstance(due, Call) and len(due.args) == 1 and due.args[0] is tree


def _everywhere(setting: Setting) -> Iterator[Repair]:
    """A function that cannot be taken out of another operation, and one for another, throughout the statement."""
    calls = (s.node for s in walk(setting.statement) if isinstance(s.node, Call) and len(s.node.args) == 1)
    for own, times in Counter(c.function.name for c in calls).items():
        if times < 2 or own not in _ENTRYWISE:
            continue
        bare = _without(setting.statement, own)
        yield Repair(bare, f"`{own}` is not linear: without it, {shown(bare)} is right", 0.5)
        for other in _ENTRYWISE:
            if other != own:
                due = _with_function(setting.statement, own, other)
                yield Repair(due, f"`{own}` stands where `{other}` is right, everywhere", 0.6)


def _without(tree: Tree, function: str) -> Tree:
    if isinstance(tree, Call) and tree.function.name == function:
        return _without(tree.args[0], function)
    return with_children(tree, tuple(_without(c, function) for c in children(tree)))


def _with_function(tree: Tree, function: str, other: str) -> Tree:
    due = with_children(tree, tuple(_with_function(c, function, other) for c in children(tree)))
    return replace(due, function=name(other)) if isinstance(due, Call) and due.function.name == function else due


def _of_definitions(tree: Tree, setting: Setting) -> Iterator[tuple[Tree, float]]:
    """Declared and defined functions for each other; the derivative of a function for the function."""
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
        if len(tree.args) == 1:
            yield tree.args[0], 0.2  # the function is too much
            if own in ("sigmoid", "tanh"):
                yield _derivative(own, tree), 0.1
    if isinstance(tree, (syntax.Number, syntax.Direction, syntax.Tupled, syntax.Relation, syntax.Logic)):
        return
    if not is_sum(tree) or len(getattr(tree, "operands", ())) > 1:
        if isinstance(tree, Operation) and tree.op == "div":
            yield call("floor", tree), 0.2
            yield call("ceiling", tree), 0.25
        compound = 0.2 * isinstance(tree, (Operation, Call))
        for wrapper in _WRAPPERS:
            yield call(wrapper, tree), (0.25 if wrapper == "Abs" else 0.6) + compound


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
