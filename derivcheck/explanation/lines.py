"""Lines of a calculation: one rule after the other, from an expression on, until none applies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from derivcheck.diagnosis.trees import children, is_worked_out, same, shown, walk, with_children
from derivcheck.explanation.binders import free_names
from derivcheck.explanation.builtins import inside
from derivcheck.explanation.patterns import OPERATORS, differentiated, tidy
from derivcheck.explanation.rule import Rule
from derivcheck.explanation.rules.definition import head
from derivcheck.explanation.scene import Scene, everywhere, unshadowed
from derivcheck.language.syntax import Call, Name, Tree
from derivcheck.language.writing import written

_MOST_STEPS = 24  # in one line
_DERIVATIVES = frozenset({"D", "Derivative", "diff"})


@dataclass(frozen=True, slots=True)
class Line:
    """An expression, and the rules by which it comes from the one before; ``relation`` is what joins the two."""

    tree: Tree
    said: tuple[str, ...] = ()
    relation: str = "eq"


def following(
    tree: Tree, rules: Sequence[Rule], scene: Scene, fixed: frozenset[str] = frozenset()
) -> tuple[Line, Rule] | None:
    """The next line, and its first rule: one wherever it applies, or several of one family together.

    ``fixed``: derivatives and the like that stay as they are.
    """
    said: dict[str, None] = {}
    leading: Rule | None = None
    for _ in range(_MOST_STEPS):
        found = _first(tree, [r for r in rules if _may_follow(r, leading)], scene, fixed)
        if found is None:
            break
        rule, tree, own = found
        leading = leading or rule
        said |= dict.fromkeys(own)
    names = tuple(name for name in said if name) or (leading.name if leading is not None else "",)
    return (Line(tree, names), leading) if leading is not None else None


def _may_follow(rule: Rule, leading: Rule | None) -> bool:
    """Whether a rule may stand in the line that another one began."""
    return leading is None or rule.immediate or (rule.family != "" and rule.family == leading.family)


def _first(
    tree: Tree, rules: Iterable[Rule], scene: Scene, fixed: frozenset[str] = frozenset()
) -> tuple[Rule, Tree, list[str]] | None:
    """What the first rule that applies makes of the tree; of a derivative of a derivative, the inner one first."""
    rules = list(rules)
    for within in (True, False) if is_worked_out(tree, _DERIVATIVES) else (False,):
        for rule in rules:
            names: list[str] = []
            change = _applying(rule, scene, names, fixed)
            new, changed = everywhere(tree, _inside_derivatives(change) if within else change)
            if changed:
                return rule, settled(new, scene), names
    return None


def settled(tree: Tree, scene: Scene) -> Tree:
    """The tree without zeros and the like, in which no bound name hides another."""
    return tidy(unshadowed(tree, scene, free_names(tree)))


def _inside_derivatives(change: Callable[[Tree], Tree | None]) -> Callable[[Tree], Tree | None]:
    """The change, of derivatives within what is differentiated."""

    def inner(node: Tree) -> Tree | None:
        return change(node) if differentiated(node) is not None else None

    def outer(node: Tree) -> Tree | None:
        if differentiated(node) is None:
            return None
        body, *rest = children(node)
        new, changed = everywhere(body, inner)
        return with_children(node, (new, *rest)) if changed else None

    return outer


def once(tree: Tree, rule: Rule, scene: Scene) -> Tree | None:
    """The tree with one rule applied, wherever it applies; None where it does not."""
    found = _first(tree, [rule], scene)
    return None if found is None else found[1]


def _applying(rule: Rule, scene: Scene, names: list[str], fixed: frozenset[str]) -> Callable[[Tree], Tree | None]:
    def change(node: Tree) -> Tree | None:
        if fixed and isinstance(node, Call) and node.function.name in OPERATORS and written(node) in fixed:
            return node
        found = rule.apply(node, scene)
        if found is None or same(found.tree, node):
            return None
        names.append(rule.name if found.said is None else found.said)
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


def names_within(tree: Tree, scene: Scene) -> frozenset[str]:
    """The defined names and known functions in a tree."""
    return frozenset().union(*(names_in(s.node, scene) for s in walk(tree)))
