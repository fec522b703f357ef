"""Mistakes planted into right-hand sides, one at a time; written without the code that looks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from derivcheck.diagnosis.trees import (
    Spot,
    factors,
    is_one,
    is_sum,
    name,
    number,
    operation,
    product,
    terms,
    total,
    walk,
)
from derivcheck.language import syntax
from derivcheck.language.syntax import Call, Name, Number, Operation, Subscript, Transpose, Tree

_FUNCTIONS = {
    "sin": "cos", "cos": "sin", "exp": "log", "log": "exp", "tanh": "sigmoid", "sigmoid": "tanh", "Max": "Min",
    "Min": "Max", "sinh": "cosh", "cosh": "sinh", "relu": "Abs", "tr": "det", "floor": "ceiling",
}  # fmt: skip


def mutants(tree: Tree, indices: list[str], names: dict[str, int]) -> Iterator[tuple[str, tuple[int, ...], Tree]]:
    """Kind, place and new node of every single mistake in a side; ``names`` have so many axes."""
    for spot in walk(tree):
        for kind, mutate in _MUTATIONS.items():
            for node in mutate(spot, indices, names):
                yield kind, spot.path, node


def _sums(spot: Spot) -> list[tuple[int, Tree]]:
    return terms(spot.node) if spot.role == "value" and not is_sum(spot.parent) and not _is_odd(spot.node) else []


def _is_odd(tree: Tree) -> bool:
    return isinstance(tree, (syntax.Tupled, syntax.Direction, syntax.Listed, syntax.Relation, syntax.Logic))


def _sign(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    parts = _sums(spot)
    if len(parts) > 1 or not spot.path:
        for k, (sign, term) in enumerate(parts):
            yield total([*parts[:k], (-sign, term), *parts[k + 1 :]])


def _missing_factor(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    parts = _sums(spot)
    for k, (sign, term) in enumerate(parts):
        own = factors(term)
        for j in range(len(own) if len(own) > 1 else 0):
            if not is_one(own[j][1]) and not is_sum(own[j][1]):
                yield total([*parts[:k], (sign, product([*own[:j], *own[j + 1 :]])), *parts[k + 1 :]])


def _extra_factor(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    parts = _sums(spot)
    for k, (sign, term) in enumerate(parts):
        if not isinstance(term, Number):
            yield total([*parts[:k], (sign, product([(1, number(2)), *factors(term)])), *parts[k + 1 :]])


def _dropped_term(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    parts = _sums(spot)
    for k in range(len(parts) if len(parts) > 1 else 0):
        if sum(1 for _ in walk(parts[k][1])) <= 6:
            yield total([*parts[:k], *parts[k + 1 :]])


def _extra_term(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    parts = _sums(spot)
    if len(parts) > 1:
        yield total([*parts, (1, number(1))])


def _exponent(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    match spot.node:
        case Operation(op="pow", operands=(base, Number() as n)):
            yield operation("pow", base, number(n.value + 1))
            yield base if n.value == 2 else operation("pow", base, number(n.value - 1))


def _index(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    if spot.role == "index" and isinstance(spot.node, Name) and isinstance(spot.parent, Subscript):
        yield from (name(i) for i in indices if i != spot.node.name)


def _delta(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    parts = _sums(spot)
    for k, (sign, term) in enumerate(parts):
        own = factors(term)
        for j, (_, f) in enumerate(own):
            if len(own) > 1 and isinstance(f, Call) and f.function.name == "delta":
                yield total([*parts[:k], (sign, product([*own[:j], *own[j + 1 :]])), *parts[k + 1 :]])


def _function(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    if isinstance(spot.node, Call) and spot.node.function.name in _FUNCTIONS:
        yield replace(spot.node, function=name(_FUNCTIONS[spot.node.function.name]))


def _transpose(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    if spot.role != "value" or not spot.path:
        return
    if isinstance(spot.node, Transpose):
        yield spot.node.value
    elif isinstance(spot.node, Name) and names.get(spot.node.name) == 2 and isinstance(spot.parent, Operation):
        yield Transpose(spot.node, span=spot.node.span)


def _order(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    match spot.node:
        case Operation(op="matmul", operands=(left, right)):
            yield operation("matmul", right, left)


def _number(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    is_power = isinstance(spot.parent, Operation) and spot.parent.op == "pow"
    is_whole = isinstance(spot.node, Number) and spot.node.places is None and spot.role == "value"
    if is_whole and not is_power and spot.node.value > 1:
        yield number(spot.node.value + 1)


def _parentheses(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    if isinstance(spot.node, Operation) and spot.node.op == "mul":
        own = factors(spot.node)
        for k, (power, factor) in enumerate(own):
            parts = terms(factor)
            if power > 0 and len(parts) > 1:
                sign, last = parts[-1]
                yield total([*parts[:-1], (sign, product([(1, last), *own[:k], *own[k + 1 :]]))])


def _name(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    if isinstance(spot.node, Name) and spot.role == "value" and spot.node.name in names:
        yield from (name(n) for n, d in names.items() if n != spot.node.name and d == names[spot.node.name])


def _range(spot: Spot, indices: list[str], names: dict[str, int]) -> Iterator[Tree]:
    if spot.role == "range" and isinstance(spot.parent, syntax.Tupled) and spot.path[-1] > 0:
        yield total([*terms(spot.node), (1, number(1))])


_MUTATIONS: dict[str, Callable[[Spot, list[str], dict[str, int]], Iterator[Tree]]] = {
    "sign": _sign, "missing-factor": _missing_factor, "extra-factor": _extra_factor, "dropped-term": _dropped_term,
    "extra-term": _extra_term, "exponent": _exponent, "index": _index, "delta": _delta, "function": _function,
    "transpose": _transpose, "order": _order, "number": _number, "parentheses": _parentheses, "name": _name,
    "range": _range,
}  # fmt: skip


#: Kind, place and new node.
Mutant = tuple[str, tuple[int, ...], Tree]


def chosen(found: list[Mutant], most: int, random: Random) -> list[Mutant]:
    """So many of them, of as many kinds as possible."""
    random.shuffle(found)
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in found:
        by_kind.setdefault(mutant[0], []).append(mutant)
    kinds = list(by_kind)
    random.shuffle(kinds)
    picked: list[Mutant] = []
    while len(picked) < most and any(by_kind.values()):
        for kind in kinds:
            if by_kind[kind] and len(picked) < most:
                picked.append(by_kind[kind].pop())
    return picked
