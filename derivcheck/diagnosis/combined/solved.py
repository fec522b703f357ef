"""An edit, and then what else has to stand at a place for the equation to hold, found by numbers.

The second mistake need not stand anywhere: from the other side follows what a place has to be worth after the first
edit, and products of what is at hand are looked up that are worth it (`reckoning`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derivcheck.diagnosis.combined.edit import Edit, combined, of
from derivcheck.diagnosis.combined.together import likely
from derivcheck.diagnosis.kind import Repair, all_kinds
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    Factor,
    factors,
    is_one,
    name,
    number,
    product,
    replaced,
    same,
    shown,
    terms,
    total,
)
from derivcheck.language.core import Kind
from derivcheck.language.syntax import Relation, Tree

_MOST_EDITS = 30
_MOST_SIZES = 2
#: Kinds that change how a side is built, rather than one of its numbers or names.
_STRUCTURAL = frozenset({
    "parentheses", "exponent", "transpose", "operator", "index", "range", "missing-factor", "extra-factor", "sign",
    "sum",
})  # fmt: skip


def solved(setting: Setting, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Likely edits, each with one more that numbers tell."""
    statement = setting.statement
    if not isinstance(statement, Relation) or statement.ops != ("eq",) or setting.meaning(statement) is None:
        return
    solvers = [kind for kind in all_kinds() if kind.solved is not None]
    chosen = [edit for edit, path, _ in likely(statement, edits) if path[:1] == (1,) and edit.kind.kind in _STRUCTURAL]
    for edit in (*_scaled(setting, statement), *chosen[:_MOST_EDITS], *_expanded(setting, statement)):
        after = setting.edited(edit.repair.statement)
        for kind in solvers:
            for repair in kind.solved(after) if kind.solved is not None else ():
                if not _is_of_right(repair.statement, statement):
                    continue
                second = of(kind.cost + repair.extra, kind, repair, edit.meaning)
                yield combined((edit, second), repair.statement)


def _expanded(setting: Setting, statement: Relation) -> Iterator[Edit]:
    """The lost factors with the right-hand side written out as a sum, so that one is missing in one term only."""
    for edit in _scaled(setting, statement):
        side = edit.repair.statement.operands[1] if isinstance(edit.repair.statement, Relation) else statement
        own = factors(side)
        for k, (power, factor) in enumerate(own):
            parts, rest = terms(factor), [*own[:k], *own[k + 1 :]]
            if power > 0 and len(parts) > 1 and rest:
                due = total([(sign, product([*([] if is_one(t) else factors(t)), *rest])) for sign, t in parts])
                repair = replace(edit.repair, statement=replaced(statement, (1,), due))
                yield replace(edit, repair=repair)


def _is_of_right(edited: Tree, statement: Relation) -> bool:
    return isinstance(edited, Relation) and same(edited.operands[0], statement.operands[0])


def _scaled(setting: Setting, statement: Relation) -> Iterator[Edit]:
    """The right-hand side times a factor that often gets lost: the 2 of a square, the 1/n of a mean, both."""
    meaning, kind = setting.meaning(statement), next(k for k in all_kinds() if k.kind == "missing-factor")
    used = [n for n, type in setting.used.items() if type.kind is Kind.SIZE]
    sizes: list[Tree] = [*map(name, used[:_MOST_SIZES])]
    two: Factor = (1, number(2))
    lost: list[list[Factor]] = [[two], [(-1, number(2))]]
    lost += [more for size in sizes for more in ([(-1, size)], [two, (-1, size)], [(1, size)])]
    for own in lost if meaning is not None else ():
        factor, side = product(own), statement.operands[1]
        said = f"the factor {shown(factor)} is missing in {shown(side)}"
        due = replaced(statement, (1,), product([*own, (1, side)]))
        if meaning is not None:
            yield of(kind.cost, kind, Repair(due, said), meaning)
