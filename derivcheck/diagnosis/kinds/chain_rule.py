"""The chain rule misapplied: the inner derivative is forgotten, or taken twice.

The derivative of `f(g(x))` is `f'(g(x))*g'(x)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.derivatives import derivative, differentiated, entrywise_slopes, unfolded
from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    factors,
    gathered,
    is_one,
    is_zero,
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
from derivcheck.language.writing import written


def repairs(setting: Setting) -> Iterator[Repair]:
    yield from _of_vectors(setting)
    inner = list(_inner_derivatives(setting))
    for spot in setting.values:
        if len(spot.path) != 1:
            continue
        parts = terms(spot.node)
        whole = product([(1, spot.node)])
        for argument, by, slope in inner:
            said = f"the inner derivative {shown(slope)}, of {shown(argument)} by {shown(by)},"
            signed = terms(slope)
            sign, plain = signed[0] if len(signed) == 1 else (1, slope)
            due = total([(sign, product(gathered([*_factors(plain), *factors(whole)])))])
            yield Repair(setting.put(spot, due), f"{said} is missing", 0.05 if len(parts) > 1 else 0.0)
            if any(same(f, plain) for _, term in parts for _, f in factors(term)):
                once = product([(1, spot.node), (-1, slope)])
                yield Repair(setting.put(spot, once), f"{said} was multiplied twice", 0.1)
            for k, (own, term) in enumerate(parts if len(parts) > 1 else []):
                joined = (own * sign, product(gathered([*_factors(plain), *([] if is_one(term) else factors(term))])))
                yield Repair(setting.put(spot, total([*parts[:k], joined, *parts[k + 1 :]])), f"{said} is missing", 0.1)


def _of_vectors(setting: Setting) -> Iterator[Repair]:
    """The slope of a function that was applied entry by entry, which is a factor of each entry."""
    slopes = list(entrywise_slopes(setting)) if any(True for _ in differentiated(setting)) else []
    for spot in setting.values if slopes else ():
        if len(spot.path) < 2 or setting.rank(spot.node) != 1 or isinstance(spot.parent, syntax.Call):
            continue
        for applied, slope in slopes:
            own = spot.node if isinstance(spot.node, syntax.Name) else product([(1, spot.node)])
            said = f"the inner derivative {shown(slope)}, of {shown(applied)}, is missing in {shown(spot.node)}"
            yield Repair(setting.put(spot, operation("mul", own, slope)), said, setting.penalty(spot) or 0.0)


def _factors(tree: Tree) -> list[tuple[int, Tree]]:
    return [] if is_one(tree) else factors(tree)


def _inner_derivatives(setting: Setting) -> Iterator[tuple[Tree, Tree, Tree]]:
    """Arguments of functions and bases of powers in what is differentiated, by what, and their derivatives."""
    seen: set[str] = set()
    bodies = [(body, t) for b, t in differentiated(setting) for body in (b, *setting.definitions.values())]
    for body, target in bodies:
        for spot in walk(body):
            for argument in _inner(spot.node):
                slope = derivative(unfolded(argument, setting), target)
                if same(argument, target) or slope is None or is_zero(slope) or is_one(terms(slope)[0][1]):
                    continue  # a factor -1 is a sign
                signed = [(sign, product(gathered(factors(term)))) for sign, term in terms(slope)]
                slope = total(signed)  # without a 2 over a 2
                if written(slope) not in seen and not is_one(signed[0][1]):
                    seen.add(written(slope))
                    yield argument, target, slope


def _inner(tree: Tree) -> list[Tree]:
    match tree:
        case syntax.Call(args=(argument,)):
            return [argument]
        case Operation(op="pow", operands=(base, exponent)):
            return [base, exponent]
        case Operation(op="div", operands=(_, below)):
            return [below]
    return []


DIAGNOSIS = Diagnosis(
    kind="chain-rule",
    cost=0.95,
    why="the derivative of f(g(x)) is that of f at g(x), times that of g at x",
    repairs=repairs,
    examples=(
        Example("D(sin(3*x), x) == cos(3*x)", "3*cos(3*x)", ("x: real",)),
        Example("D((w*x - y)**2, w) == 2*(w*x - y)", "2*x*(w*x - y)", ("w, x, y: real",)),
        Example("D(exp(x**2), x) == exp(x**2)", "2*x*exp(x**2)", ("x: real",)),
        Example(
            "grad(norm(tanh(W @ x))**2, x) == 2*W.T @ tanh(W @ x)",
            "2*W.T @ (tanh(W @ x)*(ones(n) - tanh(W @ x)**2))",
            ("n: size", "x: real[n]", "W: real[n, n]"),
        ),
    ),
)
