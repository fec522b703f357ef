"""From the left-hand side of a statement to the right one, by rules that have names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derivcheck.diagnosis.setting import is_worked_out
from derivcheck.diagnosis.trees import name, walk
from derivcheck.explanation.checking import Checker
from derivcheck.explanation.lines import Line, developed, names_in, unfolded
from derivcheck.explanation.patterns import differentiated
from derivcheck.explanation.scene import Scene, at, with_indices
from derivcheck.language.syntax import Logic, Relation, Tree
from derivcheck.language.writing import written

_MOST_UNFOLDINGS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One chain of lines, what it is about, and what its names are; the first line has no rule."""

    title: str
    lines: tuple[Line, ...]
    scene: Scene


def derive(scene: Scene, until: float) -> tuple[Part, ...]:
    """The derivations of a true statement: one for each of its parts that is a relation. All lines are proved.

    ``until``: a moment of the monotonic clock.
    """
    checker = Checker(scene, until)
    found = []
    for relation in _relations(scene.setting.statement):
        part = _by_entries(relation, scene, checker) or _part("", relation, scene, checker)
        if part is not None:
            found.append(part)
    return tuple(found)


def _part(title: str, relation: Relation, scene: Scene, checker: Checker) -> Part | None:
    lines = _chain(relation, scene, checker)
    return None if lines is None else Part(title, tuple(lines), scene)


def _by_entries(relation: Relation, scene: Scene, checker: Checker) -> Part | None:
    """An equation of tensors with derivatives, for any of their entries."""
    shape = scene.shape(relation.operands[0])
    if not shape or set(relation.ops) != {"eq"} or not is_worked_out(relation):
        return None
    found = with_indices(scene, shape)
    if found is None:
        return None
    inner, indices = found
    entries = tuple(at(side, indices, inner) for side in relation.operands)
    title = f"Entry [{', '.join(i.name for i in indices)}] of both sides"
    return _part(title, replace(relation, operands=entries), inner, replace(checker, scene=inner))


def _relations(statement: Tree) -> list[Relation]:
    if isinstance(statement, Logic) and statement.op == "and":
        return [r for part in statement.operands for r in _relations(part)]
    return [statement] if isinstance(statement, Relation) else []


def _chain(relation: Relation, scene: Scene, checker: Checker) -> list[Line] | None:
    """The links of a relation one after the other."""
    lines: list[Line] = []
    for op, left, right in zip(relation.ops, relation.operands, relation.operands[1:], strict=False):
        link = _link(op, left, right, scene, checker)
        if link is None:
            return None
        lines += link[1:] if lines else link
    return lines


def _link(op: str, left: Tree, right: Tree, scene: Scene, checker: Checker) -> list[Line] | None:
    ends = [developed(Line(left), scene, checker.holds), [Line(right)]]
    met = next((k for k, line in enumerate(ends[0]) if _derivatives(line.tree) == _derivatives(right) != set()), None)
    if met is not None:
        return checker.joined(ends[0][: met + 1], ends[1], op, "algebra")
    ends[1] = developed(ends[1][0], scene, checker.holds)
    for _ in range(_MOST_UNFOLDINGS):
        one, other = (_names(end[-1].tree, scene) for end in ends)
        inner = frozenset(n for n in one | other if any(n in scene.mentions(name(m)) for m in (one | other) - {n}))
        outer = (one ^ other) - inner
        changed = [_unfold(end, outer, scene, checker) for end in ends]
        if not any(changed):
            break
    return checker.joined(ends[0], ends[1], op, "algebra")


def _derivatives(tree: Tree) -> set[str]:
    return {written(s.node) for s in walk(tree) if differentiated(s.node) is not None}


def _unfold(end: list[Line], names: frozenset[str], scene: Scene, checker: Checker) -> bool:
    """Write names out in the last line; whether that was possible."""
    new = unfolded(end[-1].tree, scene, names)
    if new is None or not checker.holds("eq", end[-1].tree, new.tree):
        return False
    end += [new, *developed(new, scene, checker.holds)[1:]]
    return True


def _names(tree: Tree, scene: Scene) -> frozenset[str]:
    return frozenset().union(*(names_in(s.node, scene) for s in walk(tree)))
