"""Tensors of symbolic size: a rule that gives the entry at any indices, and the range of every axis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
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
    neg,
    number,
    power,
    rational,
    relation,
    summation,
    symbol,
)
from derivcheck.language.core import Size, Type

#: First and last index of an axis.
Bounds = tuple[Term, Term]
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Family:
    """``rule`` gives the entry, a term, for as many indices as there are axes."""

    axes: tuple[Bounds, ...]
    rule: Callable[..., Term]

    def at(self, *indices: Term) -> Any:
        """The entry, or with fewer indices the family of what is left."""
        if len(indices) == len(self.axes):
            return self.rule(*indices)
        return Family(self.axes[len(indices) :], lambda *more: self.rule(*indices, *more))


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


def fresh() -> Term:
    """An index that nobody can have typed, to be bound at once."""
    return symbol(f"index#{next(_NUMBERS)}", Sort.INTEGER)


def total(bounds: Bounds, body: Callable[[Term], Term]) -> Term:
    """The sum over an axis; written out if its bounds are numbers."""
    first, last = rational(bounds[0]), rational(bounds[1])
    if first is not None and last is not None:
        return add(*(body(number(k)) for k in range(int(first), int(last) + 1)))
    index = fresh()
    return summation(index, bounds[0], bounds[1], body(index))


def entrywise(operation: Callable[..., Term], *operands: Any) -> Family:
    """The operation applied entry by entry; terms among the operands are used for every entry."""
    shape = next(o.axes for o in operands if isinstance(o, Family))

    def rule(*indices: Term) -> Term:
        return operation(*(o.rule(*_moved(indices, shape, o.axes)) if isinstance(o, Family) else o for o in operands))

    return Family(shape, rule)


def _moved(indices: tuple[Term, ...], own: tuple[Bounds, ...], other: tuple[Bounds, ...]) -> list[Term]:
    """Indices of one tensor as those of the same positions in another, whose axes may count from other numbers."""
    pairs = zip(indices, own, other, strict=True)
    return [i if a[0] is b[0] else add(i, neg(a[0]), b[0]) for i, a, b in pairs]


def _moved_one(index: Term, own: Bounds, other: Bounds) -> Term:
    return _moved((index,), (own,), (other,))[0]


def every(family: Family) -> Term:
    """A condition on the entries, for all of them."""
    indices = [fresh() for _ in family.axes]
    statement = family.rule(*indices)
    for index, (first, last) in reversed(list(zip(indices, family.axes, strict=True))):
        if depends(statement, index) or not never_empty(first, last):
            statement = bind("every", index, first, last, statement)
    return statement


def chosen(vector: Family, name: str) -> list[Term]:
    """That a vector is one-hot: its entries are delta(i, c), where c is the place of the 1.

    As a fact about the whole vector it is used after all derivatives, which are by entries that vary freely.
    """
    ((first, last),) = vector.axes
    place = symbol(f"{name}#1", Sort.INTEGER)
    agrees = Family(vector.axes, lambda i: relation("eq", vector.rule(i), call("delta", i, place)))
    return [every(agrees), relation("le", first, place), relation("le", place, last)]


def as_lambda(family: Family) -> Term:
    """The family as a term, the same for the same family."""
    indices = [fresh() for _ in family.axes]
    body = family.rule(*indices)
    for index, (first, last) in reversed(list(zip(indices, family.axes, strict=True))):
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
        return Family((a.axes[0], b.axes[1]), lambda i, j: mul(a.rule(i), b.rule(b.axes[0][0], j)))
    inner_axis = a.axes[1]

    def same(k: Term) -> Term:
        return _moved_one(k, inner_axis, b.axes[0])

    if len(b.axes) == 1:
        return Family(a.axes[:1], lambda i: total(inner_axis, lambda k: mul(a.rule(i, k), b.rule(same(k)))))
    return Family(
        (a.axes[0], b.axes[1]), lambda i, j: total(inner_axis, lambda k: mul(a.rule(i, k), b.rule(same(k), j)))
    )


def transpose(a: Family) -> Family:
    if len(a.axes) == 1:
        return Family(((ONE, ONE), a.axes[0]), lambda _, j: a.rule(j))
    return Family((a.axes[1], a.axes[0]), lambda i, j: a.rule(j, i))


def trace(a: Family) -> Term:
    return total(a.axes[0], lambda k: a.rule(k, _moved_one(k, *a.axes)))


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
    result = base if value else Family(a.axes, lambda i, j: call("delta", i, j))
    for _ in range(int(abs(value)) - 1):
        result = matmul(base, result)
    return result


def inner(a: Family, b: Family) -> Term:
    return _sum_over(a.axes, lambda *i: mul(a.rule(*i), b.rule(*_moved(i, a.axes, b.axes))))


def outer(a: Family, b: Family) -> Family:
    return Family((a.axes[0], b.axes[0]), lambda i, j: mul(a.rule(i), b.rule(j)))


def norm(a: Family) -> Term:
    return call("sqrt", _sum_over(a.axes, lambda *i: power(a.rule(*i), number(2))))


def diagonal(a: Family) -> Family:
    if len(a.axes) == 2:
        return Family(a.axes[:1], lambda i: a.rule(i, _moved_one(i, *a.axes)))
    return Family((a.axes[0], a.axes[0]), lambda i, j: mul(call("delta", i, j), a.rule(i)))


def log_sum_exp(z: Family) -> Term:
    return call("log", total(z.axes[0], lambda k: call("exp", z.rule(k))))


def softmax(z: Family) -> Family:
    whole = total(z.axes[0], lambda k: call("exp", z.rule(k)))
    return Family(z.axes, lambda i: div(call("exp", z.rule(i)), whole))


def identity(n: Term) -> Family:
    return Family(((ONE, n), (ONE, n)), lambda i, j: call("delta", i, j))


def filled(sizes: tuple[Term, ...], value: int) -> Family:
    entry = ONE if value else ZERO
    return Family(tuple((ONE, n) for n in sizes), lambda *_: entry)


def _sum_over(ranges: tuple[Bounds, ...], body: Callable[..., Term]) -> Term:
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

        def second(*i: Term) -> Term:
            first = differentiated(variable.rule(*i[:count]), 1, body)
            return differentiated(variable.rule(*i[count:]), 1, first)

        return Family(variable.axes * 2, second)
    if isinstance(body, Family):
        rows = len(body.axes)
        return Family(
            body.axes + variable.axes, lambda *i: differentiated(variable.rule(*i[rows:]), 1, body.rule(*i[:rows]))
        )
    if op == "jac":
        row = ((ONE, ONE), *variable.axes)
        return Family(row, lambda _, *i: differentiated(variable.rule(*i), 1, body))
    return Family(variable.axes, lambda *i: differentiated(variable.rule(*i), 1, body))


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
