"""What grows in ``cost == O(n**3 + n*d)``: every number in it that is a size, a natural number or an integer.

There are a constant and a place such that the absolute value of the cost is at most the constant times that of the
bound wherever all of these are at least that place and the hypotheses hold. Everything else is held fixed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.language import core
from derivcheck.language.core import Claim, Expr, Symbol, Type
from derivcheck.language.elaboration.symbols import free_symbols


def growths(statement: Expr) -> Iterator[core.Predicate]:
    """The statements about growth of which a statement is the conjunction, together with others."""
    if isinstance(statement, core.Predicate) and statement.op == "growth":
        yield statement
    elif isinstance(statement, core.Call) and statement.op == "and":
        for part in statement.args:
            yield from growths(part)


def apart(claim: Claim) -> tuple[Claim, ...]:
    """What a chain says of growth, and the rest of it: of the one, numbers grow, of the other they are what they are.

    The claim itself, if it does not say both.
    """
    whole = claim.statement
    if not isinstance(whole, core.Call) or whole.op != "and":
        return (claim,)
    of_growth = [p for p in whole.args if any(growths(p))]
    rest = tuple(p for p in whole.args if not any(growths(p)))
    if not of_growth or not rest:
        return (claim,)
    others = replace(whole, args=rest) if len(rest) > 1 else rest[0]
    return tuple(replace(claim, statement=p) for p in (others, *of_growth))


def growing(growth: core.Predicate) -> tuple[Symbol, ...]:
    """The numbers that grow."""
    return tuple(s for s in free_symbols(growth.args, lambda name: None) if _is_whole_number(s))


def is_closed(growth: core.Predicate) -> bool:
    """Whether no free index and no array occurs: they might grow with the rest, or not."""
    return not any(_axes(s) for s in free_symbols(growth.args, lambda name: None))


def growing_in(claim: Claim) -> tuple[Symbol, ...]:
    """The numbers that grow in a claim about growth; none in any other, or if arrays or indices grow with them."""
    found = {s: None for growth in growths(claim.statement) for s in growing(growth)}
    names = {s.name for s in found}
    for symbol in claim.symbols if found else ():
        if any(not names.isdisjoint(_names(axis)) for axis in _axes(symbol)):
            return ()
    return tuple(found)


def _axes(symbol: Symbol) -> tuple[core.Axis, ...]:
    types = [symbol.type] if isinstance(symbol.type, Type) else [*symbol.type.arguments, symbol.type.result]
    own = (symbol.axis,) if symbol.axis is not None else ()
    return (*own, *(axis for t in types for axis in t.shape))


def _names(axis: core.Axis) -> frozenset[str]:
    return axis.first.names | (axis.last.names if axis.last is not None else frozenset())


def _is_whole_number(symbol: Symbol) -> bool:
    own = symbol.type
    return isinstance(own, Type) and own.kind.integral and not own.shape and symbol.axis is None and symbol.law is None
