"""Parentheses that are missing or in the wrong place: `a + b*c` for `(a + b)*c`, `a/2*b` for `a/(2*b)`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    Factor,
    factors,
    is_one,
    is_product,
    number,
    operation,
    product,
    same,
    shown,
    terms,
    total,
    walk,
)
from derivcheck.language import syntax
from derivcheck.language.syntax import Operation, Tree

_OF_SQUARE = 0.3


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if spot.role not in ("value", "range"):
            continue
        for due in _regrouped(spot.node):
            said = f"parentheses are misplaced: {shown(spot.node)} stands where {shown(due)} is right"
            square = _OF_SQUARE * (_squares(due) > _squares(spot.node))
            yield Repair(setting.put(spot, due), said, square + (setting.penalty(spot) or 0.0))


def _squares(tree: Tree) -> int:
    """How often a factor stands beside itself, which is seldom written."""
    products = (factors(s.node) for s in walk(tree) if is_product(s.node) and not is_product(s.parent))
    return sum(same(a, b) for own in products for (_, a), (_, b) in combinations(own, 2))


def _regrouped(tree: Tree) -> Iterator[Tree]:
    parts = terms(tree)
    if len(parts) > 1:
        yield from _of_sum(parts)
    match tree:
        case Operation(op="mul" | "div"):
            yield from _of_product(factors(tree))
        case Operation(op="pow", operands=(base, exponent)):
            yield from _of_power(base, exponent)
        case syntax.Call(args=(inner,)):
            yield from _of_call(tree, inner)


def _of_sum(parts: list[tuple[int, Tree]]) -> Iterator[Tree]:
    """`a + b*c` as `(a + b)*c`, `a + b**c` as `(a + b)**c`, `a - b + c` as `a - (b + c)`, `a + f(b)`."""
    for k in range(1, len(parts)):
        sign, term = parts[k]
        own = factors(term)
        if len(own) > 1:
            for start in dict.fromkeys((0, k - 1)):
                for cut in range(1, len(own)):
                    group = total([*parts[start:k], (sign, product(own[:cut]))])
                    due = product([(1, group), *own[cut:]])
                    yield total([*parts[:start], (1, due), *parts[k + 1 :]])
        elif not isinstance(term, syntax.Number) and not is_one(parts[k - 1][1]):  # a - 1*b as (a - 1)*b
            group = total([parts[k - 1], (sign, number(1))])
            yield total([*parts[: k - 1], (1, product([(1, group), (1, term)])), *parts[k + 1 :]])
        if isinstance(term, Operation) and term.op == "pow":
            group = total([*parts[:k], (sign, term.operands[0])])
            yield total([(1, operation("pow", group, term.operands[1])), *parts[k + 1 :]])
        if sign < 0 and k + 1 < len(parts):
            for end in range(k + 2, len(parts) + 1):
                flipped = [(-s, t) for s, t in parts[k + 1 : end]]
                yield total([*parts[: k + 1], *flipped, *parts[end:]])
    sign, term = parts[0]
    own = factors(term)
    if len(own) > 1:  # `a*b + c` as `a*(b + c)`
        for end in range(2, len(parts) + 1):
            power, last = own[-1]
            group = total([(1, last), *((s * sign, t) for s, t in parts[1:end])])
            yield total([(sign, product([*own[:-1], (power, group)])), *parts[end:]])


def _of_product(own: list[Factor]) -> Iterator[Tree]:
    """`a/b*c` as `a/(b*c)` and back, `(a + b)*c` as `a + b*c`, `a*(b + c)` as `a*b + c`."""
    below = [k for k, (s, _) in enumerate(own) if s < 0]
    for k in below:
        for j, (s, _) in enumerate(own):
            if s > 0 and j > 0:
                yield product([(-s, f) if i == j else (s, f) for i, (s, f) in enumerate(own)])
        if len(below) > 1:
            yield product([(-s, f) if i == k else (s, f) for i, (s, f) in enumerate(own)])
    for k, (power, factor) in enumerate(own):
        parts = terms(factor)
        rest = [*own[:k], *own[k + 1 :]]
        if len(parts) > 1 and power > 0 and not (len(rest) == 1 and is_one(rest[0][1])):
            sign, last = parts[-1]
            yield total([*parts[:-1], (sign, product([(1, last), *rest]))])
            sign, first = parts[0]
            yield total([(sign, product([(1, first), *rest])), *parts[1:]])
        if len(parts) > 1 and power < 0:
            sign, first = parts[0]
            yield total([(sign, product([*rest, (-1, first)])), *parts[1:]])


def _of_power(base: Tree, exponent: Tree) -> Iterator[Tree]:
    """`(a + b)**c` as `a + b**c`, `(a*b)**c` as `a*b**c`, `a**(b + c)` as `a**b + c`."""
    parts = terms(base)
    if len(parts) > 1:
        sign, last = parts[-1]
        yield total([*parts[:-1], (sign, operation("pow", last, exponent))])
    own = factors(base)
    if len(own) > 1:
        power, factor = own[-1]
        yield product([*own[:-1], (power, operation("pow", factor, exponent))])
    upper = terms(exponent)
    if len(upper) > 1:
        yield total([(1, operation("pow", base, upper[0][1])), *upper[1:]])


def _of_call(tree: syntax.Call, inner: Tree) -> Iterator[Tree]:
    """`f(a + b)` as `f(a) + b`, `f(a*b)` as `f(a)*b`."""
    parts = terms(inner)
    if len(parts) > 1:
        sign, first = parts[0]
        if sign > 0:
            yield total([(1, syntax.Call(tree.function, (first,), span=tree.span)), *parts[1:]])
    own = factors(inner)
    if len(own) > 1 and own[0][0] > 0:
        yield product([(1, syntax.Call(tree.function, (own[0][1],), span=tree.span)), *own[1:]])


DIAGNOSIS = Diagnosis(
    kind="parentheses",
    cost=1.05,
    why="what is to be multiplied, divided or subtracted as a whole needs parentheses",
    repairs=repairs,
    examples=(
        Example("x**2 + x*y == x*x + y", "x*(x + y)", ("x, y: real",)),
        Example("n*m + 2*n == n*m + 1 + n", "n*(m + 1) + n", ("n, m: size",)),
        Example("Sum(b**j, (j, 0, 1)) == (1 - b)**2/(1 - b)", "(1 - b**2)/(1 - b)", ("b: real(0, 1)",)),
    ),
)
