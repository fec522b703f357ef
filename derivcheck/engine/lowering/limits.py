"""Limits, integrals, sums without end, and equations between limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.abstractions import abstraction
from derivcheck.algebra.limits.tendencies import INFINITY, MINUS_INFINITY
from derivcheck.algebra.term import Sort, Term, bind, conjunction, make, negation, symbol
from derivcheck.engine.lowering.entrywise import combined
from derivcheck.engine.tensors import explicit, families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import SORTS, Unsupported, key
from derivcheck.language import core
from derivcheck.language.core import Expr, Kind, Symbol, Type

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def limit(lowering: Lowering, expr: core.Limit) -> Tensor:
    own = _place(expr.variable)
    point = _bound(lowering, expr.point)
    if own.args[1].integral and point not in (INFINITY, MINUS_INFINITY):
        raise Unsupported("a limit over integers at a number is not decided")
    body = lowering.bound({key(expr.variable): own}).of(expr.body)
    return combined(lambda term: abstraction("limit", term, own, point, expr.direction), [body])


def integral(lowering: Lowering, expr: core.Integral) -> Tensor:
    own = _place(expr.variable)
    lower, upper = _bound(lowering, expr.lower), _bound(lowering, expr.upper)
    body = lowering.bound({key(expr.variable): own}).scalar(expr.body)
    return abstraction("integral", body, own, lower, upper)


def series(lowering: Lowering, expr: core.Sigma) -> Tensor:
    """A sum to infinity, or the limit of the products that a product to infinity stands for."""
    first, last = _bound(lowering, expr.lower), _bound(lowering, expr.upper)
    if last is not INFINITY or first is MINUS_INFINITY:
        raise Unsupported("sums and products from -oo are not decided yet")
    own = _place(expr.index)
    if expr.op == "Product":
        end = symbol("n#0", Sort.NATURAL)
        factor = lowering.bound({key(expr.index): own}).scalar(expr.body)
        return abstraction("limit", bind("product", own, first, end, factor), end, INFINITY, "+-")
    body = lowering.bound({key(expr.index): own}).of(expr.body)
    return combined(lambda term: abstraction("series", term, own, first, last), [body])


def is_endless(expr: core.Sigma) -> bool:
    return _infinity(expr.upper) is not None or _infinity(expr.lower) is not None


def equation(lowering: Lowering, expr: core.Call) -> Term | None:
    """``Limit(f, x, a) == L``: f tends to L; None if neither side is a limit or infinite."""
    sides = expr.args
    if not any(isinstance(s, core.Limit) or _infinity(s) for s in sides) or expr.op not in ("eq", "ne"):
        return None
    left, right = (_extended(lowering, s) for s in sides)
    entries = combined(_tends, [left, right])
    whole = families.every(entries) if isinstance(entries, Family) else conjunction(*explicit.entries(entries))
    return whole if expr.op == "eq" else negation(whole)


def _tends(left: Term, right: Term) -> Term:
    if left.op != "limit":
        left, right = right, left
    if left.op != "limit":
        raise Unsupported("infinity is only compared with limits")
    return make("tends", *left.args, right)


def _place(variable: Symbol) -> Term:
    kind = variable.type.kind if isinstance(variable.type, Type) else Kind.REAL
    if kind is Kind.COMPLEX:
        raise Unsupported("limits of complex variables are not decided yet")
    return symbol(f"{variable.name}#{variable.number}", SORTS[kind])


def _infinity(expr: Expr) -> Term | None:
    if isinstance(expr, core.Call) and expr.op == "neg":
        inner = _infinity(expr.args[0])
        return inner and (MINUS_INFINITY if inner is INFINITY else INFINITY)
    return INFINITY if isinstance(expr, core.Constant) and expr.name == "oo" else None


def _extended(lowering: Lowering, expr: Expr) -> Tensor:
    return _infinity(expr) or lowering.of(expr)


def _bound(lowering: Lowering, expr: Expr) -> Term:
    return _infinity(expr) or lowering.scalar(expr)
