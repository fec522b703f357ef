"""Which trees are the same text, told by numbers: edits of one statement share most of their nodes."""

from __future__ import annotations

from typing import Any, assert_never

from derivcheck.diagnosis.trees import children
from derivcheck.language import syntax
from derivcheck.language.syntax import Tree


class Forms:
    """Gives every tree a number, the same for the same text; each node is looked at once."""

    def __init__(self) -> None:
        self._by_form: dict[Any, int] = {}
        self._known: dict[int, tuple[Tree, int]] = {}  # with the node, whose identity stays its own

    def __call__(self, tree: Tree) -> int:
        found = self._known.get(id(tree))
        if found is None:
            form = (type(tree), _label(tree), *[self(c) for c in children(tree)])
            found = self._known[id(tree)] = (tree, self._by_form.setdefault(form, len(self._by_form)))
        return found[1]


def _label(tree: Tree) -> object:
    """What a node says beside its parts."""
    match tree:
        case syntax.Operation() | syntax.Logic():
            return tree.op
        case syntax.Name():
            return tree.name
        case syntax.Number():
            return tree.value.numerator, tree.value.denominator, tree.places
        case syntax.Call():
            return tree.function.name
        case syntax.Relation():
            return tree.ops
        case syntax.Direction():
            return tree.text
        case syntax.Subscript() | syntax.Transpose() | syntax.Listed() | syntax.Tupled():
            return None
    assert_never(tree)
