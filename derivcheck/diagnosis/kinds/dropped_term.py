"""A term is missing: a bias, a penalty, the 1 of a difference, one part of a product rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from derivcheck.diagnosis import trees
from derivcheck.diagnosis.ingredients import deltas, entries_at, products_of_matrices
from derivcheck.diagnosis.inverse import differences
from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    Factor,
    Spot,
    factors,
    gathered,
    is_product,
    is_sum,
    is_worked_out,
    is_zero,
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
from derivcheck.language.writing import written

_LARGEST = 24
_MOST_IN_PAIRS = 18
_MOST_BESIDE_ANOTHER = 12


def solved(setting: Setting) -> Iterator[Repair]:
    """Terms that are worth what is missing."""
    for spot in setting.values:
        yield from _by_numbers(setting, spot)


def repairs(setting: Setting) -> Iterator[Repair]:
    yield from solved(setting)
    known = _candidates(setting)
    pairs = [(0.4, product([(1, a), (1, b)])) for a, b in combinations(setting.atoms[:_MOST_IN_PAIRS], 2)]
    found: list[tuple[float, Spot, Tree]] = []
    for spot in setting.values:
        if is_zero(spot.node) and spot.path != (1,):
            continue
        here = known if len(spot.path) > 1 else [*known, *pairs]
        if setting.reckoning.covers(spot):
            here = known[:_MOST_BESIDE_ANOTHER]
        likewise = [(0.15, a) for _, term in terms(spot.node) for a in setting.analogues(term)]
        likewise += [(0.2, e) for e in entries_at(setting, spot)]
        rank = None if is_zero(spot.node) else setting.rank(spot.node)
        fitting = (e for e in (*here, *likewise) if rank is None or setting.rank(e[1]) in (None, rank))
        found += [(extra, spot, term) for extra, term in fitting]
    # Likely terms at all places come before unlikely ones at any.
    for extra, spot, term in sorted(found, key=lambda f: f[0]):
        for sign in (1, -1):
            yield _with_term(setting, spot, sign, term, extra)


def _candidates(setting: Setting) -> list[tuple[float, Tree]]:
    found = [(0.0, number(1)), *((0.1, a) for a in setting.atoms), *((0.2, t) for t in _terms_in_sight(setting))]
    found += [(0.5, product([(1, number(2)), (1, a)])) for a in setting.atoms[:16]]
    found += [(0.25, t) for t in _matrices(setting)] + [(0.3, d) for d in deltas(setting)]
    return [*found, *((0.5, operation("pow", a, number(2))) for a in setting.atoms[:16])]


def _by_numbers(setting: Setting, spot: Spot) -> Iterator[Repair]:
    """Terms that stand nowhere: products that are worth what is missing."""
    own, needed = setting.reckoning.of(spot.node), setting.reckoning.needed(spot)
    is_empty = own is not None and not is_zero(spot.node) and not any(v and any(v) for v in own)
    if own is not None and needed is not None and not is_empty:
        for found in setting.reckoning.products(differences(needed, own)):
            if found.powers and any(_same_but_for_number(found.factors, term) for _, term in terms(spot.node)):
                continue  # then it is a factor that is wrong
            if not found.powers and isinstance(spot.node, syntax.Number):
                continue  # then it is the number that is wrong
            if setting.reckoning.is_second and len({power for power, _ in found.factors}) > 1:
                continue  # after another edit, only what is simple says something
            sign = 1 if found.coefficient > 0 else -1
            yield _with_term(setting, spot, sign, product(found.factors), found.extra)


def _same_but_for_number(own: list[Factor], term: Tree) -> bool:
    bare = [[f for f in gathered(parts) if not isinstance(f[1], syntax.Number)] for parts in (own, factors(term))]
    return same(product(bare[0]), product(bare[1]))


def _with_term(setting: Setting, spot: Spot, sign: int, term: Tree, extra: float) -> Repair:
    before = [] if is_zero(spot.node) else terms(spot.node)
    due = total([*before, *((sign * s, t) for s, t in terms(term))])
    which = "" if sign > 0 else "- "
    said = f"the term `{which}{written(term)}` is missing in {shown(spot.node)}"
    inside = 0.0 if is_sum(spot.node) else 0.05 * min(len(spot.path) - 1, 4)
    inside += 0.1 * (is_product(spot.parent) and len(before) == 1)
    return Repair(setting.put(spot, due), said, extra + inside + (setting.penalty(spot) or 0.0))


def _matrices(setting: Setting) -> list[Tree]:
    """Transposes of the matrices in sight, multiples of the identity, and products."""
    matrices = {name: type for name, type in setting.names.items() if len(type.shape) == 2}
    numbers = [trees.name(n) for n, type in setting.names.items() if not type.shape][:8]
    sizes = dict.fromkeys(axis.last for type in matrices.values() for axis in type.shape)
    found: list[Tree] = [syntax.Transpose(trees.name(name), span=setting.statement.span) for name in matrices]
    for eye in [trees.call("eye", trees.name(str(size))) for size in sizes if size is not None]:
        found += [eye, *(product([(1, a), (1, eye)]) for a in numbers)]
    return [*found[:24], *products_of_matrices(setting)]


def _terms_in_sight(setting: Setting) -> list[Tree]:
    """Terms of sums in the statement and in the definitions that it uses."""
    found: dict[str, Tree] = {}
    for tree in (setting.statement, *setting.definitions.values()):
        for spot in walk(tree):
            if spot.role == "value" and is_sum(spot.node) and not is_sum(spot.parent):
                for _, term in terms(spot.node):
                    if isinstance(term, syntax.Number) and (term.value == 1 or tree is not setting.statement):
                        continue
                    if is_worked_out(term):
                        continue
                    if sum(1 for _ in walk(term)) <= _LARGEST:
                        found.setdefault(written(term), term)
    return list(found.values())[:16]


DIAGNOSIS = Diagnosis(
    kind="dropped-term",
    cost=1.6,
    why="a term was forgotten when the expression was copied, expanded or differentiated",
    repairs=repairs,
    solved=solved,
    examples=(
        Example("(x + y)**2 - 2*x*y == x**2", "x**2 + y**2", ("x, y: real",)),
        Example("D(tanh(x), x) == -tanh(x)**2", "-tanh(x)**2 + 1", ("x: real",)),
    ),
)
