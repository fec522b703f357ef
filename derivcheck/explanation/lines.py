"""Lines of a calculation: one rule after the other, from an expression on, until none applies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from derivcheck.diagnosis.trees import same, shown
from derivcheck.explanation.binders import free_names
from derivcheck.explanation.builtins import inside
from derivcheck.explanation.patterns import tidy
from derivcheck.explanation.rule import Rule, all_rules
from derivcheck.explanation.rules.definition import head
from derivcheck.explanation.scene import Scene, everywhere, unshadowed
from derivcheck.language.syntax import Name, Tree
from derivcheck.language.writing import written

_MOST_LINES = 24
_LONGEST = 600  # characters of a line


@dataclass(frozen=True, slots=True)
class Line:
    """An expression, and the rules by which it comes from the one before; ``relation`` is what joins the two."""

    tree: Tree
    said: tuple[str, ...] = ()
    relation: str = "eq"


#: Whether the engine proves that two expressions stand in a relation.
Holds = Callable[[str, Tree, Tree], bool]


def developed(line: Line, scene: Scene, holds: Holds, arrived: Callable[[Tree], bool] | None = None) -> list[Line]:
    """The line and those that follow from it by the rules, until one has ``arrived``.

    A rule that gives something unproved is not used again.
    """
    lines, rules = [line], all_rules()
    seen = {written(line.tree)}
    while len(lines) < _MOST_LINES:
        found = _next(lines[-1].tree, rules, scene)
        if found is None:
            break
        new, leading = found
        text = written(new.tree)
        if text in seen or len(text) > _LONGEST or not holds("eq", lines[-1].tree, new.tree):
            rules = tuple(r for r in rules if r is not leading)
            continue
        seen.add(text)
        lines.append(new)
        if arrived is not None and arrived(new.tree):
            break
    return lines


def _next(tree: Tree, rules: Sequence[Rule], scene: Scene) -> tuple[Line, Rule] | None:
    """The next line, and its first rule: one wherever it applies, or several of one family together."""
    said: dict[str, None] = {}
    leading: Rule | None = None
    for _ in range(_MOST_LINES):
        found = _first(tree, [r for r in rules if _may_follow(r, leading)], scene)
        if found is None:
            break
        rule, tree, names = found
        leading = leading or rule
        said |= dict.fromkeys(names)
    return (Line(tree, tuple(said)), leading) if leading is not None else None


def _may_follow(rule: Rule, leading: Rule | None) -> bool:
    """Whether a rule may stand in the line that another one began."""
    return leading is None or rule.immediate or (rule.family != "" and rule.family == leading.family)


def _first(tree: Tree, rules: Iterable[Rule], scene: Scene) -> tuple[Rule, Tree, list[str]] | None:
    for rule in rules:
        names: list[str] = []
        new, changed = everywhere(tree, _applying(rule, scene, names))
        if changed:
            return rule, tidy(unshadowed(new, scene, free_names(new))), names
    return None


def once(tree: Tree, rule: Rule, scene: Scene) -> Tree | None:
    """The tree with one rule applied, wherever it applies; None where it does not."""
    found = _first(tree, [rule], scene)
    return None if found is None else found[1]


def _applying(rule: Rule, scene: Scene, names: list[str]) -> Callable[[Tree], Tree | None]:
    def change(node: Tree) -> Tree | None:
        found = rule.apply(node, scene)
        if found is None or same(found.tree, node):
            return None
        names.append(found.said or rule.name)
        return found.tree

    return change


def unfolded(tree: Tree, scene: Scene, names: frozenset[str]) -> Line | None:
    """The tree with these defined names written out, those that stand outermost."""
    found: dict[str, None] = {}

    def change(node: Tree) -> Tree | None:
        own = head(node)
        if not isinstance(own, Name) or own.name not in names:
            return None
        body = scene.unfolded(node) or inside(node, scene)
        if body is not None:
            found[shown(own)] = None
        return body

    new, changed = everywhere(tree, change)
    if not changed:
        return None
    return Line(unshadowed(new, scene, free_names(new)), (f"definition of {' and '.join(found)}",))


def names_in(tree: Tree, scene: Scene) -> frozenset[str]:
    """The defined name (or known function) that a tree begins with."""
    own = head(tree)
    if not isinstance(own, Name) or not (own.name in scene.defined or inside(tree, scene) is not None):
        return frozenset()
    return frozenset((own.name,))
