"""A factor is missing: the 2 of a square, the 1/n of a mean, a learning rate, an input."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import TypeGuard

from derivcheck.diagnosis.ingredients import entries_at
from derivcheck.diagnosis.inverse import Values, differences, entrywise, quotients
from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.several import terms_at
from derivcheck.diagnosis.trees import (
    Factor,
    Spot,
    bare,
    factors,
    gathered,
    is_exponent,
    is_one,
    is_product,
    is_sum,
    is_zero,
    listed,
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
from derivcheck.language.syntax import Tree

_NUMBERS: tuple[Factor, ...] = ((1, number(2)), (-1, number(2)), (1, number(3)), (1, number(4)))
_MOST_SQUARES = 16
_MOST_BESIDE_ANOTHER = 12
_MOST_TERMS = 6
#: In place of 1 it is rather another number, or a term that is missing.
_OF_ONE = 0.3
_OF_EXPONENT = 0.15
_OF_NORMALISED = 0.3
_OF_SIGN = 0.1
_OF_NODE = 0.03
_OF_SUM = 0.1
#: Of an entry or a transpose, the whole is what a factor is missing in.
_PARTS = (syntax.Subscript, syntax.Transpose)


def solved(setting: Setting) -> Iterator[Repair]:
    """Factors that are worth what is missing."""
    for spot in setting.spots:
        is_inside = is_product(spot.parent) or isinstance(spot.parent, _PARTS) or _is(spot.parent, "matmul")
        if spot.role == "value" and not is_inside and not is_exponent(spot):
            yield from _by_numbers(setting, spot)
            yield from _in_several(setting, spot)


def repairs(setting: Setting) -> Iterator[Repair]:
    yield from solved(setting)
    whole = (s for s in setting.sums if not isinstance(s.parent, _PARTS))
    spots = [s for s in whole if not is_zero(s.node) and not is_exponent(s)]
    covered = {s.path for s in spots if setting.reckoning.covers(s)}
    for spot in (s for s in spots if s.path not in covered):
        own = [f for _, term in terms(spot.node) for _, f in factors(term)]
        likely = [*((0.0, f) for f in _NUMBERS), *((0.2, (1, a)) for f in own for a in _like(f, setting))]
        likely += [(0.15, (1, e)) for e in entries_at(setting, spot)]
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
                extra = 0.2 + _OF_ONE * _is_identity(term) + _OF_NODE * sum(1 for _ in walk(atom))
                yield Repair(setting.put(spot, whole), said, extra + (setting.penalty(spot) or 0.0))


def _is_identity(tree: Tree) -> bool:
    return isinstance(tree, syntax.Call) and tree.function.name == "eye"


def _has_shape(setting: Setting, tree: Tree) -> bool:
    value = setting.value(tree)
    return value is not None and bool(value.type.shape)


def _by_numbers(setting: Setting, spot: Spot) -> Iterator[Repair]:
    """Factors that stand nowhere: products that are worth what is missing."""
    own, needed = setting.reckoning.of(spot.node), setting.reckoning.needed(spot)
    if own is None or needed is None or is_zero(spot.node):
        return
    parts = terms(spot.node)
    sign, term = parts[0] if len(parts) == 1 else (1, spot.node)
    for found_sign, due, said, extra in _products(setting, needed, own, term, spot.node):
        extra += _OF_ONE * is_one(term) + _unlikely(factors(term), due) + (setting.penalty(spot) or 0.0)
        leads = isinstance(term, syntax.Call) and all(_is_plain(f) for _, f in due)
        joined = product(gathered([*due, *factors(term)] if leads else [*factors(term), *due]))
        yield Repair(setting.put(spot, total([(found_sign * sign, joined)])), said, extra)
    for start, end in combinations(range(len(parts) + 1), 2) if 2 < len(parts) <= _MOST_TERMS else ():
        if not 1 < end - start < len(parts):
            continue
        group, rest = total(parts[start:end]), total([*parts[:start], *parts[end:]])
        worth, others = setting.reckoning.of(group), setting.reckoning.of(rest)
        if worth is None or others is None:
            continue
        for found_sign, due, said, extra in _products(setting, differences(needed, others), worth, group, group):
            joined = product([(1, group), *due])
            whole = total([*parts[:start], (found_sign, joined), *parts[end:]])
            yield Repair(setting.put(spot, whole), said, extra + 0.1 + (setting.penalty(spot) or 0.0))


def _in_several(setting: Setting, spot: Spot) -> Iterator[Repair]:
    """One factor that is missing in several terms of a sum."""
    known, parts = terms_at(setting, spot), terms(spot.node)
    for factor in [*_NUMBERS, *((power, a) for a in setting.atoms for power in (1, -1))] if known is not None else ():
        values = setting.reckoning.of(factor[1])
        if values is None:
            continue
        for chosen in known.changed(partial(_multiplied, values, factor[0])) if known is not None else ():
            more = [product(gathered([*factors(t), factor])) if k in chosen else t for k, (_, t) in enumerate(parts)]
            due = [(s, t) for (s, _), t in zip(parts, more, strict=True)]
            said = f"the factor {_what(factor)} is missing in {listed([parts[k][1] for k in chosen])}"
            extra = 0.15 * len(chosen) + (setting.penalty(spot) or 0.0)
            yield Repair(setting.put(spot, total(due)), said, extra)


def _multiplied(factor: Values, power: int, value: float, point: int) -> float | None:
    entries = factor[point]
    if entries is None or len(entries) != 1 or (power < 0 and not entries[0]):
        return None
    return value * entries[0] if power > 0 else value / entries[0]


def _what(factor: Factor) -> str:
    return shown(factor[1]) if factor[0] > 0 else f"`1/{_in_denominator(factor[1])}`"


def _products(
    setting: Setting, needed: Values, own: Values, term: Tree, named: Tree
) -> Iterator[tuple[int, list[Factor], str, float]]:
    """Sign and factors that are missing in a term for it to be worth what is needed, and how that is said."""
    ratio = quotients(needed, own)
    target = entrywise(needed, own) if ratio is None else _scalars(ratio)
    for found in setting.reckoning.products(target, with_calls=True):
        is_mixed = len({power for power, _ in found.powers}) > 1
        own_factors = factors(term)
        cancels = any(p == -q and same(bare(f), bare(g)) for p, f in found.factors for q, g in own_factors)
        is_square = len(found.factors) == 1 and any(same(found.factors[0][1], f) for _, f in factors(term))
        is_number = not found.powers and (found.coefficient < 0 or isinstance(term, syntax.Number))
        if not is_mixed and not cancels and not is_square and not is_number:
            sign = 1 if found.coefficient > 0 else -1
            said = f"the factor {shown(total([(sign, product(found.factors))]))} is missing in {shown(named)}"
            normalised = _OF_NORMALISED * any(_is_sum_of_entries(f) for _, f in found.factors)
            yield sign, found.factors, said, 0.05 + found.extra + normalised + _OF_SIGN * (sign < 0)


def _is_sum_of_entries(tree: Tree) -> bool:
    """Whether it is a sum that is often meant to be 1."""
    return isinstance(tree, syntax.Call) and tree.function.name == "Sum" and isinstance(tree.args[0], syntax.Subscript)


def _scalars(ratio: tuple[float | None, ...]) -> Values:
    return tuple(None if r is None else (r,) for r in ratio)


def _unlikely(own: list[Factor], due: list[Factor]) -> float:
    """Beside a power of the same base, or another exponential, it is rather the exponent that is wrong."""
    bases = [f.operands[0] for _, f in own if _is(f, "pow")]
    beside = any(same(base, f) for base in bases for _, f in due)
    exponentials = any(_is_exponential(f) for _, f in own) and any(_is_exponential(f) for _, f in due)
    return _OF_EXPONENT * (beside or exponentials) + _OF_SUM * any(is_sum(f) for _, f in due)


def _is(tree: Tree | None, op: str) -> TypeGuard[syntax.Operation]:
    return isinstance(tree, syntax.Operation) and tree.op == op


def _is_exponential(tree: Tree) -> bool:
    return isinstance(tree, syntax.Call) and tree.function.name == "exp"


def _with_factor(setting: Setting, spot: Spot, factor: Factor, extra: float) -> Iterator[Repair]:
    what = _what(factor)
    parts = terms(spot.node)
    if len(parts) > 1 and not same(spot.node, factor[1]):
        due = _of_whole(spot.node, factor)
        said = f"the factor {what} is missing in front of {shown(spot.node)}"
        yield Repair(setting.put(spot, due), said, extra + 0.05)
    for k, (sign, term) in enumerate(parts if len(parts) > 1 or not _is(spot.parent, "matmul") else []):
        if isinstance(term, syntax.Name) and term.name in setting.indices:
            continue
        own = [] if is_one(term) else factors(term)
        unlikely = _OF_ONE * is_one(term) + _unlikely(own, [factor])
        if any(same(f, factor[1]) for _, f in [*own, (1, term)]):
            continue  # that would cancel, or be a square
        due = total([*parts[:k], (sign, _joined(own, factor)), *parts[k + 1 :]])
        yield Repair(setting.put(spot, due), f"the factor {what} is missing in {shown(term)}", extra + unlikely)


def _like(factor: Tree, setting: Setting) -> list[Tree]:
    """Functions of another argument: `det(B)` beside `det(A)`."""
    return setting.analogues(factor) if isinstance(factor, syntax.Call) else []


def _of_whole(tree: Tree, factor: Factor) -> Tree:
    """The factor times a whole sum; a minus sign in front of it stays in front."""
    if isinstance(tree, syntax.Operation) and tree.op == "neg":
        return total([(-1, _joined([(1, tree.operands[0])], factor))])
    return _joined([(1, tree)], factor)


def _joined(own: list[Factor], factor: Factor) -> Tree:
    """Numbers lead, and names before what is called; other factors follow."""
    calls = bool(own) and all(isinstance(f, syntax.Call) for _, f in own)
    leads = factor[0] > 0 and (isinstance(factor[1], syntax.Number) or (_is_plain(factor[1]) and calls))
    return product([factor, *own] if leads else [*own, factor])


def _is_plain(tree: Tree) -> bool:
    """Names, numbers and their powers."""
    parts = tree.operands if isinstance(tree, syntax.Operation) and tree.op == "pow" else (tree,)
    return all(isinstance(p, (syntax.Name, syntax.Number)) for p in parts)


def _in_denominator(tree: Tree) -> str:
    text = shown(tree)[1:-1]
    return text if isinstance(tree, (syntax.Name, syntax.Number, syntax.Call, syntax.Subscript)) else f"({text})"


DIAGNOSIS = Diagnosis(
    kind="missing-factor",
    cost=1.4,
    why="a factor got lost on the way, often the exponent of a power that was differentiated, or the 1/n of a mean",
    repairs=repairs,
    solved=solved,
    examples=(
        Example("D(x**2, x) == x", "2*x", ("x: real",)),
        Example("D((y - w*x)**2/2, w) == -(y - w*x)", "-(y - w*x)*x", ("w, x, y: real",)),
        Example("D(Sum(z[i]**2, i)/n, z[k]) == 2*z[k]", "2*z[k]/n", ("n: size", "i, k: index(n)", "z: real[n]")),
    ),
)
