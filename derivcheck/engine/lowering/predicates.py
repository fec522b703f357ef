"""Quantifiers and predicates.

`ForAll` speaks of the values at which the statement inside is defined, `Exists` of a value at which it is defined and
true; where that cannot be said exactly, being defined everywhere becomes a condition.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from derivcheck.algebra.term import (
    ZERO,
    Term,
    conjunction,
    disjunction,
    make,
    negation,
    number,
    rational,
    relation,
    symbols,
)
from derivcheck.engine.declared.declarations import declarations
from derivcheck.engine.definedness import conditions, has_exact_conditions
from derivcheck.engine.quantified import forall
from derivcheck.engine.tensors import axes, explicit, families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import MOST_ENTRIES, SIZES, Unsupported, entry_name, key, variable_tensor
from derivcheck.language import core
from derivcheck.language.core import FunctionType, Kind, Symbol, Type
from derivcheck.language.growth import growing, is_closed
from derivcheck.language.meaning import meaning

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering

_MOST_VARIABLES = 12
#: Beyond this many rows the principal minors are too many.
_MOST_ROWS = 4


def quantified(lowering: Lowering, expr: core.Quantified) -> Tensor:
    return _quantified(lowering, expr.op, expr.variables, expr.body)


def _quantified(lowering: Lowering, op: str, variables: tuple[Symbol, ...], body: core.Expr) -> Term:
    if not variables:
        return lowering.scalar(body)
    first, *rest = variables
    if first.axis is not None:
        return _over_index(lowering, op, first, tuple(rest), body)
    varying = tuple(v for v in variables if v.axis is None)
    indices = tuple(v for v in variables if v.axis is not None)
    inner, names = with_bound(lowering, varying)
    statement = _quantified(inner, op, indices, body)
    given = [d for v in varying for d in declarations(_renamed(v, lowering))]
    if op == "ForAll":
        return forall(guarded(statement, given, names), *names)
    found = forall(guarded(negation(statement), [*given, *_defined(statement, names)], names), *names)
    return negation(found)


def _renamed(variable: Symbol, lowering: Lowering) -> Symbol:
    """The variable by a name that depends on how deep it is bound: the same statement becomes the same term."""
    if isinstance(variable.type, FunctionType) or variable.law is not None:
        raise Unsupported("statements about all functions or random variables are not decided yet")
    return replace(variable, name=f"{variable.name}∀{len(lowering.bindings)}", number=0)


def with_bound(lowering: Lowering, variables: tuple[Symbol, ...]) -> tuple[Lowering, tuple[Term, ...]]:
    """The lowering with the variables bound, and their names as terms: symbols, or tensors of symbolic size."""
    names: list[Term] = []
    bindings: dict[tuple[str, int], Tensor] = {}
    for variable in variables:
        own = _renamed(variable, lowering)
        value = bindings[key(variable)] = variable_tensor(own)
        names += [make("tensor", entry_name(own))] if isinstance(value, Family) else explicit.entries(value)
    if len(names) > _MOST_VARIABLES:
        raise Unsupported(f"a statement about {len(names)} variables at once is too large")
    return lowering.bound(bindings), tuple(names)


def _defined(statement: Term, names: tuple[Term, ...]) -> list[Term]:
    """The conditions of the statement that depend on the names, where they say exactly where it is defined."""
    found = [c for c in conditions(statement) if not symbols(c).isdisjoint(names)]
    return found if has_exact_conditions(statement) else []


def guarded(statement: Term, given: list[Term], names: tuple[Term, ...]) -> Term:
    """The statement wherever what is given holds and it is defined."""
    return disjunction(*(negation(g) for g in (*given, *_defined(statement, names))), statement)


def _over_index(lowering: Lowering, op: str, index: Symbol, rest: tuple[Symbol, ...], body: core.Expr) -> Term:
    """The statement for all values (for some value) of a declared index."""
    assert index.axis is not None
    ranges = families.axes(Type(Kind.INTEGER, (index.axis,)))
    if ranges is None:
        raise Unsupported(SIZES)
    ((first, last),) = ranges
    low, high = rational(first), rational(last)
    if low is not None and high is not None:
        values = [number(k) for k in range(int(low), int(high) + 1)]
        if len(values) > MOST_ENTRIES:
            raise Unsupported("a statement about this many indices is not written out")
        parts = [_quantified(lowering.bound({key(index): v}), op, rest, body) for v in values]
        return conjunction(*parts) if op == "ForAll" else disjunction(*parts)
    if op == "Exists":
        raise Unsupported("that an index of symbolic range exists is not decided yet")
    own = axes.fresh()
    return make("every", own, first, last, _quantified(lowering.bound({key(index): own}), op, rest, body))


def _growth(lowering: Lowering, expr: core.Predicate) -> Term:
    """growth(cost, bound, tuple of what grows)."""
    if not is_closed(expr):
        raise Unsupported("the growth of something with indices or arrays is not decided")
    grown = [lowering.variable(s) for s in growing(expr)]
    if any(not isinstance(own, Term) or own.op != "symbol" for own in grown):
        raise Unsupported("growth with something that is bound elsewhere")
    return make("growth", *(lowering.scalar(a) for a in expr.args), make("tuple", *grown))


def predicate(lowering: Lowering, expr: core.Predicate) -> Tensor:
    if expr.op == "growth":
        return _growth(lowering, expr)
    if expr.op in ("positive_definite", "positive_semidefinite"):
        matrix = lowering.of(expr.args[0])
        if isinstance(matrix, tuple) and len(matrix) <= _MOST_ROWS:
            return _by_minors(matrix, strict=expr.op == "positive_definite")
    meant = meaning(expr)
    if meant is None:
        raise Unsupported(f"`{expr.op}` is not decided yet")
    found = lowering.scalar(meant)
    if expr.op not in _OF_FUNCTIONS or found.op != "forall":
        return found
    inner, names = with_bound(lowering, expr.variables)
    places = [part for place in expr.args[1:] for part in _places(lowering.of(place))]
    given = conjunction(*(d for v in expr.variables for d in declarations(_renamed(v, lowering))))
    body = inner.scalar(expr.args[0])
    return make("predicate", expr.op, body, make("tuple", *names), make("tuple", *places), given, found)


#: Predicates for which rules ask of which function they say something.
_OF_FUNCTIONS = frozenset((
    "convex", "increasing", "decreasing", "strictly_increasing", "strictly_decreasing", "minimizer",
))  # fmt: skip


def _places(value: Tensor) -> list[Term]:
    """Values for names as `with_bound` gives them."""
    return [families.as_lambda(value)] if isinstance(value, Family) else explicit.entries(value)


def _by_minors(a: Tensor, strict: bool) -> Term:
    """Symmetric; and Sylvester's criterion: leading minors are positive, or all principal minors not negative."""
    n = len(a)
    symmetric = [relation("eq", a[i][j], a[j][i]) for i in range(n) for j in range(i)]
    chosen = [tuple(range(k)) for k in range(1, n + 1)] if strict else _subsets(n)
    minors = [explicit.determinant(tuple(tuple(a[i][j] for j in rows) for i in rows)) for rows in chosen]
    return conjunction(*symmetric, *(relation("gt" if strict else "ge", m, ZERO) for m in minors))


def _subsets(n: int) -> list[tuple[int, ...]]:
    return [tuple(k for k in range(n) if mask >> k & 1) for mask in range(1, 2**n)]
