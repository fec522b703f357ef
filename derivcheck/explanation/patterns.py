"""Expressions as rules look at them: derivatives, sums, products by what varies; and how they are put together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derivcheck.diagnosis.trees import (
    call,
    children,
    factors,
    is_one,
    is_zero,
    number,
    operation,
    product,
    terms,
    total,
    with_children,
)
from derivcheck.explanation.binders import SUMS
from derivcheck.language import syntax
from derivcheck.language.syntax import Call, Name, Number, Operation, Tree

#: What is worked out: derivatives, limits, means.
OPERATORS = frozenset(
    {"D", "Derivative", "diff", "grad", "jac", "hess", "Expect", "Var", "Cov", "Subs", "Integral", "Limit"}
)
_DERIVATIVES = ("D", "Derivative", "diff")


def differentiated(tree: Tree) -> tuple[Tree, Tree] | None:
    """Body and target of a first derivative."""
    match tree:
        case Call(function=Name(name=own), args=(body, target)) if own in _DERIVATIVES:
            return None if isinstance(target, syntax.Tupled) else (body, target)
    return None


def derivative(body: Tree, target: Tree) -> Tree:
    return call("D", body, target)


def summed(tree: Tree) -> Call | None:
    """A sum."""
    return tree if isinstance(tree, Call) and tree.function.name in SUMS - {"Product"} else None


def times(*parts: Tree) -> Tree:
    """A product without factors 1 and nested products; signs and a factor 0 come to the front."""
    sign, above = 1, list[tuple[int, Tree]]()
    for part in parts:
        for where, factor in factors(part):
            while isinstance(factor, Operation) and factor.op == "neg":
                sign, factor = -sign, factor.operands[0]
            if where > 0 and is_zero(factor):
                return number(0)
            if not is_one(factor):
                above.append((where, factor))
    whole = product([f for f in above if _is_number(f)] + [f for f in above if not _is_number(f)])
    return whole if sign > 0 else operation("neg", whole)


def _is_number(factor: tuple[int, Tree]) -> bool:
    return factor[0] > 0 and isinstance(factor[1], Number)


def _is_trivial(factor: Tree) -> bool:
    return is_one(factor) or is_zero(factor) or (isinstance(factor, Operation) and factor.op == "neg")


def added(parts: Sequence[tuple[int, Tree]]) -> Tree:
    """A sum of signed parts without zeros."""
    flat = [(s * sign, t) for s, part in parts for sign, t in terms(part)]
    return total([(s, t) for s, t in flat if not is_zero(t)])


def power(base: Tree, exponent: Fraction | Tree) -> Tree:
    if isinstance(exponent, Fraction):
        return base if exponent == 1 else number(1) if exponent == 0 else operation("pow", base, number(exponent))
    return operation("pow", base, exponent)


def tidy(tree: Tree) -> Tree:
    """Without terms 0, factors 1 and double signs."""
    tree = with_children(tree, tuple(map(tidy, children(tree))))
    match tree:
        case Operation(op="add" | "sub"):
            return added(terms(tree)) if any(is_zero(t) for _, t in terms(tree)) else tree
        case Operation(op="neg", operands=(Operation(op="neg", operands=(inner,)),)):
            return inner
        case Operation(op="neg", operands=(Operation(op="mul" | "div") as inner,)) if terms(inner)[0][0] < 0:
            return terms(inner)[0][1]
        case Operation(op="neg", operands=(inner,)) if is_zero(inner):
            return inner
        case Operation(op="mul", operands=operands) if any(map(_is_trivial, operands)):
            return times(tree)
        case Operation(op="div", operands=(above, below)) if is_one(below) or is_zero(above):
            return above
        case Operation(op="pow", operands=(base, exponent)) if is_one(exponent):
            return base
        case Operation(op="pow", operands=(_, exponent)) if is_zero(exponent):
            return number(1)
        case Call(args=(body, *_)) if summed(tree) is not None and is_zero(body):
            return body
    return tree
