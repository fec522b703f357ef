"""Tensors of symbolic size: a rule that gives the entry at any indices, and the range of every axis."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derivcheck.algebra.emptiness import never_empty
from derivcheck.algebra.term import (
    INFINITY,
    ONE,
    ZERO,
    Sort,
    Term,
    add,
    bind,
    call,
    conjunction,
    depends,
    div,
    make,
    mul,
    number,
    power,
    rational,
    relation,
    symbol,
)
from derivcheck.engine.tensors.axes import Axis, Bounds, Index, cells, common, delta, fitted, fresh, moved, start, total
from derivcheck.engine.tensors.unsupported import Unsupported
from derivcheck.language.core import Size, Type


@dataclass(frozen=True, slots=True)
class Family:
    """``rule`` gives the entry, a term, for as many indices as there are axes.

    ``passes``: whether the rule takes any place, as it only hands it on. ``blocks``: of a Kronecker product its two
    factors, of a block matrix the rows of its blocks.
    """

    axes: tuple[Axis, ...]
    rule: Callable[..., Term]
    passes: bool = False
    blocks: tuple[tuple[Any, ...], ...] = ()

    def at(self, *indices: Index) -> Any:
        """The entry, or with fewer indices the family of what is left."""
        if len(indices) == len(self.axes):
            return self.rule(*(indices if self.passes else map(fitted, self.axes, indices)))
        return Family(self.axes[len(indices) :], lambda *more: self.at(*indices, *more), True)

    @property
    def bounds(self) -> tuple[Bounds, ...]:
        """The ranges of the axes, none of which may be made of others."""
        plain = tuple(axis for axis in self.axes if isinstance(axis, tuple))
        if len(plain) < len(self.axes):
            raise Unsupported("this is not decided yet of Kronecker products and of block matrices")
        return plain


def size_term(size: Size) -> Term:
    """A size as a term in positive integers."""
    parts = []
    for names, coefficient in size.terms:
        factors = [symbol(n, Sort.SIZE) for n in names]
        parts.append(mul(*factors) if coefficient == 1 else mul(number(coefficient), *factors))
    return add(*parts)


def axes(type_: Type) -> tuple[Bounds, ...] | None:
    """The ranges of a type's axes; None if another than the first is endless."""
    if any(axis.last is None for axis in type_.shape[1:]):
        return None
    ends = (INFINITY if axis.last is None else size_term(axis.last) for axis in type_.shape)
    return tuple((size_term(axis.first), end) for axis, end in zip(type_.shape, ends, strict=True))


def is_symbolic(type_: Type) -> bool:
    """Whether an axis has a size that is not a number."""
    return any(a.first.constant is None or a.last is None or a.last.constant is None for a in type_.shape)


def entrywise(operation: Callable[..., Term], *operands: Any) -> Family:
    """The operation applied entry by entry; terms among the operands are used for every entry."""
    families = [o for o in operands if isinstance(o, Family)]
    shape = tuple(common(*axes) for axes in zip(*(f.axes for f in families), strict=True))

    def rule(*indices: Index) -> Term:
        return operation(*(o.at(*map(moved, indices, shape, o.axes)) if isinstance(o, Family) else o for o in operands))

    return Family(shape, rule, True)


def every(family: Family) -> Term:
    """A condition on the entries, for all of them."""
    if all(isinstance(axis, tuple) for axis in family.axes):
        indices = [fresh() for _ in family.axes]
        return _for_all(list(zip(indices, family.bounds, strict=True)), family.at(*indices))
    found = []
    for combination in itertools.product(*map(cells, family.axes)):
        bound = [b for own, _ in combination for b in own]
        found.append(_for_all(bound, family.at(*(place for _, place in combination))))
    return conjunction(*found)


def _for_all(bound: list[tuple[Term, Bounds]], statement: Term) -> Term:
    for index, (first, last) in reversed(bound):
        if depends(statement, index) or not never_empty(first, last):
            statement = bind("every", index, first, last, statement)
    return statement


def chosen(vector: Family, name: str) -> list[Term]:
    """That a vector is one-hot: its entries are delta(i, c), where c is the place of the 1.

    As a fact about the whole vector it is used after all derivatives, which are by entries that vary freely.
    """
    ((first, last),) = vector.bounds
    place = symbol(f"{name}#1", Sort.INTEGER)
    agrees = Family(vector.axes, lambda i: relation("eq", vector.rule(i), call("delta", i, place)))
    return [every(agrees), relation("le", first, place), relation("le", place, last)]


def as_lambda(family: Family) -> Term:
    """The family as a term, the same for the same family."""
    indices = [fresh() for _ in family.axes]
    bounds = family.bounds
    body: Term = family.at(*indices)
    for index, (first, last) in reversed(list(zip(indices, bounds, strict=True))):
        body = bind("lambda", index, first, last, body)
    return body


def functional(name: str, symmetric: bool, argument: Family, component: tuple[Term, ...] = ()) -> Term:
    """An arbitrary function at a tensor, or one component of its value."""
    own = make("component", name, *component)
    return make("functional", own, symmetric, len(argument.axes), as_lambda(argument))


def inside(bounds: Bounds, index: Term) -> Term:
    return conjunction(relation("le", bounds[0], index), relation("le", index, bounds[1]))


# --- tensor algebra; every function takes and gives families (or terms, for scalars)


def matmul(a: Family, b: Family) -> Any:
    """Matrix product; a vector on the right is a column, one on the left becomes one."""
    if len(a.axes) == 1:
        only = start(b.axes[0])
        return Family((a.axes[0], b.axes[1]), lambda i, j: mul(a.at(i), b.at(only, j)), True)
    inner_axis = common(a.axes[1], b.axes[0])

    def product(i: Index, *j: Index) -> Term:
        def factors(k: Index) -> Term:
            left, right = (moved(k, inner_axis, axis) for axis in (a.axes[1], b.axes[0]))
            return mul(a.at(i, left), b.at(right, *j))

        return total(inner_axis, factors)

    return Family((a.axes[0], *b.axes[1:]), product, True)


def transpose(a: Family) -> Family:
    if len(a.axes) == 1:
        return Family(((ONE, ONE), a.axes[0]), lambda _, j: a.at(j), True)
    return Family((a.axes[1], a.axes[0]), lambda i, j: a.at(j, i), True)


def trace(a: Family) -> Term:
    axis = common(*a.axes)
    return total(axis, lambda k: a.at(*(moved(k, axis, own) for own in a.axes)))


def inverse(a: Family) -> Family:
    matrix = as_lambda(a)
    return Family(a.axes, lambda i, j: make("inverse", matrix, i, j))


def determinant(a: Family) -> Term:
    return make("det", as_lambda(a))


def matrix_power(a: Family, exponent: Term) -> Family:
    """Explicit powers are products; of a symbolic exponent, a power as such."""
    value = rational(exponent)
    if value is None:
        matrix = as_lambda(a)
        return Family(a.axes, lambda i, j: make("matpow", matrix, exponent, i, j))
    base = inverse(a) if value < 0 else a
    result = base if value else Family(a.axes, delta, True)
    for _ in range(int(abs(value)) - 1):
        result = matmul(base, result)
    return result


def inner(a: Family, b: Family) -> Term:
    shape = tuple(map(common, a.axes, b.axes))
    return _sum_over(shape, lambda *i: mul(*(f.at(*map(moved, i, shape, f.axes)) for f in (a, b))))


def outer(a: Family, b: Family) -> Family:
    return Family((a.axes[0], b.axes[0]), lambda i, j: mul(a.at(i), b.at(j)), True)


def norm(a: Family) -> Term:
    return call("sqrt", _sum_over(a.axes, lambda *i: power(a.at(*i), number(2))))


def diagonal(a: Family) -> Family:
    if len(a.axes) == 2:
        axis = common(*a.axes)
        return Family((axis,), lambda i: a.at(*(moved(i, axis, own) for own in a.axes)), True)
    return Family((a.axes[0], a.axes[0]), lambda i, j: mul(delta(i, j), a.at(i)), True)


def log_sum_exp(z: Family) -> Term:
    return call("log", total(z.axes[0], lambda k: call("exp", z.at(k))))


def softmax(z: Family) -> Family:
    whole = total(z.axes[0], lambda k: call("exp", z.at(k)))
    return Family(z.axes, lambda i: div(call("exp", z.at(i)), whole), True)


def identity(n: Term) -> Family:
    return Family(((ONE, n), (ONE, n)), delta, True)


def filled(sizes: tuple[Term, ...], value: int) -> Family:
    entry = ONE if value else ZERO
    return Family(tuple((ONE, n) for n in sizes), lambda *_: entry, True)


def _sum_over(ranges: tuple[Axis, ...], body: Callable[..., Term]) -> Term:
    if not ranges:
        return body()
    return total(ranges[0], lambda k: _sum_over(ranges[1:], lambda *more: body(k, *more)))


# --- calculus


def differentiated(variable: Term, order: int, term: Term) -> Term:
    return make("derivative", term, variable, order)


def gradient(op: str, body: Any, variable: Family) -> Family:
    """Derivatives by every entry of a tensor of symbolic size, in the layout of ``op``."""
    count = len(variable.axes)
    if op == "hess":

        def second(*i: Index) -> Term:
            first = differentiated(variable.at(*i[:count]), 1, body)
            return differentiated(variable.at(*i[count:]), 1, first)

        return Family(variable.axes * 2, second)
    if isinstance(body, Family):
        rows = len(body.axes)
        return Family(
            body.axes + variable.axes, lambda *i: differentiated(variable.at(*i[rows:]), 1, body.at(*i[:rows])), True
        )
    if op == "jac":
        row = ((ONE, ONE), *variable.axes)
        return Family(row, lambda _, *i: differentiated(variable.at(*i), 1, body), True)
    return Family(variable.axes, lambda *i: differentiated(variable.at(*i), 1, body), True)


RULES: dict[str, Callable[..., Any]] = {
    "matmul": matmul,
    "transpose": transpose,
    "inverse": inverse,
    "det": determinant,
    "trace": trace,
    "inner": inner,
    "outer": outer,
    "norm": norm,
    "diag": diagonal,
    "softmax": softmax,
    "logsumexp": log_sum_exp,
}
