"""A hypothesis is missing: the statement is true only where something else holds, which was not said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting, is_inequality
from derivcheck.diagnosis.trees import (
    call,
    children,
    is_sum,
    is_zero,
    name,
    number,
    operation,
    same,
    shown,
    substituted,
    terms,
    walk,
)
from derivcheck.language import syntax
from derivcheck.language.core import FunctionType, Kind, Symbol, Type
from derivcheck.language.parser import parse
from derivcheck.language.source import Span
from derivcheck.language.syntax import Relation, Subscript, Tree
from derivcheck.language.writing import written

_NOWHERE = Span(0, 0)
#: Of an inequality it is likelier: too many edits make one true for an edit to say much.
_OF_EQUATIONS = 1.15
_OF_LOGIC = 0.5
_MOST_EQUAL = 4  # numbers
#: Those that are often left unsaid: numbers that add up to 1, symmetric matrices.
_OF_USUAL = 0.45


def repairs(setting: Setting) -> Iterator[Repair]:
    stated = [s.node for s in walk(setting.statement) if isinstance(s.node, Relation)]
    has_inequality = any(map(is_inequality, stated))
    least = 0.0 if is_inequality(setting.statement) else _OF_LOGIC if has_inequality else _OF_EQUATIONS
    for given, extra in _hypotheses(setting):
        if any(same(given, s) for s in stated):
            continue  # what is to be shown
        unlikely = min(least, _OF_USUAL) if extra == 0 else least
        yield Repair(setting.statement, f"a hypothesis is missing: true if {shown(given)}", unlikely + extra, given)


def _hypotheses(setting: Setting) -> Iterator[tuple[Tree, float]]:
    for symbol in setting.claim.symbols:
        yield from _of_symbol(symbol)
        if is_inequality(setting.statement) and _is_number(symbol):
            yield _relation("lt", call("Abs", name(symbol.name)), number(1)), 0.5
            yield _relation("eq", name(symbol.name), number(0)), 0.6
    indices = [s for s in setting.claim.symbols if s.axis is not None]
    for a in range(len(indices)):
        for b in range(a + 1, len(indices)):
            yield _relation("ne", name(indices[a].name), name(indices[b].name)), 0.4
            yield _relation("eq", name(indices[a].name), name(indices[b].name)), 0.9
    numbers = [s for s in setting.claim.symbols if _is_number(s)]
    for one, other in combinations(numbers, 2) if len(numbers) <= _MOST_EQUAL else ():
        yield _relation("eq", name(one.name), name(other.name)), 0.6
    square = [s for s in setting.claim.symbols if isinstance(s.type, Type) and _is_square(s.type)]
    for one, other in combinations(square, 2) if len(square) <= _MOST_EQUAL else ():
        if one.type == other.type:
            sides = (name(one.name), name(other.name))
            yield _relation("eq", operation("matmul", *sides), operation("matmul", *sides[::-1])), 0.5
    yield from _of_pieces(setting)
    yield from _of_expressions(setting)


def _of_pieces(setting: Setting) -> Iterator[tuple[Tree, float]]:
    """That functions in pieces have no jumps: where one piece ends it is worth what the next one is."""
    found: dict[frozenset[str], Tree] = {}
    for spot in walk(setting.statement):
        if isinstance(spot.node, syntax.Call) and spot.node.function.name == "Piecewise":
            for here, following in pairwise(spot.node.args):
                knot = _without_jump(here, following)
                if knot is not None:
                    found.setdefault(frozenset(map(written, children(knot))), knot)
    knots = tuple(found.values())
    if knots:
        yield (syntax.Logic("and", knots, span=_NOWHERE) if len(knots) > 1 else knots[0]), 0.0


def _without_jump(here: Tree, following: Tree) -> Tree | None:
    match here, following:
        case (
            syntax.Tupled(items=(piece, Relation(operands=(syntax.Name() as variable, end)))),
            syntax.Tupled(items=(after, _)),
        ):
            return _relation("eq", *(substituted(p, {variable.name: end}) for p in (piece, after)))
    return None


def _is_square(type: Type) -> bool:
    return len(type.shape) == 2 and type.shape[0] == type.shape[1]


def _is_number(symbol: Symbol) -> bool:
    type = symbol.type
    if isinstance(type, FunctionType) or type.shape or symbol.axis is not None:
        return False
    return type.kind not in (Kind.SIZE, Kind.COMPLEX)


def _of_symbol(symbol: Symbol) -> Iterator[tuple[Tree, float]]:
    here = name(symbol.name)
    type = symbol.type
    if isinstance(type, FunctionType):
        if all(not a.shape for a in type.arguments) and not type.result.shape and symbol.of is None:
            zero = tuple(number(0) for _ in type.arguments)
            yield _relation("eq", call(symbol.name, *zero), number(0)), 0.6
        return
    if not type.shape:
        if type.kind is Kind.SIZE:
            yield _relation("eq", here, number(1)), 0.8
            yield _relation("ge", here, number(2)), 0.5
        elif _is_number(symbol):
            for op, extra in (("gt", 0.01), ("ge", 0.01), ("ne", 0.1), ("lt", 0.3), ("le", 0.3)):
                yield _relation(op, here, number(0)), extra
            yield _relation("gt", here, number(1)), 0.5
            yield _relation("lt", here, number(1)), 0.5
    elif len(type.shape) == 1 and type.shape[0].last is not None:
        last = parse(str(type.shape[0].last), lambda start, end: _NOWHERE)
        first = parse(str(type.shape[0].first), lambda start, end: _NOWHERE)
        entry = Subscript(here, (name("m"),), span=_NOWHERE)
        bounds = syntax.Tupled((name("m"), first, last), span=_NOWHERE)
        yield _relation("eq", call("Sum", entry, bounds), number(1)), 0.0
        yield _relation("eq", call("Sum", entry, bounds), number(0)), 0.5
    elif len(type.shape) == 2 and type.shape[0] == type.shape[1]:
        yield _relation("eq", here, syntax.Transpose(here, span=_NOWHERE)), 0.0
        yield _relation("eq", operation("matmul", here, here), here), 0.6


def _of_expressions(setting: Setting) -> Iterator[tuple[Tree, float]]:
    """Divisors that are positive, entries that are not negative, and what stands under roots and absolute values."""
    for spot in walk(setting.statement):
        parts = terms(spot.node) if spot.role == "value" and not is_sum(spot.parent) else []
        if len(parts) == 2 and parts[0][0] != parts[1][0]:
            first, second = (parts[0][1], parts[1][1]) if parts[0][0] > 0 else (parts[1][1], parts[0][1])
            yield _relation("ge", first, second), 0.2
            yield _relation("le", first, second), 0.3
    for spot in walk(setting.statement):
        match spot.node:
            case syntax.Call(function=syntax.Name(name="Max" | "Min"), args=(first, second)) if spot.role == "value":
                yield _relation("ge", first, second), 0.15
                yield _relation("le", first, second), 0.15
    seen: list[Tree] = []
    for spot in walk(setting.statement):
        inner: Tree | None = None
        match spot.node:
            case syntax.Call(function=syntax.Name(name="Abs" | "sqrt" | "log" | "relu" | "sign"), args=(argument,)):
                inner = argument
            case Subscript() if spot.role == "value":
                inner = spot.node
        if inner is not None and not is_zero(inner) and len(seen) < 10:
            seen.append(inner)
            for op, extra in (("gt", 0.1), ("ge", 0.1), ("le", 0.15), ("ne", 0.2), ("lt", 0.4)):
                yield _relation(op, inner, number(0)), extra


def _relation(op: str, left: Tree, right: Tree) -> Tree:
    return Relation((op,), (left, right), span=_NOWHERE)


DIAGNOSIS = Diagnosis(
    kind="hypothesis",
    cost=1.05,
    why="it was used without being said",
    repairs=repairs,
    examples=(
        Example("grad(x.T @ A @ x/2, x) == A @ x", "grad(x.T @ A @ x/2, x) == A @ x", ("x: real[2]", "A: real[2, 2]")),
        Example("x**2*y >= 0", "x**2*y >= 0", ("x, y: real",)),
    ),
)
