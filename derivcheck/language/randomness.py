"""Which random variables an expression averages over, and of which it sees the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derivcheck.language import core
from derivcheck.language.core import Expr, Symbol, Type
from derivcheck.language.elaboration.symbols import Key, children, key

#: Calls that average over every random variable within.
STATISTICS = ("Expect", "Var", "Cov")


def is_statistic(expr: Expr) -> bool:
    return isinstance(expr, core.Call) and expr.op in STATISTICS


def is_random(expr: Expr) -> bool:
    """Whether the outcome of a random variable occurs."""
    return bool(seen((expr,)))


def seen(exprs: Iterable[Expr]) -> dict[Key, Symbol]:
    """The random variables whose outcomes occur: those outside of all statistics, in order."""
    return {key(s): s for s in _variables(exprs, inside=False) if s.law is not None}


def averaged(exprs: Iterable[Expr]) -> dict[Key, Symbol]:
    """The random variables within statistics, in order."""
    return {key(s): s for s in _variables(exprs, inside=True) if s.law is not None}


def conditioned(claim: core.Claim) -> tuple[str, ...]:
    """The random variables of which a hypothesis sees the outcome while an expectation averages over them.

    Whether such an expectation is meant to be conditional cannot be told, so that nothing is decided of it.
    """
    outcomes = seen(claim.hypotheses).keys()
    clash = outcomes and outcomes & averaged((claim.statement, *claim.hypotheses)).keys()
    return tuple(sorted(name for name, _ in clash))


def parameters(symbol: Symbol) -> list[Symbol]:
    """The variables outside of statistics in a law's parameters, its own indices apart."""
    assert symbol.law is not None
    own = {key(i) for i in symbol.law.indices}
    return [s for s in _variables(symbol.law.parameters, inside=False) if key(s) not in own]


def _variables(exprs: Iterable[Expr], inside: bool) -> Iterator[Symbol]:
    """Of variables inside of statistics, or outside."""
    waiting = [(e, False) for e in exprs][::-1]
    visited: set[tuple[int, bool]] = set()
    while waiting:
        expr, averaged_over = waiting.pop()
        if (id(expr), averaged_over) in visited:
            continue
        visited.add((id(expr), averaged_over))
        if isinstance(expr, core.Variable) and averaged_over is inside and isinstance(expr.symbol.type, Type):
            yield expr.symbol
        within = averaged_over or is_statistic(expr)
        waiting += [(part, within) for part in reversed(children(expr))]
