"""What a statement differentiates, and derivatives of its parts as a person writes them; they only propose repairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    call,
    factors,
    is_one,
    is_zero,
    number,
    operation,
    product,
    same,
    substituted,
    terms,
    total,
    walk,
)
from derivcheck.language import syntax
from derivcheck.language.parser import parse
from derivcheck.language.source import Span
from derivcheck.language.syntax import Call, Name, Number, Operation, Tree
from derivcheck.language.writing import written

_NOWHERE = Span(0, 0)
_OUTER: dict[str, Callable[[Tree], Tree]] = {
    "exp": lambda u: call("exp", u),
    "log": lambda u: operation("div", number(1), u),
    "sin": lambda u: call("cos", u),
    "cos": lambda u: operation("neg", call("sin", u)),
    "sqrt": lambda u: operation("div", number(1), operation("mul", number(2), call("sqrt", u))),
    "tanh": lambda u: operation("sub", number(1), operation("pow", call("tanh", u), number(2))),
    "sigmoid": lambda u: operation("mul", call("sigmoid", u), operation("sub", number(1), call("sigmoid", u))),
}


def differentiated(setting: Setting) -> Iterator[tuple[Tree, Tree]]:
    """Each first derivative in the statement: its body, a definition by its text, and by what."""
    for spot in walk(setting.statement):
        match spot.node:
            case Call(function=Name(name="D" | "Derivative" | "diff" | "grad"), args=(body, target)):
                if not isinstance(target, syntax.Tupled):
                    yield unfolded(body, setting), target


def unfolded(tree: Tree, setting: Setting) -> Tree:
    """The text of a definition for its name."""
    found = setting.definitions.get(tree.name) if isinstance(tree, Name) else None
    return tree if found is None else found


def derivative(tree: Tree, by: Tree) -> Tree | None:
    """The derivative of sums, products, powers and common functions; None if it is not known."""
    if same(tree, by):
        return number(1)
    if not _depends(tree, by):
        return number(0)
    if len(terms(tree)) > 1 or terms(tree)[0][0] < 0:
        parts = [(sign, derivative(term, by)) for sign, term in terms(tree)]
        if any(d is None for _, d in parts):
            return None
        return total(_signed([(s, d) for s, d in parts if d is not None and not is_zero(d)]))
    match tree:
        case Operation(op="mul" | "div"):
            return _of_product(tree, by)
        case Operation(op="pow", operands=(base, Number() as exponent)):
            inner = derivative(base, by)
            n = exponent.value
            power = base if n == 2 else operation("pow", base, number(n - 1))
            return None if inner is None else _times(number(n), power, inner)
        case Call(function=Name(name="Sum"), args=(body, Name() as index)):
            return _of_sum(body, index, by)
        case Call(function=Name(name=name), args=(argument,)) if name in _OUTER:
            inner = derivative(argument, by)
            return None if inner is None else _times(inner, _OUTER[name](argument))
    return None


def _of_sum(body: Tree, index: Name, by: Tree) -> Tree | None:
    """Of a sum over all entries of a vector, by one of them."""
    if not isinstance(by, syntax.Subscript) or len(by.indices) != 1:
        return None
    inner = derivative(body, replace(by, indices=(index,)))
    return None if inner is None else substituted(inner, {index.name: by.indices[0]})


def _of_product(tree: Tree, by: Tree) -> Tree | None:
    """Of a product of which one factor above depends on `by`."""
    own = factors(tree)
    varying = [k for k, (_, f) in enumerate(own) if _depends(f, by)]
    if len(varying) != 1 or own[varying[0]][0] < 0:
        return None
    inner = derivative(own[varying[0]][1], by)
    rest = [f for k, f in enumerate(own) if k != varying[0]]
    if inner is None:
        return None
    return product(rest if is_one(inner) else [*rest, (1, inner)])


def _times(*parts: Tree) -> Tree:
    sign, kept = 1, []
    for part in parts:
        own = terms(part)
        if len(own) == 1:
            sign *= own[0][0]
            part = own[0][1]
        if not is_one(part):
            kept.append(part)
    numbers = [k for k in kept if isinstance(k, Number)]
    others = [k for k in kept if not isinstance(k, Number)]
    return total([(sign, product([(1, k) for k in (*numbers, *others)]))])


def _signed(parts: list[tuple[int, Tree]]) -> list[tuple[int, Tree]]:
    return [(s * sign, t) for s, d in parts for sign, t in terms(d)]


def _depends(tree: Tree, by: Tree) -> bool:
    return any(same(s.node, by) for s in walk(tree)) or _sums_over(tree, by)


def _sums_over(tree: Tree, by: Tree) -> bool:
    """Whether the vector of which `by` is an entry occurs under a sum."""
    if not isinstance(by, syntax.Subscript):
        return False
    sums = (s for s in walk(tree) if isinstance(s.node, Call) and s.node.function.name == "Sum")
    return any(same(t.node, by.value) for s in sums for t in walk(s.node))


def entrywise_slopes(setting: Setting) -> Iterator[tuple[Tree, Tree]]:
    """Vectors to which a function was applied entry by entry, be it in their definition, and its slope there."""
    seen: set[str] = set()
    trees = (setting.statement, *setting.definitions.values())
    for node in (s.node for tree in trees for s in walk(tree)):
        applied = unfolded(node, setting)
        slope = _SLOPES.get(applied.function.name) if isinstance(applied, Call) and len(applied.args) == 1 else None
        value = setting.value(node) if slope is not None and written(node) not in seen else None
        length = value.type.shape[0].length if value is not None and len(value.type.shape) == 1 else None
        if slope is not None and length is not None and isinstance(applied, Call):
            seen.add(written(node))
            ones = call("ones", parse(str(length), lambda start, end: _NOWHERE))
            yield node, slope(node, applied.args[0], ones)


#: From the vector of values, the vector of arguments and one of ones.
_SLOPES: dict[str, Callable[[Tree, Tree, Tree], Tree]] = {
    "sigmoid": lambda a, u, ones: operation("mul", a, operation("sub", ones, a)),
    "tanh": lambda a, u, ones: operation("sub", ones, operation("pow", a, number(2))),
    "exp": lambda a, u, ones: a,
    "log": lambda a, u, ones: operation("div", ones, u),
    "sin": lambda a, u, ones: call("cos", u),
    "cos": lambda a, u, ones: operation("neg", call("sin", u)),
}
