"""A factor is missing: the 2 of a square, the 1/n of a mean, a learning rate, an input."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.inverse import quotients
from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    Factor,
    Spot,
    factors,
    gathered,
    is_one,
    is_product,
    is_zero,
    number,
    operation,
    product,
    same,
    shown,
    terms,
    total,
)
from derivcheck.language import syntax
from derivcheck.language.syntax import Tree

_NUMBERS: tuple[Factor, ...] = ((1, number(2)), (-1, number(2)), (1, number(3)), (1, number(4)))
_MOST_SQUARES = 16
_MOST_BESIDE_ANOTHER = 12


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if spot.role == "value" and not is_product(spot.parent) and not _is_exponent(spot):
            yield from _by_numbers(setting, spot)
    spots = [s for s in setting.sums if not is_zero(s.node) and not _is_exponent(s)]
    covered = {s.path for s in spots if setting.reckoning.covers(s)}
    for spot in (s for s in spots if s.path not in covered):
        own = [f for _, term in terms(spot.node) for _, f in factors(term)]
        likely = [*((0.0, f) for f in _NUMBERS), *((0.2, (1, a)) for f in own for a in _like(f, setting))]
        likely += [(0.15, (1, e)) for e in setting.entries_at(spot)]
        for extra, factor in likely:
            yield from _with_factor(setting, spot, factor, extra + (setting.penalty(spot) or 0.0))
        yield from _matrices(setting, spot)
    others: list[tuple[float, Factor]] = [*((0.15, (1, a)) for a in setting.atoms)]
    others += [*((0.3, (-1, a)) for a in setting.atoms)]
    others += [(0.3, (1, operation("pow", a, number(2)))) for a in setting.atoms[:_MOST_SQUARES]]
    for spot in spots:
        # What is covered was found above if it is the only mistake; together with another one it is not.
        for extra, factor in others if spot.path not in covered else others[:_MOST_BESIDE_ANOTHER]:
            yield from _with_factor(setting, spot, factor, extra + (setting.penalty(spot) or 0.0))


def _matrices(setting: Setting, spot: Spot) -> Iterator[Repair]:
    """Factors of matrix products, from the left and from the right."""
    parts = terms(spot.node)
    for k, (sign, term) in enumerate(parts):
        if not _has_shape(setting, term):
            continue
        for atom in (a for a in setting.atoms if _has_shape(setting, a)):
            for due in (operation("matmul", atom, term), operation("matmul", term, atom)):
                said = f"the factor {shown(atom)} is missing in {shown(term)}"
                whole = total([*parts[:k], (sign, due), *parts[k + 1 :]])
                yield Repair(setting.put(spot, whole), said, 0.2 + (setting.penalty(spot) or 0.0))


def _has_shape(setting: Setting, tree: Tree) -> bool:
    value = setting.value(tree)
    return value is not None and bool(value.type.shape)


def _by_numbers(setting: Setting, spot: Spot) -> Iterator[Repair]:
    """Factors that stand nowhere: products that are worth what is missing."""
    own, needed = setting.reckoning.of(spot.node), setting.reckoning.needed(spot)
    ratio = quotients(needed, own) if own is not None and needed is not None else None
    if ratio is None or is_zero(spot.node):
        return
    sign, term = terms(spot.node)[0] if len(terms(spot.node)) == 1 else (1, spot.node)
    for found in setting.reckoning.products(tuple(None if r is None else (r,) for r in ratio), with_calls=True):
        is_mixed = len({power for power, _ in found.powers}) > 1
        cancels = any(p == -q and same(f, g) for p, f in found.powers for q, g in factors(term))
        if found.coefficient > 0 and not is_mixed and not cancels:
            due = total([(sign, product(gathered([*factors(term), *found.factors])))])
            said = f"the factor {shown(product(found.factors))} is missing in {shown(spot.node)}"
            yield Repair(setting.put(spot, due), said, 0.05 + found.extra + (setting.penalty(spot) or 0.0))


def _with_factor(setting: Setting, spot: Spot, factor: Factor, extra: float) -> Iterator[Repair]:
    what = shown(factor[1]) if factor[0] > 0 else f"`1/{_in_denominator(factor[1])}`"
    parts = terms(spot.node)
    if len(parts) > 1:
        due = _of_whole(spot.node, factor)
        said = f"the factor {what} is missing in front of {shown(spot.node)}"
        yield Repair(setting.put(spot, due), said, extra + 0.05)
    for k, (sign, term) in enumerate(parts):
        if isinstance(term, syntax.Name) and term.name in setting.indices:
            continue
        own = [] if is_one(term) else factors(term)
        if any(same(f, factor[1]) for _, f in [*own, (1, term)]):
            continue  # that would cancel, or be a square
        due = total([*parts[:k], (sign, _joined(own, factor)), *parts[k + 1 :]])
        yield Repair(setting.put(spot, due), f"the factor {what} is missing in {shown(term)}", extra)


def _like(factor: Tree, setting: Setting) -> list[Tree]:
    """Functions of another argument: `det(B)` beside `det(A)`."""
    return setting.analogues(factor) if isinstance(factor, syntax.Call) else []


def _of_whole(tree: Tree, factor: Factor) -> Tree:
    """The factor times a whole sum; a minus sign in front of it stays in front."""
    if isinstance(tree, syntax.Operation) and tree.op == "neg":
        return total([(-1, _joined([(1, tree.operands[0])], factor))])
    return _joined([(1, tree)], factor)


def _joined(own: list[Factor], factor: Factor) -> Tree:
    """Numbers lead, other factors follow."""
    leads = isinstance(factor[1], syntax.Number) and factor[0] > 0
    return product([factor, *own] if leads else [*own, factor])


def _is_exponent(spot: Spot) -> bool:
    """Exponents and what is inside functions are left to other kinds unless they are short."""
    return isinstance(spot.parent, syntax.Operation) and spot.parent.op == "pow" and spot.path[-1] == 1


def _in_denominator(tree: Tree) -> str:
    text = shown(tree)[1:-1]
    return text if isinstance(tree, (syntax.Name, syntax.Number, syntax.Call, syntax.Subscript)) else f"({text})"


DIAGNOSIS = Diagnosis(
    kind="missing-factor",
    cost=1.4,
    why="a factor got lost on the way, often the exponent of a power that was differentiated, or the 1/n of a mean",
    repairs=repairs,
    examples=(
        Example("D(x**2, x) == x", "2*x", ("x: real",)),
        Example("D((y - w*x)**2/2, w) == -(y - w*x)", "-(y - w*x)*x", ("w, x, y: real",)),
        Example("D(Sum(z[i]**2, i)/n, z[k]) == 2*z[k]", "2*z[k]/n", ("n: size", "i, k: index(n)", "z: real[n]")),
    ),
)
