"""A chain of lines from one side of a relation to the other, worked out from both ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from derivcheck.diagnosis.trees import factors, name, terms, walk
from derivcheck.explanation.builtins import WHOLE
from derivcheck.explanation.checking import Checker
from derivcheck.explanation.development import Development
from derivcheck.explanation.lines import Line, names_in, names_within, unfolded
from derivcheck.explanation.meeting import near, worked_out
from derivcheck.explanation.normal import readable
from derivcheck.explanation.reasons import reasons, speaks_of
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Number, Tree
from derivcheck.language.writing import written

ALGEBRA = "algebra"
_MOST_UNFOLDINGS = 4
_GROWTH, _MORE = 2, 60  # by what a line may be longer than the first, in times and characters, and lead to nothing
_LONGEST = 240  # characters of a normal form


def link(op: str, left: Tree, right: Tree, development: Development, checker: Checker) -> list[Line] | None:
    """The lines from left to right; where rules say nothing, functions are looked into, or a normal form is shown."""
    scene = development.scene
    development.visible |= (scene.mentions(left) | scene.mentions(right)) & (scene.defined | WHOLE)
    development.fixed = frozenset(worked_out(left) & worked_out(right))
    found = _by_rules(op, [Line(left)], [Line(right)], development, checker)
    if found is not None and not _is_bare(found):
        return [found[0], *(_reasoned(one, other, scene) for one, other in pairwise(found))]
    names = names_within(left, scene)
    if names and names <= scene.defined and _uses(left, scene) == _uses(right, scene):
        # a step of algebra between names that stand for anything
        return found if found is None or op != "eq" else _with_reasons(found, scene, checker)
    one, other = (_opened(Line(side), scene, checker) for side in (left, right))
    if len(one) + len(other) > 2:
        deeper = _by_rules(op, one, other, development, checker, named=False)
        if deeper is not None and not _is_bare(deeper):
            return [deeper[0], *(_reasoned(one, other, scene) for one, other in pairwise(deeper))]
    if found is None or op != "eq":
        return found
    return _with_reasons(found, scene, checker)


def _is_bare(lines: list[Line]) -> bool:
    """Whether no rule but algebra is named, or only the derivative of a known function."""
    said = [s for line in lines for s in line.said]
    return all(s == ALGEBRA or (len(said) < 3 and s.startswith("derivative of `")) for s in said)


def _by_rules(
    op: str, left: list[Line], right: list[Line], development: Development, checker: Checker, named: bool = True
) -> list[Line] | None:
    aim, scene = right[-1].tree, development.scene
    end = [*left[:-1], *development.lines(left[-1], lambda tree: checker.restates(tree, aim), named)]
    if op == "eq" and len(end) > 1 and checker.restates(end[-1].tree, aim):
        return checker.joined(end, right, op, _named(names_within(aim, scene) - names_within(end[-1].tree, scene)))
    met = next((k for k, line in enumerate(end) if _has_arrived(line.tree, aim)), None)
    if met is not None:
        return checker.joined(end[: met + 1], right, op, ALGEBRA)
    ends = [end, [*right[:-1], *development.lines(right[-1], named=named)]]
    for _ in range(_MOST_UNFOLDINGS):
        one, other = (names_within(end[-1].tree, scene) for end in ends)
        inner = frozenset(n for n in one | other if any(n in scene.mentions(name(m)) for m in (one | other) - {n}))
        outer = (one ^ other) - inner
        changed = [_unfold(end, outer, development, checker) for end in ends]
        if not any(changed):
            break
    ends = [_cut(end, other) for end, other in (ends, ends[::-1])]
    meetings = near(ends[0], ends[1], scene) if op == "eq" else []
    return checker.joined(ends[0], ends[1], op, ALGEBRA, meetings)


def _cut(end: list[Line], other: list[Line]) -> list[Line]:
    """Without lines that have grown too long where they do not come to an end."""
    if worked_out(end[-1].tree) <= worked_out(other[-1].tree):
        return end
    sizes = [len(written(line.tree)) for line in end]
    return end[: max(k for k, size in enumerate(sizes) if size <= _GROWTH * sizes[0] + _MORE) + 1]


def _opened(line: Line, scene: Scene, checker: Checker) -> list[Line]:
    """The line with all its names written out, the outermost first."""
    end = [line]
    for _ in range(_MOST_UNFOLDINGS):
        new = unfolded(end[-1].tree, scene, names_within(end[-1].tree, scene))
        if new is None or not checker.holds("eq", end[-1].tree, new.tree):
            break
        end.append(new)
    return end


def _unfold(end: list[Line], names: frozenset[str], development: Development, checker: Checker) -> bool:
    """Write names out in the last line; whether that was possible."""
    new = unfolded(end[-1].tree, development.scene, names)
    if new is None or not checker.holds("eq", end[-1].tree, new.tree):
        return False
    end += [new, *development.lines(new, named=False)[1:]]
    return True


def _through_normal_form(lines: list[Line], scene: Scene, checker: Checker) -> list[Line]:
    """A single step of algebra by way of the form that both sides have when they are multiplied out."""
    if len(lines) < 2:
        return lines
    *before, one, other = lines
    if other.said != (ALGEBRA,):
        return lines
    middle = readable(one.tree, scene)
    if middle is None or len(written(middle)) > _LONGEST or not _called(middle) <= _called(one.tree, other.tree):
        return lines
    if isinstance(middle, Number):
        return [*before, one, replace(other, said=("calculated",))]
    if _ordered(middle) in (_ordered(one.tree), _ordered(other.tree)):
        said = "multiplied out and collected" if _ordered(middle) == _ordered(other.tree) else "factored"
        return [*before, one, replace(other, said=(said,))]
    if not (checker.holds("eq", one.tree, middle) and checker.holds("eq", middle, other.tree)):
        return lines
    return [*before, one, Line(middle, ("multiplied out and collected",)), Line(other.tree, ("factored",))]


def _with_reasons(lines: list[Line], scene: Scene, checker: Checker) -> list[Line]:
    """Steps of algebra with what they owe to theorems, declarations or hypotheses; or by way of the normal form."""
    lines = [lines[0], *(_reasoned(one, other, scene) for one, other in pairwise(lines))]
    found = _through_normal_form(lines, scene, checker)
    if len(found) == 2 and found[1].said == (ALGEBRA,) and speaks_of(scene, found[0].tree, found[1].tree):
        return [found[0], replace(found[1], said=(ALGEBRA, "what is given"))]
    return found


def _reasoned(before: Line, line: Line, scene: Scene) -> Line:
    """A step of algebra with what it owes to."""
    if line.said != (ALGEBRA,):
        return line
    return replace(line, said=(ALGEBRA, *reasons(before.tree, line.tree, scene)))


def _ordered(tree: Tree) -> str:
    """The text of a tree whose terms and factors stand in the order of their texts."""
    if len(terms(tree)) > 1:
        return " + ".join(sorted(f"{sign}*({_ordered(term)})" for sign, term in terms(tree)))
    if len(factors(tree)) > 1:
        return " * ".join(sorted(f"({_ordered(factor)})^{where}" for where, factor in factors(tree)))
    return written(tree)


def _has_arrived(tree: Tree, aim: Tree) -> bool:
    """Whether what is worked out in both is the same, or there is nothing but an order between them."""
    return (bool(worked_out(aim)) and worked_out(tree) == worked_out(aim)) or _flat(tree) == _flat(aim)


def _flat(tree: Tree, sign: int = 1) -> list[str]:
    """The terms of a tree, signs of brackets applied, the order of terms and factors put aside."""
    found = [(sign * own, term) for own, term in terms(tree)]
    if len(found) == 1 and found[0][1] is tree:
        return [f"{sign}*({_ordered(tree)})"]
    return sorted(text for own, term in found for text in _flat(term, own))


def _called(*trees: Tree) -> set[str]:
    """The functions in some trees."""
    return {s.node.function.name for tree in trees for s in walk(tree) if isinstance(s.node, Call)}


def _named(names: frozenset[str]) -> str:
    """What a line is called in which names come back for what they stand for."""
    return f"definition of {' and '.join(f'`{n}`' for n in sorted(names))}" if names else ALGEBRA


def _uses(tree: Tree, scene: Scene) -> frozenset[str]:
    """The defined names in a tree, each with its indices or arguments."""
    return frozenset(written(s.node) for s in walk(tree) if names_in(s.node, scene))
